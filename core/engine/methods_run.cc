// What changes the database.
#include <utility>

#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/engine/receipt_json.h"
#include "core/engine/run_job.h"
#include "core/migrate/expect.h"
#include "core/migrate/pause.h"
#include "core/migrate/plan.h"
#include "core/migrate/plan_effects.h"
#include "core/migrate/run.h"
#include "core/migrate/status.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr std::int64_t kMostRows = 1'000'000'000;
constexpr std::int64_t kLargestBatch = 1'000'000;

JobResult Start(Call& call, Result<std::unique_ptr<Run>> run, bool show_values = false,
                RunTime time = RunTime::kSession) {
  if (!run.ok()) return std::move(run).error();
  return std::unique_ptr<Job>(
      std::make_unique<RunJob>(std::move(*run), call.session, show_values, time));
}

Status NeedBoth(Call& call) {
  GODWIT_TRY(call.session.NeedProject());
  GODWIT_TRY(call.session.NeedDatabase());
  return {};
}

Status ReadUpOptions(Params& params, UpOptions& options) {
  GODWIT_TRY(params.Text("to", options.to));
  return params.Texts("with", options.with);
}

Result<json> Plan(Call& call, const UpOptions& options) {
  GODWIT_ASSIGN(const Project* project, call.session.NeedProject());
  Ledger ledger;
  if (call.session.database() != nullptr) {
    GODWIT_ASSIGN(ledger, ReadLedger(*call.session.database()));
  }
  GODWIT_ASSIGN(std::vector<PlannedMigration> plan, PlanUp(*project, ledger, options));
  GODWIT_ASSIGN(Database scratch, call.session.OpenScratch(call.session.clock()));
  GODWIT_TRY(AddEffects(plan, *project, call.session.database(), scratch));
  json encoded = Encode(plan);
  encoded["warnings"] = OutOfOrder(*project, ledger, options);
  return encoded;
}

}  // namespace

JobResult ProjectMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(const Project* project, call.session.NeedProject());
  return Done(Encode(*project));
}

JobResult StatusMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(const Project* project, call.session.NeedProject());
  GODWIT_ASSIGN(const ProjectStatus status, ReadStatus(call.session.database(), *project));
  return Done(Encode(status));
}

JobResult PlanMethod(Call& call) {
  UpOptions options;
  GODWIT_TRY(ReadUpOptions(call.params, options));
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(json plan, Plan(call, options));
  return Done(std::move(plan));
}

JobResult UpMethod(Call& call) {
  UpOptions options;
  bool dry_run = false;
  bool show_values = false;
  std::int64_t batch = 0;
  GODWIT_TRY(ReadUpOptions(call.params, options));
  GODWIT_TRY(call.params.Flag("dryRun", dry_run));
  GODWIT_TRY(call.params.Flag("showValues", show_values));
  GODWIT_TRY(call.params.Number("batch", batch, 1, kLargestBatch));
  const json* expect = call.params.Member("expect");
  GODWIT_TRY(call.params.Finish());
  if (expect != nullptr) {
    if (dry_run || batch != 0 || !options.to.empty() || !options.with.empty()) {
      return call.params.Wrong("expect", "the receipt says what is run, and how far");
    }
    GODWIT_TRY(NeedBoth(call));
    GODWIT_ASSIGN(Receipt receipt, DecodeReceipt(*expect));
    return Start(call, StartExpectedUp(call.session.Context(call.listener), std::move(receipt)),
                 show_values, RunTime::kReceipt);
  }
  if (dry_run) {
    GODWIT_ASSIGN(json plan, Plan(call, options));
    const bool nothing = plan["migrations"].empty();
    return Done({{"command", "up"},
                 {"dryRun", true},
                 {"outcome", nothing ? "nothing-to-do" : "would-do"},
                 {"plan", std::move(plan)}});
  }
  GODWIT_TRY(NeedBoth(call));
  options.batch = static_cast<int>(batch);
  return Start(call, StartUp(call.session.Context(call.listener), std::move(options)), show_values);
}

JobResult DownMethod(Call& call) {
  DownOptions options;
  std::int64_t steps = 1;
  GODWIT_TRY(call.params.Text("to", options.to));
  GODWIT_TRY(call.params.Number("steps", steps, 1, kLargestBatch));
  GODWIT_TRY(call.params.Flag("all", options.all));
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(NeedBoth(call));
  options.steps = static_cast<int>(steps);
  return Start(call, StartDown(call.session.Context(call.listener), std::move(options)));
}

JobResult BackfillMethod(Call& call) {
  std::int64_t batch = 0;
  bool show_values = false;
  GODWIT_TRY(call.params.Number("batch", batch, 1, kLargestBatch));
  GODWIT_TRY(call.params.Flag("showValues", show_values));
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(NeedBoth(call));
  return Start(call,
               StartBackfill(call.session.Context(call.listener), static_cast<int>(batch), false),
               show_values);
}

JobResult PauseMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(Database * db, call.session.NeedDatabase());
  GODWIT_TRY(AskForPause(*db, FormatTime(call.session.clock().NowMillis())));
  return Done(json::object());
}

JobResult ResumeMethod(Call& call) {
  bool show_values = false;
  GODWIT_TRY(call.params.Flag("showValues", show_values));
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(NeedBoth(call));
  return Start(call, StartBackfill(call.session.Context(call.listener), 0, true), show_values);
}

JobResult SeedMethod(Call& call) {
  SeedOptions options;
  GODWIT_TRY(call.params.Number("rows", options.rows, 1, kMostRows));
  GODWIT_TRY(call.params.Text("set", options.set));
  GODWIT_TRY(call.params.Finish());
  if (options.rows > 0 && !options.set.empty()) {
    return call.params.Wrong("set", "it excludes rows, which are made by volume.sql");
  }
  GODWIT_TRY(NeedBoth(call));
  return Start(call, StartSeed(call.session.Context(call.listener), std::move(options)));
}

}  // namespace godwit
