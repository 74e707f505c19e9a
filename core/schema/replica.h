// A scratch database that has a schema and no rows: where a plan is tried.
#pragma once

#include <set>
#include <string>

#include "core/base/status.h"
#include "core/schema/changes.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

// Makes the schema's objects in an empty database, by their stored SQL, with foreign keys off. A
// virtual table whose module is not there is left out. Errors (kRefused) name the object that
// SQLite does not take.
Status MakeTables(Database& scratch, const Schema& schema);
Status MakeViewsAndTriggers(Database& scratch, const Schema& schema);

// Carries out the changes in order.
Status Apply(Database& scratch, const SchemaPlan& plan);

}  // namespace godwit
