// What rows may not allow of a change to their table, each with the SELECT that counts those
// concerned.
#pragma once

#include <vector>

#include "core/base/status.h"
#include "core/schema/changes.h"
#include "core/schema/model.h"
#include "core/schema/renames.h"
#include "core/sqlite/database.h"

namespace godwit {

// Rows may hold NULL in a column that is to hold none.
Risk NullRisk(const Table& table, const Column& column);
// Rows may not hold to a CHECK that `now` does not have. Of one that is an old CHECK with other
// constants in its list: a risk for each that goes, none for those that are added.
std::vector<Risk> NewCheckRisks(const Table& now, const Table& wanted, const Check& check);
// A column goes with what it holds.
Risk LossRisk(const Table& table, const Column& column);
// Rows may hold the same values twice, as the columns of `wanted` take them.
Risk DuplicateRisk(const Table& table, const Table& wanted, const Index& index);
// Whether a column of the index gets another affinity, and its values may become others.
bool Converts(const Table& now, const Table& wanted, const Index& index);
// To each DROP TABLE of the plan: rows of tables that stay point to it.
void AddParentRisks(const Schema& from, const Schema& to, const Renames& renames, SchemaPlan& plan);
// Of a column that is added in place, with the CHECKs of its definition.
std::vector<Risk> AddedColumnRisks(const Table& now, const Table& wanted, const Column& column,
                                   const std::vector<Check>& checks);
// All of a rebuild: also values that STRICT, a rowid or a new column may refuse, and columns that
// are gone. `now` has its columns named as in `wanted`.
std::vector<Risk> RebuildRisks(const Table& now, const Table& wanted);

// Asks a database that has the schema before the plan. A count that it cannot make stays unknown.
// Errors: of the disk, of memory, an interrupt.
Status CountRisks(const Database& db, SchemaPlan& plan);

}  // namespace godwit
