// What rows may not allow of a change to their table, each with the SELECT that counts those
// concerned.
#pragma once

#include <vector>

#include "core/base/status.h"
#include "core/schema/changes.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

// Rows may hold NULL in a column that is to hold none.
Risk NullRisk(const Table& table, const Column& column);
// Rows may not hold to a CHECK.
Risk CheckRisk(const Table& table, const Check& check);
// A column goes with what it holds.
Risk LossRisk(const Table& table, const Column& column);
// Rows may hold the same values twice.
Risk DuplicateRisk(const Table& table, const Index& index);
// All of a rebuild: also values that STRICT, a rowid or a new column may refuse, and columns that
// are gone. `now` has its columns named as in `wanted`.
std::vector<Risk> RebuildRisks(const Table& now, const Table& wanted);

// Asks a database that has the schema before the plan. A count that it cannot make stays unknown.
// Errors: of the disk, of memory, an interrupt.
Status CountRisks(const Database& db, SchemaPlan& plan);

}  // namespace godwit
