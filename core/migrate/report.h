// What a run tells while it goes and when it has ended, as plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/digest/digest.h"
#include "core/sqlite/value.h"

namespace godwit {

struct Progress {
  std::string phase;  // "migration", "data-step", "seed", "digest", "verify"
  std::string name;
  std::int64_t done = 0;
  std::int64_t total = 0;  // 0 = unknown
  std::string unit;        // "rows", "statements", "tables", "checks"
};

// How far a digest is.
Progress ProgressOf(const DigestRun& digest);

// One line of `--log`: what happened, with details in the order given.
struct LogEvent {
  std::string event;
  std::vector<std::pair<std::string, Value>> fields;
};

class Listener {
 public:
  virtual ~Listener() = default;
  virtual void OnProgress(const Progress& progress) = 0;
  virtual void OnLog(const LogEvent& event) = 0;
  // Rows are told one by one only where someone wants to know.
  virtual bool WantsRows() const = 0;
};

struct MigrationReport {
  std::string name;
  // "up", "down", "seed"; "begun" where not all of its pieces are committed; of what was not run
  // "recorded", "accepted", "forgotten" (mend.h)
  std::string direction = {};
  std::int64_t statements = 0;
  std::int64_t rows = 0;  // changed by its statements
  std::int64_t duration_micros = 0;
};

// What one collecting part of a data step has noted.
struct StepRecords {
  std::string name;
  std::int64_t total = 0;
  std::vector<std::string> rows = {};   // the first of them, JSON objects
  std::vector<std::string> shown = {};  // members that hold keys; the others are values of rows
};

struct StepFailure {
  std::string row;  // its key for people
  std::string reason;
};

struct DataStepReport {
  std::string migration;
  std::string name;
  std::int64_t rows = 0;  // done by this run
  std::int64_t batches = 0;
  std::int64_t duration_micros = 0;
  // The following are the step's over all its runs, as they stand.
  std::int64_t failed = 0;  // rows that were skipped and are still due
  std::vector<std::pair<std::string, std::int64_t>> counts;
  std::vector<StepRecords> records;
  std::vector<StepFailure> failures;  // the first of them
};

// A copy of the database that was taken (core/migrate/snapshot.h); an empty path = none.
struct SnapshotReport {
  std::string path;
  std::int64_t bytes = 0;
  std::int64_t duration_micros = 0;
};

struct Report {
  std::string command;
  std::string project;
  std::string started_at;
  std::string finished_at;
  std::vector<MigrationReport> migrations;
  std::vector<DataStepReport> data_steps;
  std::vector<SnapshotReport> snapshots;
  std::string restored;  // the snapshot that was put back; empty = none
  std::vector<std::string> warnings;

  bool NothingDone() const;
};

}  // namespace godwit
