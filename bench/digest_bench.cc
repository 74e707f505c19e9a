// Digests: rows a second.
#include <string>

#include <benchmark/benchmark.h>

#include "core/digest/digest.h"
#include "core/sqlite/database.h"

namespace godwit {
namespace {

constexpr std::int64_t kRows = 400000;

Database Filled(const std::string& table, const std::string& row) {
  Database db = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  bool ok = db.Execute(table).ok();
  ok = ok && db.Execute(
                   "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE "
                   "i < " +
                   std::to_string(kRows) + ") INSERT INTO t SELECT " + row + " FROM n")
                 .ok();
  if (!ok) std::abort();
  return db;
}

void MeasureDigest(benchmark::State& state, const std::string& table, const std::string& row) {
  Database db = Filled(table, row);
  for (auto _ : state) {
    if (!DigestDatabase(db).ok()) state.SkipWithError("the digest failed");
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}

void DigestIntegerKey(benchmark::State& state) {
  MeasureDigest(state, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, age INT, score REAL)",
                "i, 'row ' || i, i % 90, i / 7.0");
}
BENCHMARK(DigestIntegerKey)->Unit(benchmark::kMillisecond);

void DigestTextKey(benchmark::State& state) {
  MeasureDigest(state, "CREATE TABLE t (id TEXT PRIMARY KEY NOT NULL, name TEXT, age INT)",
                "printf('%08x', i * 2654435761 % 4294967296), 'row ' || i, i % 90");
}
BENCHMARK(DigestTextKey)->Unit(benchmark::kMillisecond);

void DigestWithoutKey(benchmark::State& state) {
  MeasureDigest(state, "CREATE TABLE t (name TEXT, age INT, score REAL)",
                "'row ' || i, i % 90, i / 7.0");
}
BENCHMARK(DigestWithoutKey)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace godwit
