// Makes a throw-away database equal a declared schema, without a migration and without a ledger:
// for trying a schema out.
#pragma once

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/migrate/report.h"
#include "core/migrate/run.h"
#include "core/schema/diff.h"

namespace godwit {

struct Pushed {
  SchemaPlan plan;          // that was carried out
  SnapshotReport snapshot;  // taken before it; an empty path = none
};

// Carries out what is different, in one transaction; rows are kept as a migration would. Before
// something is dropped, a snapshot is taken as `up` does, where the context has a shelf for it.
// Errors: kRefused for a database with a ledger, for what ReadSchemaScript and FindRenames refuse,
// and where rows need a value that nobody has given; kUsage when rows or values would be lost and
// not `may_lose`; kFailed when rows do not fit, and nothing has changed then.
// REQUIRES: the context's project has a schema.sql.
Result<Pushed> PushSchema(const RunContext& context, const DiffOptions& options, bool may_lose);

}  // namespace godwit
