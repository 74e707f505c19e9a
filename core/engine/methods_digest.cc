// Content digests.
#include <optional>
#include <utility>

#include "core/digest/digest.h"
#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/migrate/run.h"

namespace godwit {

using nlohmann::json;

namespace {

json EncodeTable(const TableDigest& table) {
  return {{"name", table.name}, {"rows", table.rows}, {"sha256", Hex(table.sha256)}};
}

json EncodeDigest(const DatabaseDigest& digest) {
  json tables = json::array();
  for (const TableDigest& table : digest.tables) tables.push_back(EncodeTable(table));
  return {
      {"schema", Hex(digest.schema)}, {"data", Hex(digest.data)}, {"tables", std::move(tables)}};
}

class DigestJob final : public Job {
 public:
  DigestJob(Transaction transaction, DigestRun run, Listener& listener)
      : transaction_(std::move(transaction)), run_(std::move(run)), listener_(listener) {}

  Result<bool> Step() override {
    listener_.OnProgress(ProgressOf(run_));
    return run_.Step();
  }
  Message TakeResult() override { return {EncodeDigest(std::move(run_).Finish()), {}}; }

 private:
  Transaction transaction_;
  DigestRun run_;
  Listener& listener_;
};

JobResult OneTable(Database& db, const std::string& table, bool rows) {
  json row_digests = json::array();
  const auto add = [&](const RowDigest& row) -> Status {
    if (!rows) return {};
    json key = json::array();
    for (const Value& value : row.key) key.push_back(EncodeCell(View(value)));
    row_digests.push_back({{"key", std::move(key)}, {"sha256", Hex(row.sha256)}});
    return {};
  };
  GODWIT_ASSIGN(const TableDigest digest, RowDigests(db, table, add));
  json result = EncodeTable(digest);
  if (rows) result["rowDigests"] = std::move(row_digests);
  return Done(std::move(result));
}

// The whole project on a database of its own: up with seeds and data steps, then all the way back.
class StepsJob final : public Job {
 public:
  StepsJob(const ProjectFiles& files, Session& outer, Listener& listener)
      : files_(files), session_({.clock = &outer.clock()}), listener_(listener) {}

  Status Begin(std::int64_t now) {
    GODWIT_TRY(session_.OpenProject(files_, now));
    GODWIT_TRY(session_.OpenDatabase({}, OpenMode::kMemory));
    return Add("start", "", "start");
  }

  Result<bool> Step() override {
    const std::vector<Migration>& migrations = session_.project()->migrations;
    if (next_ < migrations.size()) {
      if (!migrations[next_].optional) GODWIT_TRY(GoUp(migrations[next_]));
      ++next_;
      return true;
    }
    return GoDown();
  }
  Message TakeResult() override { return {std::move(steps_), {}}; }

 private:
  Status Add(const std::string& step, const std::string& migration, const char* kind) {
    GODWIT_ASSIGN(const DatabaseDigest digest, DigestDatabase(*session_.database()));
    steps_.push_back({{"step", step},
                      {"migration", migration.empty() ? json() : json(migration)},
                      {"kind", kind},
                      {"digest", EncodeDigest(digest)}});
    return {};
  }

  // The migration itself, its sample data, then its data steps, which so have something to do.
  Status GoUp(const Migration& migration) {
    const RunContext context = session_.Context(listener_);
    UpOptions options;
    options.to = migration.name;
    GODWIT_ASSIGN(const std::unique_ptr<Run> up, StartUp(context, options));
    const auto& done = up->report().migrations;
    while (done.empty() || done.back().direction == "begun") {
      GODWIT_ASSIGN(const bool more, up->Step());
      if (!more) break;
    }
    GODWIT_TRY(Add(migration.name, migration.name, "up"));
    if (migration.seed) {
      GODWIT_ASSIGN(const std::unique_ptr<Run> seed, StartSeed(context, {}));
      GODWIT_TRY(ToEnd(*seed));
      GODWIT_TRY(Add("seed", migration.name, "seed"));
    }
    GODWIT_TRY(ToEnd(*up));
    if (migration.data_steps.empty()) return {};
    return Add(migration.data_steps.back().name, migration.name, "data-step");
  }

  Result<bool> GoDown() {
    const RunContext context = session_.Context(listener_);
    GODWIT_ASSIGN(const std::unique_ptr<Run> down, StartDown(context, {}));
    GODWIT_TRY(ToEnd(*down));
    if (down->report().migrations.empty()) return false;
    const std::string name = down->report().migrations.front().name;
    GODWIT_TRY(Add(name, name, "down"));
    return true;
  }

  static Status ToEnd(Run& run) {
    while (true) {
      GODWIT_ASSIGN(const bool more, run.Step());
      if (!more) return {};
    }
  }

  ProjectFiles files_;
  Session session_;
  Listener& listener_;
  std::size_t next_ = 0;
  json steps_ = json::array();
};

}  // namespace

JobResult DigestMethod(Call& call) {
  std::string table;
  bool rows = false;
  GODWIT_TRY(call.params.Text("table", table));
  GODWIT_TRY(call.params.Flag("rows", rows));
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(Database * db, call.session.NeedDatabase());
  if (!table.empty()) return OneTable(*db, table, rows);
  if (rows) return call.params.Wrong("rows", "it goes with \"table\"");
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginRead(*db));
  GODWIT_ASSIGN(DigestRun run, DigestRun::Start(*db));
  return std::unique_ptr<Job>(
      std::make_unique<DigestJob>(std::move(transaction), std::move(run), call.listener));
}

JobResult StepsMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(const ProjectFiles* files, call.session.NeedFiles());
  auto job = std::make_unique<StepsJob>(*files, call.session, call.listener);
  GODWIT_TRY(job->Begin(call.session.clock().NowMillis()));
  return std::unique_ptr<Job>(std::move(job));
}

}  // namespace godwit
