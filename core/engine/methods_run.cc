// What changes the database.
#include <functional>
#include <utility>

#include "core/base/run_owner.h"
#include "core/engine/drift_gate.h"
#include "core/engine/drift_json.h"
#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/engine/plan_lint.h"
#include "core/engine/receipt_json.h"
#include "core/engine/run_job.h"
#include "core/migrate/durability.h"
#include "core/migrate/expect.h"
#include "core/migrate/lease.h"
#include "core/migrate/pause.h"
#include "core/migrate/plan.h"
#include "core/migrate/plan_effects.h"
#include "core/migrate/run.h"
#include "core/migrate/status.h"
#include "core/migrate/undo.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr std::int64_t kMostRows = 1'000'000'000;
constexpr std::int64_t kLargestBatch = 1'000'000;

// What every run takes besides its own.
struct RunParams {
  bool throw_away = false;
  bool snapshot = true;
  bool show_values = false;
};

using RunMaker = std::function<Result<std::unique_ptr<Run>>(const RunContext& context)>;

// Reads what every run takes, and sees that nothing else was given.
Result<RunParams> ReadRunParams(Call& call) {
  RunParams params;
  GODWIT_TRY(call.params.Flag("throwAway", params.throw_away));
  GODWIT_TRY(call.params.Flag("showValues", params.show_values));
  GODWIT_TRY(call.params.Flag("snapshot", params.snapshot));
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(call.session.NeedBoth());
  return params;
}

JobResult StartWith(Session& session, Listener& listener, const RunParams& params,
                    const RunMaker& make, RunTime time = RunTime::kSession) {
  GODWIT_ASSIGN(Durability durability, Durability::Choose(*session.database(), params.throw_away));
  RunContext context = session.Context(listener);
  // What may be lost needs no copy.
  if (!params.snapshot || params.throw_away) context.snapshots = nullptr;
  GODWIT_ASSIGN(std::unique_ptr<Run> run, make(context));
  return std::unique_ptr<Job>(std::make_unique<RunJob>(std::move(durability), std::move(run),
                                                       session, params.show_values, time));
}

JobResult Start(Call& call, const RunMaker& make, RunTime time = RunTime::kSession) {
  GODWIT_ASSIGN(const RunParams params, ReadRunParams(call));
  return StartWith(call.session, call.listener, params, make, time);
}

// `up` by the plan: what has drifted is looked at first.
JobResult StartUpPastDrift(Call& call, const UpOptions& options) {
  GODWIT_ASSIGN(const RunParams params, ReadRunParams(call));
  Session& session = call.session;
  Listener& listener = call.listener;
  const DriftGate::Begin begin = [&session, &listener, params, options] {
    return StartWith(session, listener, params,
                     [&](const RunContext& context) { return StartUp(context, options); });
  };
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(*session.database()));
  const Result<std::vector<PlannedMigration>> plan = PlanUp(*session.project(), ledger, options);
  // What the run refuses, it says itself.
  if (!plan.ok() || ledger.entries.empty()) return begin();
  std::vector<std::string> pending;
  for (const PlannedMigration& migration : *plan) {
    if (!migration.applied) pending.push_back(migration.name);
  }
  return DriftGate::Open(session, listener, std::move(pending), begin);
}

// What a dry run tells.
json DryRun(const char* command, json plan) {
  const bool nothing = plan["migrations"].empty();
  return {{"command", command},
          {"dryRun", true},
          {"outcome", nothing ? "nothing-to-do" : "would-do"},
          {"plan", std::move(plan)}};
}

Status ReadUpOptions(Params& params, UpOptions& options) {
  GODWIT_TRY(params.Text("to", options.to));
  return params.Texts("with", options.with);
}

Result<Ledger> LedgerOf(const Database* db) { return db == nullptr ? Ledger() : ReadLedger(*db); }

Result<json> Plan(Call& call, const UpOptions& options) {
  GODWIT_ASSIGN(const Project* project, call.session.NeedProject());
  GODWIT_ASSIGN(const Database* db, call.session.FindDatabase());
  GODWIT_ASSIGN(const Ledger ledger, LedgerOf(db));
  GODWIT_ASSIGN(std::vector<PlannedMigration> plan, PlanUp(*project, ledger, options));
  GODWIT_TRY(AddUndoLimits(db, *project, plan));
  GODWIT_ASSIGN(Database scratch, call.session.OpenScratch(call.session.clock()));
  GODWIT_TRY(AddEffects(plan, *project, db, scratch));
  json encoded = Encode(plan);
  std::vector<std::string> warnings = OutOfOrder(*project, ledger, options);
  call.session.WarnIfAbsent(warnings);
  GODWIT_ASSIGN(const std::vector<std::string> drift,
                ForeseeDrift(call.session, call.listener, plan));
  warnings.insert(warnings.end(), drift.begin(), drift.end());
  encoded["warnings"] = std::move(warnings);
  GODWIT_ASSIGN(encoded["lint"], CountFindings(call.session, ledger, plan));
  return encoded;
}

// The run that others wait for; null when there is none, or its owner is gone.
Result<json> WhoRuns(Session& session) {
  const RunOwner* owner = session.owner();
  GODWIT_ASSIGN(const Database* db, session.FindDatabase());
  if (owner == nullptr || db == nullptr) return json();
  GODWIT_ASSIGN(const std::optional<LeaseRow> lease, ReadLease(*db));
  if (!lease || lease->owner == owner->Name() || owner->IsGone(lease->owner)) return json();
  return json{{"owner", owner->Show(lease->owner)}, {"since", lease->taken_at}};
}

// A run that takes a batch's size.
JobResult StartBatches(
    Call& call,
    const std::function<Result<std::unique_ptr<Run>>(const RunContext& context, int batch)>& make) {
  std::int64_t batch = 0;
  GODWIT_TRY(call.params.Number("batch", batch, 1, kLargestBatch));
  return Start(call,
               [&](const RunContext& context) { return make(context, static_cast<int>(batch)); });
}

// All at once: whoever asks for it waits for it.
Result<json> Drift(Call& call) {
  GODWIT_ASSIGN(const Database* db, call.session.FindDatabase());
  if (db == nullptr) return json::array();
  GODWIT_ASSIGN(Database scratch, call.session.OpenScratch(call.session.clock()));
  GODWIT_ASSIGN(DriftSearch search,
                DriftSearch::Start(call.session.Context(call.listener), scratch));
  for (bool more = true; more;) {
    GODWIT_ASSIGN(more, search.Step());
  }
  GODWIT_ASSIGN(const std::vector<DriftItem> items, search.Find(nullptr));
  return EncodeDrift(items, false);
}

}  // namespace

JobResult ProjectMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(const Project* project, call.session.NeedProject());
  return Done(Encode(*project));
}

JobResult StatusMethod(Call& call) {
  bool drift = false;
  GODWIT_TRY(call.params.Flag("drift", drift));
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(const Project* project, call.session.NeedProject());
  GODWIT_ASSIGN(Database * db, call.session.FindDatabase());
  GODWIT_ASSIGN(ProjectStatus status, ReadStatus(db, *project));
  call.session.WarnIfAbsent(status.warnings);
  json result = Encode(status);
  GODWIT_ASSIGN(result["running"], WhoRuns(call.session));
  if (drift) {
    GODWIT_ASSIGN(result["drift"], Drift(call));
  }
  return Done(std::move(result));
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
  std::int64_t batch = 0;
  GODWIT_TRY(ReadUpOptions(call.params, options));
  GODWIT_TRY(call.params.Flag("dryRun", dry_run));
  GODWIT_TRY(call.params.Flag("paranoid", options.paranoid));
  GODWIT_TRY(call.params.Number("batch", batch, 1, kLargestBatch));
  const json* expect = call.params.Member("expect");
  options.batch = static_cast<int>(batch);
  if (dry_run) {
    bool show_values = false;
    GODWIT_TRY(call.params.Flag("showValues", show_values));
    GODWIT_TRY(call.params.Finish());
    if (expect != nullptr) return call.params.Wrong("expect", "a dry run has no use for it");
    GODWIT_ASSIGN(json plan, Plan(call, options));
    return Done(DryRun("up", std::move(plan)));
  }
  if (expect == nullptr) {
    return StartUpPastDrift(call, options);
  }
  if (options.paranoid || batch != 0 || !options.to.empty() || !options.with.empty()) {
    return call.params.Wrong("expect", "the receipt says what is run, and how far");
  }
  const RunMaker make = [&](const RunContext& context) -> Result<std::unique_ptr<Run>> {
    GODWIT_ASSIGN(Receipt receipt, DecodeReceipt(*expect));
    return StartExpectedUp(context, std::move(receipt));
  };
  return Start(call, make, RunTime::kReceipt);
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
  GODWIT_TRY(call.session.NeedBoth());
  GODWIT_ASSIGN(const Ledger ledger, LedgerOf(call.session.database()));
  GODWIT_ASSIGN(const std::vector<PlannedMigration> plan,
                PlanDown(*call.session.project(), ledger, options));
  json result = DryRun("down", Encode(plan));
  result["everything"] = !plan.empty() && plan.size() == ledger.entries.size();
  return Done(std::move(result));
}

JobResult BackfillMethod(Call& call) {
  return StartBatches(call, [](const RunContext& context, int batch) {
    return StartBackfill(context, batch, false);
  });
}

JobResult PauseMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(Database * db, call.session.NeedDatabase());
  GODWIT_TRY(AskForPause(*db, FormatTime(call.session.clock().NowMillis())));
  return Done(json::object());
}

JobResult ResumeMethod(Call& call) { return StartBatches(call, StartResume); }

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

}  // namespace godwit
