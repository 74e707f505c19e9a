// Makes a throw-away database equal a declared schema, without a migration and without a ledger:
// for trying a schema out.
#pragma once

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/schema/diff.h"
#include "core/sqlite/database.h"

namespace godwit {

// The plan that was carried out, in one transaction; rows are kept as a migration would.
// Errors: kRefused for a database with a ledger, for what ReadSchemaScript and FindRenames refuse,
// and where rows need a value that nobody has given; kUsage when rows or values would be lost and
// not `may_lose`; kFailed when rows do not fit, and nothing has changed then.
Result<SchemaPlan> PushSchema(Database& db, const Script& schema, const DiffOptions& options,
                              bool may_lose);

}  // namespace godwit
