// What differs from what was meant: drift, and a schema tried out without migrations.
#include <optional>
#include <utility>

#include "core/engine/drift_json.h"
#include "core/engine/job.h"
#include "core/engine/schema_json.h"
#include "core/migrate/drift.h"
#include "core/migrate/new_migration.h"
#include "core/migrate/push.h"

namespace godwit {

using nlohmann::json;

namespace {

class DriftJob final : public Job {
 public:
  // `adopt`: the name of the migration that is to explain all of it; empty = none is.
  DriftJob(Session& session, std::string adopt) : session_(session), adopt_(std::move(adopt)) {}

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
    const DiffOptions options = {
        .open_scratch = [this] { return session_.OpenScratch(session_.clock()); }};
    GODWIT_ASSIGN(const std::vector<DriftItem> items, search_->Find(options));
    result_ = {{"drift", EncodeDrift(items)}, {"files", json::object()}};
    if (adopt_.empty() || items.empty()) return false;
    GODWIT_ASSIGN(const SchemaDiff diff, search_->Explain(options));
    const NewMigration made = WriteMigration(*session_.project(), adopt_, diff.forward, diff.back);
    result_["name"] = made.name;
    result_["files"] = {{made.folder + "/down.sql", made.down},
                        {made.folder + "/migration.sql", made.up}};
    return false;
  }

  Message TakeResult() override { return {std::move(result_), {}}; }

 private:
  Session& session_;
  std::string adopt_;
  std::optional<Database> scratch_;
  std::optional<DriftSearch> search_;
  json result_;
};

}  // namespace

JobResult DriftMethod(Call& call) {
  std::string adopt;
  std::string now;
  GODWIT_TRY(call.params.Text("adopt", adopt));
  GODWIT_TRY(call.params.Text("now", now));
  GODWIT_TRY(call.params.Finish());
  GODWIT_TRY(call.session.NeedBoth());
  if (!adopt.empty()) {
    std::int64_t millis = call.session.real_clock().NowMillis();
    if (!now.empty()) {
      GODWIT_ASSIGN(millis, ParseTime(now));
    }
    GODWIT_ASSIGN(adopt, NameMigration(*call.session.project(), adopt, millis));
  }
  auto job = std::make_unique<DriftJob>(call.session, std::move(adopt));
  GODWIT_TRY(job->Begin(call.listener));
  return std::unique_ptr<Job>(std::move(job));
}

JobResult PushMethod(Call& call) {
  bool may_lose = false;
  GODWIT_TRY(call.params.Flag("lose", may_lose));
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
  GODWIT_ASSIGN(const SchemaPlan plan,
                PushSchema(*session.database(), *project.schema, options, may_lose));
  return Done(EncodeSchemaPlan(plan));
}

}  // namespace godwit
