#include "core/migrate/runs.h"

#include <gtest/gtest.h>

#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

const std::map<std::string, std::string> kOne = {
    {"20260101000000_a/migration.sql", "CREATE TABLE a (x);"},
    {"20260101000000_a/down.sql", "DROP TABLE a;"}};

KeptRun RunNumber(int number) {
  return {.command = "up",
          .started_at = "2026-01-01T00:00:00.000Z",
          .finished_at = "2026-01-01T00:00:01.000Z",
          .outcome = "done",
          .report = "{\"n\":" + std::to_string(number) + "}"};
}

TEST(Runs, AreKeptAndFound) {
  Bench bench(kOne);
  EXPECT_EQ(*KeepRun(bench.db(), RunNumber(0)), 0) << "there is no ledger to keep it in";
  EXPECT_TRUE(ReadRuns(bench.db())->empty());
  EXPECT_FALSE(FindRun(bench.db(), 0)->has_value());
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_TRUE(ReadRuns(bench.db())->empty());
  EXPECT_EQ(*KeepRun(bench.db(), RunNumber(1)), 1);
  EXPECT_EQ(*KeepRun(bench.db(), RunNumber(2)), 2);
  EXPECT_EQ((*FindRun(bench.db(), 1))->report, "{\"n\":1}");
  EXPECT_EQ((*FindRun(bench.db(), 0))->id, 2);
  EXPECT_FALSE(FindRun(bench.db(), 3)->has_value());
  EXPECT_FALSE(bench.db().InTransaction());
}

TEST(Runs, GoWithTheLedger) {
  Bench bench(kOne);
  ASSERT_TRUE(bench.Up().ok());
  ASSERT_TRUE(KeepRun(bench.db(), RunNumber(1)).ok());
  ASSERT_TRUE(bench.DownAll().ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema"), "0");
  EXPECT_EQ(*KeepRun(bench.db(), RunNumber(2)), 0);
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema"), "0");
}

TEST(Runs, OfALedgerFromBeforeThereWereAny) {
  Bench bench(kOne);
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql("DROP TABLE godwit_runs; UPDATE godwit_ledger SET format = 1");
  EXPECT_TRUE(ReadRuns(bench.db())->empty());
  EXPECT_EQ(*KeepRun(bench.db(), RunNumber(1)), 1);
  EXPECT_EQ(ReadRuns(bench.db())->size(), 1U);
}

TEST(Runs, OnlyTheLastStay) {
  Bench bench(kOne);
  ASSERT_TRUE(bench.Up().ok());
  for (int n = 1; n <= kMostKeptRuns + 5; ++n) ASSERT_EQ(*KeepRun(bench.db(), RunNumber(n)), n);
  const auto runs = ReadRuns(bench.db());
  ASSERT_EQ(static_cast<std::int64_t>(runs->size()), kMostKeptRuns);
  EXPECT_EQ(runs->front().id, 6);
  EXPECT_EQ(runs->back().id, kMostKeptRuns + 5);
}

}  // namespace
}  // namespace godwit
