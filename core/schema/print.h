// A plan as SQL for people and for migration files: each change with its reasons, and with what it
// means for rows, as comments above its statements.
#pragma once

#include <string>

#include "core/schema/changes.h"

namespace godwit {

// Ends in a line feed; empty for a plan without changes. What only the author can decide is a line
// `-- godwit: undecided WHAT`, with which no project is read.
std::string PlanScript(const SchemaPlan& plan);
// The same for who runs it without Godwit: in a transaction, which fails when it leaves more rows
// whose foreign key leads nowhere than there were.
std::string StandaloneScript(const SchemaPlan& plan);

// `set-not-null table "Pet" column "traits"`
std::string ChangeTitle(const SchemaChange& change);
// `12 rows: column "c": rows may hold NULL there`; empty when it was counted and is nobody's.
std::string RiskText(const Risk& risk);

}  // namespace godwit
