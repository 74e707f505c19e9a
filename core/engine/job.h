// A request at work: started by its method, stepped by the engine.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/engine/message.h"
#include "core/engine/params.h"
#include "core/engine/session.h"
#include "core/migrate/report.h"

namespace godwit {

class Job {
 public:
  virtual ~Job() = default;
  // One bounded piece; true: more is left.
  virtual Result<bool> Step() = 0;
  // The result. Called once, after Step has said false.
  virtual Message TakeResult() = 0;
  // The job ends early, by an error or a cancel. Called at most once, before Partial; not where
  // nothing may be written any more.
  virtual void End(const Error& /*error*/) {}
  // What was done when an error or a cancel ends the job early; null when nothing is worth telling.
  virtual nlohmann::json Partial() const { return nullptr; }
};

// A request that is done at once.
class DoneJob final : public Job {
 public:
  explicit DoneJob(nlohmann::json result, std::string blob = {})
      : message_{std::move(result), std::move(blob)} {}
  Result<bool> Step() override { return false; }
  Message TakeResult() override { return std::move(message_); }

 private:
  Message message_;
};

// What a method is given. `listener` outlives the job.
struct Call {
  // The engine's; `open` alone puts another in its place.
  std::unique_ptr<Session>& held;
  Session& session;
  Params& params;
  std::string_view blob;
  Listener& listener;
};

using JobResult = Result<std::unique_ptr<Job>>;

// Starts a method; the table of all is in methods.cc.
using Method = JobResult (*)(Call& call);

// nullptr when there is none of that name.
Method FindMethod(std::string_view name);

inline JobResult Done(nlohmann::json result, std::string blob = {}) {
  return std::unique_ptr<Job>(std::make_unique<DoneJob>(std::move(result), std::move(blob)));
}

// By topic; each file holds a few.
JobResult OpenMethod(Call& call);
JobResult CloseMethod(Call& call);
JobResult VersionMethod(Call& call);
JobResult SamplesMethod(Call& call);
JobResult ExportMethod(Call& call);

JobResult ProjectMethod(Call& call);
JobResult StatusMethod(Call& call);
JobResult PlanMethod(Call& call);
JobResult RehearseMethod(Call& call);
JobResult LintMethod(Call& call);

JobResult UpMethod(Call& call);
JobResult DownMethod(Call& call);
JobResult BackfillMethod(Call& call);
JobResult PauseMethod(Call& call);
JobResult ResumeMethod(Call& call);
JobResult SeedMethod(Call& call);
JobResult VerifyMethod(Call& call);
JobResult UndoMethod(Call& call);
JobResult SnapshotMethod(Call& call);
JobResult RestoreMethod(Call& call);
JobResult FinalizeMethod(Call& call);

JobResult BaselineMethod(Call& call);
JobResult ResolveMethod(Call& call);
JobResult RunsMethod(Call& call);
JobResult ReportMethod(Call& call);

JobResult DiffMethod(Call& call);
JobResult NewMethod(Call& call);
JobResult InitMethod(Call& call);
JobResult DriftMethod(Call& call);
JobResult PushMethod(Call& call);

JobResult DigestMethod(Call& call);
JobResult StepsMethod(Call& call);
JobResult TypesMethod(Call& call);

JobResult SchemaMethod(Call& call);
JobResult TablesMethod(Call& call);
JobResult RowsMethod(Call& call);
JobResult PicturesMethod(Call& call);
JobResult TraitsMethod(Call& call);

}  // namespace godwit
