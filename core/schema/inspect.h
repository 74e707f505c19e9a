// Reads a database's schema into the model (core/schema/model.h).
//
// Sources: PRAGMA table_list, table_xinfo, index_list and index_xinfo, and for what they do not
// tell the tokens of the stored SQL. Only the main schema is read. Internal tables
// (core/schema/internal.h) and what hangs on them are left out.
#pragma once

#include <set>
#include <string>

#include "core/base/status.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

Result<Schema> Inspect(const Database& db);
// Only the tables of these names, which are in lower case; no views, no triggers.
Result<Schema> InspectTables(const Database& db, const std::set<std::string>& names);

// SQLite's rules for a declared type. REQUIRES: not a column of a STRICT table declared ANY, which
// has none (kBlob).
Affinity AffinityOf(std::string_view declared_type);

}  // namespace godwit
