// The reports of earlier runs, kept in the ledger's table godwit_runs.
//
// A report is JSON text here: what is in it is the caller's business. It is written after the run
// has ended, in a transaction of its own, so a process that is killed leaves none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

// The oldest go when there are more.
inline constexpr std::int64_t kMostKeptRuns = 200;

struct KeptRun {
  std::int64_t id = 0;  // from 1, never used twice; 0 = not kept
  std::string command;
  std::string started_at;  // ISO 8601
  std::string finished_at;
  std::string outcome;  // "done", "failed", "interrupted"
  std::string report;   // JSON
};

// The run's number; 0 when the database has no ledger (any more), where nothing is kept.
Result<std::int64_t> KeepRun(Database& db, const KeptRun& run);

// In the order in which they ended; empty when the database has none.
Result<std::vector<KeptRun>> ReadRuns(const Database& db);

// 0 = the last one.
Result<std::optional<KeptRun>> FindRun(const Database& db, std::int64_t id);

}  // namespace godwit
