// The check of a declared query: it compiles, it only reads, and its plan is what it says.
#pragma once

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/migrate/verify.h"
#include "core/sqlite/database.h"

namespace godwit {

// The rows are SQLite's query plan, a step a row, indented by depth. Nothing is run: parameters
// stay NULL, which does not matter to plans. An error is one that says nothing about the query.
Result<CheckResult> CheckQuery(Database& db, const DeclaredQuery& query);

}  // namespace godwit
