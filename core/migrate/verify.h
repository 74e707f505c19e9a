// Verifying: what a project says must hold, and what must hold for any project.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/run.h"
#include "core/migrate/status.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"
#include "core/sqlite/value.h"

namespace godwit {

enum class CheckState : std::uint8_t { kPassed, kFailed, kInfo };

// "passed", "failed", "info".
std::string_view CheckStateName(CheckState state);

struct CheckResult {
  std::string name;
  std::string migration;  // empty for the checks that come for free
  CheckState state = CheckState::kPassed;
  std::string expected;
  std::string actual;
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;  // the first kShownRows that say why, or that inform
  std::int64_t violations = 0;
};

inline constexpr std::size_t kShownRows = 20;

// One check a Step, all of them on one state of the database. Nothing is written.
class Verification {
 public:
  static Result<std::unique_ptr<Verification>> Start(const RunContext& context);
  virtual ~Verification() = default;
  virtual Result<bool> Step() = 0;

  const std::vector<CheckResult>& results() const { return results_; }
  // Of the same state; its due rows are what the checks of data steps go by.
  const ProjectStatus& status() const { return status_; }
  // What all of the project's migrations make, but for optional ones, where one of the checks came
  // by it.
  const std::optional<Schema>& end() const { return end_; }
  bool Passed() const;

 protected:
  std::vector<CheckResult> results_;
  ProjectStatus status_;
  std::optional<Schema> end_;
};

}  // namespace godwit
