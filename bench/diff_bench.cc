// Plans between schemas, and the rebuild of a large table beside the same steps written by hand.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>

#include "core/migrate/execute.h"
#include "core/migrate/keeps.h"
#include "core/schema/diff.h"
#include "core/schema/inspect.h"
#include "core/schema/print.h"
#include "core/schema/replica.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

constexpr int kTables = 1000;
constexpr std::int64_t kRows = 400000;

Result<Database> Empty() { return Database::Open({}, {.mode = OpenMode::kMemory}); }

Database With(const std::string& sql) {
  Database db = std::move(Empty()).value();
  for (const ScriptStatement& statement : SplitScript(sql)) {
    if (!db.Execute(statement.sql).ok()) std::abort();
  }
  return db;
}

// The type of one column of one table is given.
Schema Tables(const std::string& type) {
  std::string sql = "BEGIN;";
  for (int i = 0; i < kTables; ++i) {
    const std::string name = "t" + std::to_string(i);
    sql += "CREATE TABLE " + name + " (id INTEGER PRIMARY KEY, a TEXT, b " +
           (i == kTables / 2 ? type : "INT") + ", c REAL, d INTEGER REFERENCES t0(id), e TEXT);" +
           "CREATE INDEX " + name + "_a ON " + name + " (a);" + "CREATE INDEX " + name + "_d ON " +
           name + " (d);";
  }
  return std::move(Inspect(With(sql + "COMMIT;"))).value();
}

void DiffThousandTables(benchmark::State& state) {
  const Schema from = Tables("INT");
  const Schema to = Tables("TEXT");
  for (auto _ : state) {
    if (!DiffSchemas(from, to, {.open_scratch = &Empty}).ok()) state.SkipWithError("no plan");
  }
}
BENCHMARK(DiffThousandTables)->Unit(benchmark::kMillisecond);

constexpr const char* kOld =
    "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, age TEXT, score REAL);"
    "CREATE INDEX p_name ON p (name);";
constexpr const char* kNew =
    "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, age INTEGER, score REAL);"
    "CREATE INDEX p_name ON p (name);";
// The steps of sqlite.org/lang_altertable.html, for this table.
constexpr const char* kByHand =
    "CREATE TABLE new_p (id INTEGER PRIMARY KEY, name TEXT, age INTEGER, score REAL);"
    "INSERT INTO new_p (id, name, age, score) SELECT id, name, age, score FROM p;"
    "DROP TABLE p;ALTER TABLE new_p RENAME TO p;CREATE INDEX p_name ON p (name);";

Database Filled() {
  return With(
      std::string(kOld) +
      "INSERT INTO p WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i "
      "< " +
      std::to_string(kRows) + ") SELECT i, 'row ' || i, i % 90, i / 7.0 FROM n;");
}

std::string Planned() {
  const Schema from = std::move(Inspect(With(kOld))).value();
  const Schema to = std::move(Inspect(With(kNew))).value();
  return PlanScript(DiffSchemas(from, to, {.open_scratch = &Empty})->forward);
}

void Rebuild(benchmark::State& state, const std::string& sql) {
  Database db = Filled();
  const std::vector<ScriptStatement> statements = SplitScript(sql);
  for (auto _ : state) {
    if (!db.SetForeignKeys(false).ok()) state.SkipWithError("foreign keys");
    auto transaction = Transaction::BeginImmediate(db);
    for (const ScriptStatement& statement : statements) {
      if (statement.sql.starts_with("PRAGMA")) continue;
      if (!db.Execute(statement.sql).ok()) state.SkipWithError("the rebuild failed");
    }
    // Rolled back, so that every round has the same to do.
    if (!transaction->Rollback().ok()) state.SkipWithError("rollback");
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}

void RebuildByHand(benchmark::State& state) { Rebuild(state, kByHand); }
BENCHMARK(RebuildByHand)->Unit(benchmark::kMillisecond);

void RebuildAsPlanned(benchmark::State& state) { Rebuild(state, Planned()); }
BENCHMARK(RebuildAsPlanned)->Unit(benchmark::kMillisecond);

// What `up` adds: the rows are read before and after, and foreign keys counted before and after.
void ProofOfKeptRows(benchmark::State& state) {
  const Database db = Filled();
  const std::string text = Planned();
  const Script script{.path = "plan", .text = text, .statements = SplitScript(text)};
  for (auto _ : state) {
    const auto kept = KeptRows::Start(db, script);
    if (!kept.ok() || !kept->Check(db, "plan").ok()) state.SkipWithError("not kept");
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}
BENCHMARK(ProofOfKeptRows)->Unit(benchmark::kMillisecond);

void ProofOfForeignKeys(benchmark::State& state) {
  const Database db = Filled();
  for (auto _ : state) {
    const bool counted = CountForeignKeyViolations(db).ok() && CountForeignKeyViolations(db).ok();
    if (!counted) state.SkipWithError("not counted");
  }
}
BENCHMARK(ProofOfForeignKeys)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace godwit
