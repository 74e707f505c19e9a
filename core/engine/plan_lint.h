// What `lint` would say of a plan's migrations, as a count.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/engine/session.h"
#include "core/migrate/ledger.h"
#include "core/migrate/lint.h"
#include "core/migrate/plan.h"

namespace godwit {

// `{error, note, suppressed, warning}` of the migrations whose scripts are still to run, judged by
// the schema alone: no row is counted, so that a plan stays cheap where tables are large. nullptr
// when no script is to run.
Result<nlohmann::json> CountFindings(Session& session, const Ledger& ledger,
                                     const std::vector<PlannedMigration>& plan);

// The counts of findings by severity, with those that are allowed apart.
nlohmann::json CountsOf(const std::vector<LintedMigration>& linted);

}  // namespace godwit
