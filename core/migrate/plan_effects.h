// What a plan's steps touch: which tables each one reads and writes, and how large those are.
#pragma once

#include <vector>

#include "core/base/status.h"
#include "core/migrate/plan.h"
#include "core/migrate/project.h"
#include "core/sqlite/database.h"

namespace godwit {

// Fills in the plan's steps. SQLite tells what a statement touches while it compiles it on
// `scratch`, an empty database of the caller's, which gets the schema of `db` without its rows and
// then each step's change of schema; so statements that need earlier ones compile as well. No row
// is read but for the sizes (core/migrate/table_size.h), and nothing is written to `db`. nullptr =
// from an empty database. A derived way back is kept only where it runs on `scratch`.
Status AddEffects(std::vector<PlannedMigration>& plan, const Project& project, const Database* db,
                  Database& scratch);

// What all steps write, a table once: every way, and its size at the step where it is largest.
std::vector<PlanTable> AllWrites(const std::vector<PlannedMigration>& plan);

}  // namespace godwit
