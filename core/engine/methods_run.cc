// What changes or judges the database.
#include <functional>
#include <utility>

#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/engine/receipt_json.h"
#include "core/migrate/durability.h"
#include "core/migrate/expect.h"
#include "core/migrate/pause.h"
#include "core/migrate/plan.h"
#include "core/migrate/run.h"
#include "core/migrate/status.h"
#include "core/migrate/undo.h"
#include "core/migrate/verify.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr std::int64_t kMostRows = 1'000'000'000;
constexpr std::int64_t kLargestBatch = 1'000'000;

class RunJob final : public Job {
 public:
  RunJob(Durability durability, std::unique_ptr<Run> run, bool show_values)
      : durability_(std::move(durability)), run_(std::move(run)), show_values_(show_values) {}
  Result<bool> Step() override { return run_->Step(); }
  Message TakeResult() override { return {Encode(run_->report(), show_values_), {}}; }
  json Partial() const override { return Encode(run_->report(), show_values_); }

 private:
  Durability durability_;  // first: the run may hold a transaction
  std::unique_ptr<Run> run_;
  bool show_values_;
};

Status NeedBoth(Call& call) {
  GODWIT_TRY(call.session.NeedProject());
  GODWIT_TRY(call.session.NeedDatabase());
  return {};
}

using RunMaker = std::function<Result<std::unique_ptr<Run>>(const RunContext& context)>;

// Reads what every run takes, sees that nothing else was given, and starts.
JobResult Start(Call& call, const RunMaker& make) {
  bool throw_away = false;
  bool snapshot = true;
  bool show_values = false;
  GODWIT_TRY(call.params.Flag("throwAway", throw_away));
  GODWIT_TRY(call.params.Flag("showValues", show_values));
  GODWIT_TRY(call.params.Flag("snapshot", snapshot));
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(NeedBoth(call));
  GODWIT_ASSIGN(Durability durability, Durability::Choose(*call.session.database(), throw_away));
  RunContext context = call.session.Context(call.listener);
  // What may be lost needs no copy.
  if (!snapshot || throw_away) context.snapshots = nullptr;
  GODWIT_ASSIGN(std::unique_ptr<Run> run, make(context));
  return std::unique_ptr<Job>(
      std::make_unique<RunJob>(std::move(durability), std::move(run), show_values));
}

// What a dry run tells.
json DryRun(const char* command, json plan) {
  const bool nothing = plan["migrations"].empty();
  return {{"command", command},
          {"dryRun", true},
          {"outcome", nothing ? "nothing-to-do" : "would-do"},
          {"plan", std::move(plan)}};
}

class VerifyJob final : public Job {
 public:
  explicit VerifyJob(std::unique_ptr<Verification> run) : run_(std::move(run)) {}
  Result<bool> Step() override { return run_->Step(); }
  Message TakeResult() override {
    json checks = json::array();
    for (const CheckResult& check : run_->results()) checks.push_back(Encode(check));
    return {{{"passed", run_->Passed()}, {"checks", std::move(checks)}}, {}};
  }

 private:
  std::unique_ptr<Verification> run_;
};

Status ReadUpOptions(Params& params, UpOptions& options) {
  GODWIT_TRY(params.Text("to", options.to));
  return params.Texts("with", options.with);
}

Result<Ledger> LedgerOf(Call& call) {
  return call.session.database() == nullptr ? Ledger() : ReadLedger(*call.session.database());
}

Result<json> Plan(Call& call, const UpOptions& options) {
  GODWIT_ASSIGN(const Project* project, call.session.NeedProject());
  GODWIT_ASSIGN(const Ledger ledger, LedgerOf(call));
  GODWIT_ASSIGN(std::vector<PlannedMigration> plan, PlanUp(*project, ledger, options));
  GODWIT_TRY(AddUndoLimits(call.session.database(), *project, plan));
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
  GODWIT_TRY(call.params.Flag("paranoid", options.paranoid));
  GODWIT_TRY(call.params.Number("batch", batch, 1, kLargestBatch));
  const json* expect = call.params.Member("expect");
  options.batch = static_cast<int>(batch);
  if (dry_run) {
    GODWIT_TRY(call.params.Flag("showValues", show_values));
    GODWIT_TRY(call.params.Finish());
    if (expect != nullptr) return call.params.Wrong("expect", "a dry run has no use for it");
    GODWIT_ASSIGN(json plan, Plan(call, options));
    return Done(DryRun("up", std::move(plan)));
  }
  if (expect == nullptr) {
    return Start(call, [&](const RunContext& context) { return StartUp(context, options); });
  }
  if (options.paranoid || batch != 0 || !options.to.empty() || !options.with.empty()) {
    return call.params.Wrong("expect", "the receipt says what is run, and how far");
  }
  return Start(call, [&](const RunContext& context) -> Result<std::unique_ptr<Run>> {
    GODWIT_ASSIGN(Receipt receipt, DecodeReceipt(*expect));
    return StartExpectedUp(context, std::move(receipt));
  });
}

JobResult DownMethod(Call& call) {
  DownOptions options;
  std::int64_t steps = 1;
  bool dry_run = false;
  GODWIT_TRY(call.params.Text("to", options.to));
  GODWIT_TRY(call.params.Number("steps", steps, 1, kLargestBatch));
  GODWIT_TRY(call.params.Flag("all", options.all));
  GODWIT_TRY(call.params.Flag("dryRun", dry_run));
  options.steps = static_cast<int>(steps);
  if (!dry_run) {
    return Start(call, [&](const RunContext& context) { return StartDown(context, options); });
  }
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(NeedBoth(call));
  GODWIT_ASSIGN(const Ledger ledger, LedgerOf(call));
  GODWIT_ASSIGN(const std::vector<PlannedMigration> plan,
                PlanDown(*call.session.project(), ledger, options));
  json result = DryRun("down", Encode(plan));
  result["everything"] = !plan.empty() && plan.size() == ledger.entries.size();
  return Done(std::move(result));
}

JobResult BackfillMethod(Call& call) {
  std::int64_t batch = 0;
  GODWIT_TRY(call.params.Number("batch", batch, 1, kLargestBatch));
  return Start(call, [&](const RunContext& context) {
    return StartBackfill(context, static_cast<int>(batch), false);
  });
}

JobResult PauseMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(Database * db, call.session.NeedDatabase());
  GODWIT_TRY(AskForPause(*db, FormatTime(call.session.clock().NowMillis())));
  return Done(json::object());
}

JobResult ResumeMethod(Call& call) {
  return Start(call, [](const RunContext& context) { return StartBackfill(context, 0, true); });
}

JobResult SeedMethod(Call& call) {
  SeedOptions options;
  GODWIT_TRY(call.params.Number("rows", options.rows, 1, kMostRows));
  GODWIT_TRY(call.params.Text("set", options.set));
  if (options.rows > 0 && !options.set.empty()) {
    return call.params.Wrong("set", "it excludes rows, which are made by volume.sql");
  }
  return Start(call, [&](const RunContext& context) { return StartSeed(context, options); });
}

JobResult UndoMethod(Call& call) {
  UndoOptions options;
  GODWIT_TRY(call.params.Text("migration", options.migration));
  GODWIT_TRY(call.params.Text("step", options.step));
  GODWIT_TRY(call.params.Flag("skipEdited", options.skip_edited));
  return Start(call, [&](const RunContext& context) { return StartUndo(context, options); });
}

JobResult VerifyMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(NeedBoth(call));
  GODWIT_ASSIGN(std::unique_ptr<Verification> run,
                Verification::Start(call.session.Context(call.listener)));
  return std::unique_ptr<Job>(std::make_unique<VerifyJob>(std::move(run)));
}

}  // namespace godwit
