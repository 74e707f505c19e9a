// A bundled sample beside a database, as the engine's session keeps them, for the jobs that measure
// what runs on it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/clock.h"
#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/migrate/run.h"
#include "core/migrate/validators.h"
#include "core/sqlite/database.h"

namespace godwit::measure {

class Silence final : public Listener {
 public:
  void OnProgress(const Progress&) override {}
  void OnLog(const LogEvent&) override {}
  bool WantsRows() const override { return false; }
};

class Sample {
 public:
  static Result<Sample> Open(std::string_view name, const std::string& path, OpenMode mode);

  Database& db() { return db_; }
  Clock& clock() { return clock_; }
  RunContext context() { return {db_, project_, validators_, clock_, listener_}; }

  // The migration that brings the data step.
  const Migration& target() const { return *project_.Find(project_.opens_before); }
  // Every migration before the target.
  Status UpToOpening() { return Up((&target() - 1)->name); }
  // Every migration that is not optional.
  Status Up(std::string to = {}) {
    return Finish(StartUp(context(), {.to = std::move(to), .with = {}}));
  }
  // The sample's own rows, and `rows` more of those that are counted.
  Status Seed(std::int64_t rows) { return Finish(StartSeed(context(), {.rows = rows, .set = {}})); }

 private:
  Sample(Project project, Validators validators, Database db)
      : project_(std::move(project)), validators_(std::move(validators)), db_(std::move(db)) {}

  static Status Finish(Result<std::unique_ptr<Run>> run);

  Project project_;
  Validators validators_;
  FixedClock clock_{0};
  Silence listener_;
  Database db_;
};

}  // namespace godwit::measure
