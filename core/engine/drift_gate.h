// What has drifted, looked at before a run: a job that searches first and then becomes the run.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/job.h"
#include "core/migrate/drift.h"
#include "core/migrate/plan.h"

namespace godwit {

// What the gate would say of `pending`, for whoever does not run it, all at once: of drift in the
// way, the sentence that `up` would refuse it with; else those that it would warn with.
Result<std::vector<std::string>> ForeseeDrift(Session& session, Listener& listener,
                                              const std::vector<PlannedMigration>& plan);

class DriftGate final : public Job {
 public:
  using Begin = std::function<JobResult()>;

  // `pending`: the migrations about to run. Borrows the session.
  static JobResult Open(Session& session, Listener& listener, std::vector<std::string> pending,
                        Begin begin);

  Result<bool> Step() override;
  Message TakeResult() override;
  void End(const Error& error) override {
    if (run_) run_->End(error);
  }
  nlohmann::json Partial() const override { return run_ ? run_->Partial() : nullptr; }

 private:
  DriftGate(Session& session, bool accepted, std::vector<std::string> pending, Begin begin)
      : session_(session),
        accepted_(accepted),
        pending_(std::move(pending)),
        begin_(std::move(begin)) {}

  Session& session_;
  bool accepted_;
  std::vector<std::string> pending_;
  Begin begin_;
  std::optional<Database> scratch_;
  std::optional<DriftSearch> search_;
  std::unique_ptr<Job> run_;
  std::vector<std::string> warnings_;
};

}  // namespace godwit
