// What differs from what was meant: drift, and a schema tried out without migrations.
#include <optional>
#include <utility>

#include "core/engine/drift_json.h"
#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/engine/release_param.h"
#include "core/engine/schema_json.h"
#include "core/migrate/drift.h"
#include "core/migrate/new_migration.h"
#include "core/migrate/push.h"
#include "core/migrate/schema_script.h"
#include "core/migrate/status.h"

namespace godwit {

using nlohmann::json;

namespace {

class DriftJob final : public Job {
 public:
  // `adopt`: the name of the migration that is to explain all of it; empty = none is. `release`:
  // what its SQL has to run on.
  DriftJob(Session& session, std::string adopt, SqliteRelease release)
      : session_(session), adopt_(std::move(adopt)), release_(release) {}

  Status Begin(Listener& listener) {
    GODWIT_ASSIGN(Database scratch, session_.OpenScratch(session_.clock()));
    scratch_.emplace(std::move(scratch));
    GODWIT_ASSIGN(DriftSearch search, DriftSearch::Start(session_.Context(listener), *scratch_));
    search_.emplace(std::move(search));
    return {};
  }

  Result<bool> Step() override {
    GODWIT_ASSIGN(const bool more, search_->Step());
    if (more) return true;
    const DiffOptions options = {.release = release_, .open_scratch = [this] {
                                   return session_.OpenScratch(session_.clock());
                                 }};
    GODWIT_ASSIGN(const std::vector<DriftItem> items, search_->Find(&options));
    result_ = {{"drift", EncodeDrift(items, true)}, {"files", json::object()}};
    if (adopt_.empty() || items.empty()) return false;
    GODWIT_ASSIGN(const SchemaDiff diff, search_->Explain(options));
    const NewMigration made = WriteMigration(*session_.project(), adopt_, diff.forward, diff.back);
    result_["name"] = made.name;
    result_["undecided"] = json::array();
    for (const SchemaChange& change : diff.forward.changes) {
      for (const Risk& risk : change.risks) {
        if (risk.kind != Risk::Kind::kUndecided) continue;
        result_["undecided"].push_back(change.object + ", " + risk.text);
      }
    }
    GODWIT_ASSIGN(result_["undeclared"], Undeclared());
    result_["files"] = {{made.folder + "/down.sql", made.down},
                        {made.folder + "/migration.sql", made.up}};
    return false;
  }

  Message TakeResult() override { return {std::move(result_), {}}; }

 private:
  // What the project's schema.sql does not have as the database has it, once all is adopted.
  Result<json> Undeclared() const {
    json objects = json::array();
    const Project& project = *session_.project();
    if (!project.schema) return objects;
    GODWIT_ASSIGN(Database scratch, session_.OpenScratch(session_.clock()));
    GODWIT_ASSIGN(const Schema declared, ReadSchemaScript(*project.schema, scratch));
    GODWIT_ASSIGN(const std::vector<DriftItem> items,
                  FindDrift(declared, search_->there(), nullptr));
    for (const DriftItem& item : items) objects.push_back(item.object);
    return objects;
  }

  Session& session_;
  std::string adopt_;
  SqliteRelease release_;
  std::optional<Database> scratch_;
  std::optional<DriftSearch> search_;
  json result_;
};

// A migration that explains what is there now stands behind all that is applied. What is pending
// would run before it, over what it explains, or is an explanation already.
Status RefusePending(Session& session) {
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(*session.database()));
  for (const MigrationStatus& migration : CompareWithLedger(*session.project(), ledger)) {
    if (migration.state != MigrationState::kPending) continue;
    return Error{
        .code = ErrorCode::kRefused,
        .what = "drift",
        .why = "it cannot be adopted while migration \"" + migration.name +
               "\" is pending: what adopts it would run behind that one",
        .next = "if the database has what the migration makes, `godwit resolve --applied " +
                migration.name +
                " --reason …` records it; else apply it with `godwit up`, or take its "
                "folder out of the project until the drift is adopted"};
  }
  return {};
}

}  // namespace

JobResult DriftMethod(Call& call) {
  std::string adopt;
  std::string now;
  GODWIT_TRY(call.params.Text("adopt", adopt));
  GODWIT_TRY(call.params.Text("now", now));
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(call.session.NeedBoth());
  const Result<SqliteRelease> release = ReleaseOf(*call.session.project());
  if (!adopt.empty()) {
    if (!release.ok()) return release.error();
    GODWIT_TRY(RefusePending(call.session));
    std::int64_t millis = call.session.real_clock().NowMillis();
    if (!now.empty()) {
      GODWIT_ASSIGN(millis, ParseTime(now));
    }
    GODWIT_ASSIGN(adopt, NameMigration(*call.session.project(), adopt, millis));
  }
  auto job = std::make_unique<DriftJob>(call.session, std::move(adopt),
                                        release.ok() ? *release : kNewestRelease);
  GODWIT_TRY(job->Begin(call.listener));
  return std::unique_ptr<Job>(std::move(job));
}

JobResult PushMethod(Call& call) {
  bool may_lose = false;
  bool snapshot = true;
  GODWIT_TRY(call.params.Flag("lose", may_lose));
  GODWIT_TRY(call.params.Flag("snapshot", snapshot));
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(call.session.NeedBoth());
  const Project& project = *call.session.project();
  if (!project.schema) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "project \"" + project.name + "\"",
                 .why = "it has no schema.sql",
                 .next = "write one beside godwit.json: the schema as it is to be"};
  }
  Session& session = call.session;
  const DiffOptions options = {
      .open_scratch = [&session] { return session.OpenScratch(session.clock()); }};
  RunContext context = session.Context(call.listener);
  if (!snapshot) context.snapshots = nullptr;
  GODWIT_ASSIGN(const Pushed pushed, PushSchema(context, options, may_lose));
  json result = EncodeSchemaPlan(pushed.plan);
  result["snapshots"] = json::array();
  if (!pushed.snapshot.path.empty()) result["snapshots"].push_back(Encode(pushed.snapshot));
  return Done(std::move(result));
}

}  // namespace godwit
