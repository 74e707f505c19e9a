// SQL functions for data steps that merge, beside SQLite's own. docs/functions.md has them with
// their rules and examples.
#pragma once

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

// uuid5(namespace, name), and the aggregates json_array_union(array), json_object_merge(object) and
// first_filled(value).
Status RegisterDataFunctions(Database& db);

}  // namespace godwit
