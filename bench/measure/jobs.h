// What godwit-measure can measure. Each job runs once a process, so that its peak of memory is its
// own, and gives its figures and the proof of its result as one JSON object.
#pragma once

#include <chrono>
#include <cstdint>

#include <nlohmann/json.hpp>

#include "bench/measure/options.h"
#include "bench/measure/platform.h"
#include "core/base/status.h"

namespace godwit::measure {

// Trait texts of the ids pet-0, pet-1, …, in bulk or one by one.
Result<nlohmann::json> MeasureTraits(Options& options);
// Makes the sample `pets` with many pets, up to the migration before its backfill, in a file.
Result<nlohmann::json> PrepareDatabase(Options& options);
// The sample's own backfill, in memory or in a prepared file.
Result<nlohmann::json> MeasureBackfill(Options& options);
// The digest of the table "Pet" of any database file: the proof beside other programs' results.
Result<nlohmann::json> DigestPets(Options& options);

// The rebuild of a table in memory, as planned or by hand, and what its proofs take.
Result<nlohmann::json> MeasureRebuild(Options& options);
// Reading the schema of many tables, and the plan to one in which one table differs.
Result<nlohmann::json> MeasureSchemas(Options& options);

// A sample's seeding in memory, and a second one, which must change nothing.
Result<nlohmann::json> MeasureSeeding(Options& options);
// Pages of the reviews' feed and toggles of a like, in memory.
Result<nlohmann::json> MeasureFeed(Options& options);
// The ancestors of the ninth fork in a row among many definitions of valuerank, in memory.
Result<nlohmann::json> MeasureAncestry(Options& options);

// Wall and processor time since it was made.
class Stopwatch {
 public:
  void AddTo(nlohmann::json& result) const {
    const std::int64_t cpu = CpuMicros() - cpu_;
    const auto wall = std::chrono::steady_clock::now() - wall_;
    result["wallMicros"] = std::chrono::duration_cast<std::chrono::microseconds>(wall).count();
    result["cpuMicros"] = cpu;
  }

 private:
  std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::now();
  std::int64_t cpu_ = CpuMicros();
};

}  // namespace godwit::measure
