// Judging the database: the checks, and how they differ from those of a report.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/engine/kept_runs.h"
#include "core/engine/run_job.h"
#include "core/engine/schema_file_check.h"
#include "core/migrate/check_log.h"
#include "core/migrate/status.h"
#include "core/migrate/verify.h"

namespace godwit {

using nlohmann::json;

namespace {

class VerifyJob final : public Job {
 public:
  VerifyJob(Session& session, bool keep, std::optional<json> expected)
      : session_(session),
        keep_(keep),
        expected_(std::move(expected)),
        started_at_(FormatTime(session.clock().NowMillis())) {}

  Status Begin(Listener& listener) {
    listener_ = &listener;
    GODWIT_ASSIGN(Database scratch, session_.OpenScratch(session_.clock()));
    scratch_.emplace(std::move(scratch));
    RunContext context = session_.Context(listener);
    context.scratch = &*scratch_;
    GODWIT_ASSIGN(run_, Verification::Start(context));
    return {};
  }

  Result<bool> Step() override {
    if (!file_) {
      GODWIT_ASSIGN(const bool more, run_->Step());
      if (more) return true;
      results_ = run_->results();
      if (session_.project()->schema) {
        GODWIT_ASSIGN(SchemaFileCheck check,
                      SchemaFileCheck::Start(session_, run_->end(), *listener_));
        file_.emplace(std::move(check));
      }
    }
    if (file_) {
      GODWIT_ASSIGN(const bool more, file_->Step());
      if (more) return true;
      results_.push_back(file_->TakeResult());
      LogCheck(results_.back(), *listener_);
    }
    return Finish();
  }

  Message TakeResult() override { return {std::move(result_), {}}; }

 private:
  Result<bool> Finish() {
    passed_ = std::ranges::none_of(
        results_, [](const CheckResult& check) { return check.state == CheckState::kFailed; });
    json checks = json::array();
    for (const CheckResult& check : results_) checks.push_back(Encode(check));
    result_ = {{"passed", passed_}, {"checks", std::move(checks)}};
    AddWaiting();
    if (expected_) {
      result_["differences"] = CompareChecks(*expected_, result_);
      if (!result_["differences"].empty()) result_["passed"] = false;
    }
    if (!keep_) return false;
    // Its read transaction would be in the way.
    const json document = Document();
    run_.reset();
    const Result<std::int64_t> id =
        KeepRun(*session_.database(), {.command = "verify",
                                       .started_at = started_at_,
                                       .finished_at = document["finishedAt"].get<std::string>(),
                                       .outcome = document["outcome"].get<std::string>(),
                                       .report = ToText(document)});
    result_["run"] = id.ok() && *id > 0 ? json(*id) : json();
    json warnings = json::array();
    if (!id.ok()) warnings.push_back("the result is not kept: " + id.error().why);
    if (id.ok() && *id == 0) warnings.push_back("the result is not kept: there is no ledger");
    result_["warnings"] = std::move(warnings);
    return false;
  }

  // What no check judges: migrations that are still to come, and rows that data steps have left.
  void AddWaiting() {
    const ProjectStatus& status = run_->status();
    json pending = json::array();
    for (const MigrationStatus& migration : status.migrations) {
      const bool waits =
          migration.state == MigrationState::kPending || migration.state == MigrationState::kBegun;
      if (waits) pending.push_back(migration.name);
    }
    json due = json::array();
    for (const DataStepStatus& step : status.data_steps) {
      if (step.state == StepState::kComplete) continue;
      due.push_back({{"migration", step.migration},
                     {"name", step.name},
                     {"state", StepStateName(step.state)},
                     {"rowsLeft", step.rows_left}});
    }
    result_["pending"] = std::move(pending);
    result_["due"] = std::move(due);
  }

  json Document() const {
    json document = ReportStamp();
    document.update({{"command", "verify"},
                     {"project", session_.project()->name},
                     {"outcome", passed_ ? "passed" : "failed"},
                     {"startedAt", started_at_},
                     {"finishedAt", FormatTime(session_.clock().NowMillis())},
                     {"passed", passed_},
                     {"migrations", json::array()},
                     {"dataSteps", json::array()},
                     {"checks", EncodeVerdicts(results_)},
                     {"warnings", json::array()}});
    return document;
  }

  Session& session_;
  bool keep_;
  std::optional<json> expected_;
  std::string started_at_;
  std::optional<Database> scratch_;
  std::unique_ptr<Verification> run_;
  Listener* listener_ = nullptr;
  std::optional<SchemaFileCheck> file_;
  std::vector<CheckResult> results_;
  bool passed_ = false;
  json result_;
};

}  // namespace

JobResult VerifyMethod(Call& call) {
  bool keep = false;
  GODWIT_TRY(call.params.Flag("keep", keep));
  const json* given = call.params.Member("expect");
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(call.session.NeedBoth());
  std::optional<json> expected;
  if (given != nullptr) {
    if (!given->is_object() || !given->value("checks", json()).is_array()) {
      return Error{.code = ErrorCode::kRefused,
                   .what = "the expected report",
                   .why = "it has no checks",
                   .next =
                       "give a receipt, a report of `verify --keep`, or what `godwit verify "
                       "--json` printed"};
    }
    expected = *given;
  }
  auto job = std::make_unique<VerifyJob>(call.session, keep, std::move(expected));
  GODWIT_TRY(job->Begin(call.listener));
  return std::unique_ptr<Job>(std::move(job));
}

}  // namespace godwit
