// Rehearsing on a private copy.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/drift_gate.h"
#include "core/engine/job.h"
#include "core/engine/receipt_json.h"
#include "core/migrate/plan.h"
#include "core/migrate/rehearse.h"

namespace godwit {

using nlohmann::json;

namespace {

class RehearseJob final : public Job {
 public:
  // The copy's time stands still, so that whoever holds a later run to the receipt can repeat it.
  RehearseJob(Session& session, bool show_values)
      : session_(session), clock_(session.clock()), show_values_(show_values) {}

  Status Begin(Call& call, UpOptions options) {
    GODWIT_ASSIGN(Database * db, call.session.FindDatabase());
    GODWIT_ASSIGN(copy_, call.session.OpenCopy(db, clock_));
    GODWIT_ASSIGN(Database scratch, call.session.OpenScratch(clock_));
    scratch_.emplace(std::move(scratch));
    GODWIT_TRY(Foresee(call, db, options));
    RunContext context = call.session.ContextOf(copy_->database(), clock_, call.listener);
    context.scratch = &*scratch_;
    GODWIT_ASSIGN(rehearsal_, Rehearsal::Start(db, context, std::move(options)));
    return {};
  }

  Result<bool> Step() override {
    Result<bool> more = rehearsal_->Step();
    if (more.ok() || copy_->file().empty() || !LiesOutsideSql(more.error()) ||
        more.error().code == ErrorCode::kInterrupted) {
      return more;
    }
    Error error = std::move(more).error();
    error.why += " (the copy was in \"" + copy_->file() + "\")";
    return error;
  }
  Message TakeResult() override {
    Receipt receipt = rehearsal_->receipt();
    std::vector<std::string>& warnings = receipt.report.warnings;
    session_.WarnIfAbsent(warnings);
    warnings.insert(warnings.end(), drift_.begin(), drift_.end());
    return {EncodeReceipt(receipt, show_values_), {}};
  }

 private:
  // What of drift `up` would refuse, or warn of, on the database itself.
  Status Foresee(Call& call, const Database* db, const UpOptions& options) {
    if (db == nullptr) return {};
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(*db));
    const Result<std::vector<PlannedMigration>> plan = PlanUp(*session_.project(), ledger, options);
    // What the rehearsal refuses, it says itself.
    if (!plan.ok()) return {};
    GODWIT_ASSIGN(drift_, ForeseeDrift(session_, call.listener, *plan));
    return {};
  }

  Session& session_;
  StoppedClock clock_;
  bool show_values_;
  std::unique_ptr<PrivateCopy> copy_;
  std::optional<Database> scratch_;
  std::unique_ptr<Rehearsal> rehearsal_;
  std::vector<std::string> drift_;
};

}  // namespace

JobResult RehearseMethod(Call& call) {
  UpOptions options;
  GODWIT_TRY(call.params.Text("to", options.to));
  GODWIT_TRY(call.params.Texts("with", options.with));
  bool show_values = false;
  GODWIT_TRY(call.params.Flag("showValues", show_values));
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(call.session.NeedProject());
  auto job = std::make_unique<RehearseJob>(call.session, show_values);
  GODWIT_TRY(job->Begin(call, std::move(options)));
  return std::unique_ptr<Job>(std::move(job));
}

}  // namespace godwit
