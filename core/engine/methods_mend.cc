// Mending a ledger: baseline and resolve.
#include <algorithm>
#include <utility>

#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/migrate/mend.h"

namespace godwit {

using nlohmann::json;

namespace {

class MendJob final : public Job {
 public:
  // `scratch` may be empty; the run borrows it.
  explicit MendJob(std::optional<Database> scratch) : scratch_(std::move(scratch)) {}

  Database& scratch() { return *scratch_; }
  void Take(std::unique_ptr<Run> run) { run_ = std::move(run); }

  Result<bool> Step() override { return run_->Step(); }
  Message TakeResult() override { return {Encode(run_->report()), {}}; }
  json Partial() const override { return Encode(run_->report()); }

 private:
  std::optional<Database> scratch_;
  std::unique_ptr<Run> run_;
};

bool IsBlank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

}  // namespace

JobResult BaselineMethod(Call& call) {
  BaselineOptions options;
  GODWIT_TRY(call.params.Text("to", options.to));
  GODWIT_TRY(call.params.Texts("with", options.with));
  GODWIT_TRY(call.params.Flag("acceptDrift", options.accept_drift));
  GODWIT_TRY(call.params.Text("reason", options.reason));
  GODWIT_TRY(call.params.Finish());
  if (options.to.empty()) {
    return call.params.Wrong("to", "it must name the last migration that the database has");
  }
  if (options.accept_drift && IsBlank(options.reason)) {
    return call.params.Wrong("reason", "drift is accepted for a reason; it must not be empty");
  }
  GODWIT_TRY(call.session.NeedBoth());
  GODWIT_ASSIGN(Database scratch, call.session.OpenScratch(call.session.clock()));
  auto job = std::make_unique<MendJob>(std::move(scratch));
  GODWIT_ASSIGN(std::unique_ptr<Run> run, StartBaseline(call.session.Context(call.listener),
                                                        job->scratch(), std::move(options)));
  job->Take(std::move(run));
  return std::unique_ptr<Job>(std::move(job));
}

JobResult ResolveMethod(Call& call) {
  std::string applied;
  std::string rolled_back;
  ResolveOptions options;
  GODWIT_TRY(call.params.Text("applied", applied));
  GODWIT_TRY(call.params.Text("rolledBack", rolled_back));
  GODWIT_TRY(call.params.Text("reason", options.reason));
  GODWIT_TRY(call.params.Finish());
  if (applied.empty() == rolled_back.empty()) {
    return call.params.Wrong("applied", "one of applied and rolledBack must name a migration");
  }
  if (IsBlank(options.reason)) {
    return call.params.Wrong("reason", "it is recorded in the ledger; it must not be empty");
  }
  GODWIT_TRY(call.session.NeedBoth());
  options.applied = !applied.empty();
  options.migration = options.applied ? std::move(applied) : std::move(rolled_back);
  auto job = std::make_unique<MendJob>(std::nullopt);
  GODWIT_ASSIGN(std::unique_ptr<Run> run,
                StartResolve(call.session.Context(call.listener), std::move(options)));
  job->Take(std::move(run));
  return std::unique_ptr<Job>(std::move(job));
}

}  // namespace godwit
