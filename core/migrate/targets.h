// Which tables a migration says that it writes. All others are bystanders: their rows stay as they
// are, or something is wrong.
#pragma once

#include <set>
#include <string>

#include "core/migrate/project.h"

namespace godwit {

// Names in lower case, as SQLite compares them.
using TableNames = std::set<std::string>;

// The tables that the statements themselves write, drop, alter or rename (both names). What that
// fires, foreign keys' actions and triggers, is not among them, nor is what is created.
TableNames TablesWrittenBy(const Script& script);

// The table that a data step writes, or those that its parts write.
TableNames TablesWrittenBy(const DataStep& step);

// The same of a data step, looked up once for all of its batches.
struct StepTargets {
  StepTargets(const Migration& migration, const DataStep& step);

  TableNames named;    // TablesNamedBy
  TableNames written;  // TablesWrittenBy
};

// By its script, its data steps and its `touches`.
TableNames TablesNamedBy(const Migration& migration);
// What a script does to a schema's objects, by name.
struct SchemaTargets {
  explicit SchemaTargets(const Script& script);

  TableNames altered;      // tables that are dropped, altered or renamed (both names)
  TableNames created;      // tables, views, indexes and triggers
  TableNames dropped;      // the same
  TableNames conditional;  // created or dropped with IF NOT EXISTS or IF EXISTS
};

// By down.sql and its `touches`.
TableNames TablesNamedByWayBack(const Migration& migration);

}  // namespace godwit
