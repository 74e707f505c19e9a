// One table's way from what it is to what it is to be: in place where SQLite can, else a rebuild.
//
// SQLite is the judge of what it can: the statements are tried on a scratch database, and the table
// that they leave is compared with the one wanted. Only what depends on rows, which a scratch
// database does not have, is decided by rule (sqlite.org/lang_altertable.html).
#pragma once

#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/schema/changes.h"
#include "core/schema/lookup.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

struct TableChanges {
  std::vector<SchemaChange> changes;  // without those of created indexes
  bool rebuilt = false;               // its indexes are gone with it
};

// `scratch` has `now`, named as `wanted` in table and columns, without the created indexes that
// `wanted` does not have; afterwards it has `wanted`, and after a rebuild no created index of it.
// REQUIRES: foreign keys are off in it.
Result<TableChanges> PlanTable(Database& scratch, const Table& now, const Table& wanted,
                               SqliteRelease release, NamePool& names);

}  // namespace godwit
