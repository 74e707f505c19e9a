// What a data step leaves in the ledger beside its position: counts, records for the report, and
// rows that failed. Written in the transaction of the rows they are about.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/report.h"
#include "core/sqlite/database.h"

namespace godwit {

// Which data step; borrows its names.
struct StepKey {
  const std::string& migration;
  const std::string& step;
};

// The functions that write REQUIRE a write transaction and a ledger.

Status AddCount(Database& db, const StepKey& step, const std::string& name, std::int64_t value);
Status SetCount(Database& db, const StepKey& step, const std::string& name, std::int64_t value);
Status AddRecord(Database& db, const StepKey& step, const std::string& name,
                 const std::string& record);

// A row that failed. With `copy`, its columns as they are are kept beside it.
struct FailedRow {
  std::string key;    // encoded (core/digest/encoding.h)
  std::string shown;  // the key for people: `"id" = 'u1'`
  std::string reason;
  std::vector<std::pair<std::string, Value>> copy;
};
Status AddFailure(Database& db, const StepKey& step, const FailedRow& row);
Status ClearFailures(Database& db, const StepKey& step);
// Everything that the step has counted, collected and noted: it begins anew.
Status ClearOutcome(Database& db, const StepKey& step);
Result<std::int64_t> CountFailures(const Database& db, const StepKey& step);

// Fills counts, records and failures of the report from the ledger; nothing where that has none.
Status ReadOutcome(const Database& db, DataStepReport& report);

}  // namespace godwit
