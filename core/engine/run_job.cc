#include "core/engine/run_job.h"

#include <utility>

#include "core/base/version.h"
#include "core/engine/encode.h"
#include "core/engine/message.h"
#include "core/migrate/lease.h"
#include "core/migrate/runs.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr int kFormat = 1;

const char* OutcomeOf(const Error* error) {
  if (error == nullptr) return "done";
  return error->code == ErrorCode::kInterrupted ? "interrupted" : "failed";
}

}  // namespace

json ReportStamp() {
  return {{"report", kFormat}, {"engine", kVersion}, {"sqlite", SqliteVersion()}};
}

RunJob::RunJob(Durability durability, std::unique_ptr<Run> run, Session& session, bool show_values,
               RunTime time)
    : durability_(std::move(durability)),
      run_(std::move(run)),
      session_(session),
      show_values_(show_values),
      time_(time),
      real_start_millis_(session.real_clock().NowMillis()),
      real_start_micros_(session.real_clock().MonotonicMicros()) {}

Result<bool> RunJob::Step() {
  Result<bool> more = run_->Step();
  if (more.ok() && !*more) Conclude(nullptr);
  return more;
}

void RunJob::End(const Error& error) { Conclude(&error); }

json RunJob::Partial() const {
  return run_ != nullptr ? Encode(run_->report(), show_values_) : result_;
}

void RunJob::Conclude(const Error* error) {
  report_ = run_->report();
  // Rolls back what is not committed, so that the report's transaction is one of its own.
  run_.reset();
  DropLease(*session_.database(), session_.owner());
  json run = nullptr;
  if (!report_.NothingDone()) {
    const json document = Document(error);
    const Result<std::int64_t> id =
        KeepRun(*session_.database(), {.command = report_.command,
                                       .started_at = report_.started_at,
                                       .finished_at = document["finishedAt"].get<std::string>(),
                                       .outcome = OutcomeOf(error),
                                       .report = ToText(document)});
    if (id.ok() && *id > 0) run = *id;
    if (!id.ok()) {
      report_.warnings.push_back("the report is not kept in the database: " + id.error().why);
    }
  }
  result_ = Encode(report_, show_values_);
  result_["run"] = std::move(run);
}

json RunJob::Document(const Error* error) const {
  json document = Encode(report_);
  document.update(ReportStamp());
  document["outcome"] = OutcomeOf(error);
  if (report_.finished_at.empty()) {
    document["finishedAt"] = FormatTime(session_.clock().NowMillis());
  }
  if (time_ == RunTime::kReceipt) {
    document["ranAt"] = FormatTime(real_start_millis_);
    document["ranMicros"] = session_.real_clock().MonotonicMicros() - real_start_micros_;
  }
  if (error != nullptr) {
    document["error"] = Encode(*error);
    // What is wrong with a row is told with the row's values, and reports hold none.
    if (error->code == ErrorCode::kDataStep) document["error"]["why"] = nullptr;
  }
  return document;
}

}  // namespace godwit
