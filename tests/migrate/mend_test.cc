// Baseline and resolve.
#include "core/migrate/mend.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/migrate/ledger.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

constexpr const char* kA = "20260101000000_a";
constexpr const char* kB = "20260102000000_b";

const FileMap kFiles = {
    {"20260101000000_a/migration.sql", "CREATE TABLE a (x INTEGER PRIMARY KEY, n TEXT NOT NULL);"},
    {"20260101000000_a/down.sql", "DROP TABLE a;"},
    {"20260102000000_b/migration.sql", "ALTER TABLE a ADD COLUMN m TEXT; CREATE INDEX i ON a (m);"},
    {"20260102000000_b/backfill.sql",
     "-- godwit: data-step fill\n-- godwit: table a\nSELECT x, n AS m FROM a WHERE m IS NULL;"},
    {"20260103000000_c/migration.sql", "-- godwit: optional rare\nCREATE TABLE c (z);"},
    {"20260104000000_d/migration.sql", "CREATE TABLE d (z);"},
};

FileMap With(FileMap files, const std::string& path, const std::string& text) {
  files[path] = text;
  return files;
}

const FileMap kPrisma = With(kFiles, "/godwit.json", R"({"name": "app", "ledger": "prisma"})");

Result<Report> Baseline(Bench& bench, BaselineOptions options) {
  Database scratch = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  return Bench::Drive(StartBaseline(bench.context(), scratch, std::move(options)));
}

Result<Report> Resolve(Bench& bench, const std::string& migration, bool applied) {
  return Bench::Drive(StartResolve(
      bench.context(), {.migration = migration, .applied = applied, .reason = "by hand"}));
}

std::string Directions(const Report& report) {
  std::string text;
  for (const MigrationReport& migration : report.migrations) {
    text += (text.empty() ? "" : " ") + migration.name.substr(15) + ":" + migration.direction;
  }
  return text;
}

std::string Events(Bench& bench) {
  const auto events = ReadEvents(bench.db());
  if (!events.ok()) return Describe(events.error());
  std::string text;
  for (const LedgerEvent& event : *events) {
    text += event.event + " " + event.migration.substr(15) + " " + event.reason + ";";
  }
  return text;
}

class Baselined : public ::testing::TestWithParam<FileMap> {};

TEST_P(Baselined, RecordsWhatTheDatabaseHas) {
  Bench bench(GetParam());
  bench.Sql(
      "CREATE TABLE \"a\" (x INTEGER PRIMARY KEY, n TEXT NOT NULL, \"m\" TEXT);"
      "CREATE INDEX i ON a (\"m\"); INSERT INTO a VALUES (1, 'one', NULL)");
  const Result<Report> report = Baseline(bench, {.to = kB});
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(Directions(*report), "a:recorded b:recorded");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:off d:pending | fill:due(1)");
  EXPECT_EQ(Events(bench), "baseline b ;");
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:off d:applied | fill:complete(0)");
  const Result<Report> again = Baseline(bench, {.to = kB});
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::kRefused);
  EXPECT_EQ(again.error().why, "it has entries already, the first is \"20260101000000_a\"");
}

INSTANTIATE_TEST_SUITE_P(Formats, Baselined, ::testing::Values(kFiles, kPrisma));

TEST(Baseline, NamesTheFirstDifference) {
  struct Case {
    const char* sql;
    const char* difference;
  };
  const Case cases[] = {
      {"CREATE TABLE b (y)", "table \"a\" is missing (and 1 more)"},
      {"CREATE TABLE a (x INTEGER PRIMARY KEY, n TEXT NOT NULL); CREATE TABLE b (y)",
       "table \"b\" is extra"},
      {"CREATE TABLE a (x INTEGER PRIMARY KEY, n TEXT)",
       "column \"n\" of table \"a\" is different: the migrations make n TEXT not-null, the "
       "database "
       "has n TEXT"},
      {"CREATE TABLE a (x INTEGER PRIMARY KEY)", "column \"n\" of table \"a\" is missing"},
      {"CREATE TABLE a (x INTEGER PRIMARY KEY, n TEXT NOT NULL, m)",
       "column \"m\" of table \"a\" is extra"},
      {"CREATE TABLE a (n TEXT NOT NULL, x INTEGER PRIMARY KEY)",
       "table \"a\" is different: the order of its columns"},
      {"CREATE TABLE a (x INTEGER PRIMARY KEY, n TEXT NOT NULL); CREATE INDEX i ON a (n)",
       "index \"i\" on table \"a\" is extra"},
      {"CREATE TABLE a (x INTEGER PRIMARY KEY, n TEXT NOT NULL); CREATE VIEW v AS SELECT 1",
       "view \"v\" is extra"},
  };
  for (const Case& drift : cases) {
    Bench bench(kFiles);
    bench.Sql(drift.sql);
    const Result<Report> report = Baseline(bench, {.to = kA});
    ASSERT_FALSE(report.ok()) << drift.sql;
    EXPECT_EQ(report.error().code, ErrorCode::kRefused);
    EXPECT_EQ(
        report.error().why,
        std::string("its schema is not what the migrations up to \"20260101000000_a\" make: ") +
            drift.difference);
    EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'godwit%'"), "0");
    const Result<Report> accepted =
        Baseline(bench, {.to = kA, .with = {}, .accept_drift = true, .reason = "legacy"});
    ASSERT_TRUE(accepted.ok()) << Describe(accepted.error());
    ASSERT_EQ(accepted->warnings.size(), 1U);
    EXPECT_NE(accepted->warnings[0].find(drift.difference), std::string::npos);
    EXPECT_EQ(Events(bench), "baseline-drift a legacy;");
  }
}

TEST(Baseline, OfOptionalOnesThatTheDatabaseHas) {
  Bench bench(kFiles);
  bench.Sql(
      "CREATE TABLE a (x INTEGER PRIMARY KEY, n TEXT NOT NULL, m TEXT); CREATE INDEX i ON a (m);"
      "CREATE TABLE c (z); CREATE TABLE d (z)");
  EXPECT_FALSE(Baseline(bench, {.to = "20260104000000_d"}).ok());
  const Result<Report> report =
      Baseline(bench, {.to = "20260104000000_d", .with = {"20260103000000_c"}});
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(Directions(*report), "a:recorded b:recorded c:recorded d:recorded");
}

TEST(Baseline, RefusesWhatItDoesNotKnowOrCannotProve) {
  Bench bench(kFiles);
  const Result<Report> unknown = Baseline(bench, {.to = "20260109000000_z"});
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().why, "project \"app\" has none of that name");
  Bench broken(With(kFiles, "20260101000000_a/migration.sql", "INSERT INTO nowhere VALUES (1);"));
  const Result<Report> unproven = Baseline(broken, {.to = kA});
  ASSERT_FALSE(unproven.ok());
  EXPECT_EQ(unproven.error().code, ErrorCode::kRefused);
  EXPECT_EQ(unproven.error().why, "no such table: nowhere");
  const Result<Report> accepted =
      Baseline(broken, {.to = kA, .with = {}, .accept_drift = true, .reason = "made elsewhere"});
  ASSERT_TRUE(accepted.ok()) << Describe(accepted.error());
  EXPECT_EQ(broken.StatusLine(), "a:applied b:pending c:off d:pending");
}

class Resolved : public ::testing::TestWithParam<FileMap> {};

TEST_P(Resolved, AppliedRecordsWithoutRunning) {
  Bench bench(GetParam());
  bench.Sql("CREATE TABLE a (x INTEGER PRIMARY KEY, n TEXT NOT NULL)");
  const Result<Report> report = Resolve(bench, kA, true);
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(Directions(*report), "a:recorded");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending c:off d:pending");
  const Result<Report> again = Resolve(bench, kA, true);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().why, "it is applied already, and its file is what was applied");
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(Events(bench), "resolve-applied a by hand;");
}

TEST_P(Resolved, AppliedTakesAChangedFile) {
  Bench bench(GetParam());
  ASSERT_TRUE(bench.Up().ok());
  bench.ChangeProject(With(GetParam(), "20260101000000_a/migration.sql", "CREATE TABLE a (x);"));
  EXPECT_EQ(bench.StatusLine(), "a:changed b:applied c:off d:applied | fill:complete(0)");
  const Result<Report> report = Resolve(bench, kA, true);
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(Directions(*report), "a:accepted");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:off d:applied | fill:complete(0)");
  EXPECT_TRUE(bench.Up()->NothingDone());
}

TEST_P(Resolved, RolledBackForgets) {
  Bench bench(GetParam());
  ASSERT_TRUE(bench.Up(kA).ok());
  FileMap without = GetParam();
  without.erase("20260101000000_a/migration.sql");
  without.erase("20260101000000_a/down.sql");
  bench.ChangeProject(without);
  EXPECT_EQ(bench.StatusLine(), "a:missing b:pending c:off d:pending");
  const Result<Report> report = Resolve(bench, kA, false);
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(Directions(*report), "a:forgotten");
  EXPECT_EQ(bench.StatusLine(), "b:pending c:off d:pending");
  // The last entry goes, the reason stays.
  EXPECT_EQ(Events(bench), "resolve-rolled-back a by hand;");
  const Result<Report> again = Resolve(bench, kA, false);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().why, "the ledger does not have it");
}

TEST_P(Resolved, ForgetsStepsToo) {
  Bench bench(GetParam());
  ASSERT_TRUE(bench.Up(kB).ok());
  ASSERT_TRUE(Resolve(bench, kB, false).ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_data_steps"), "0");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending c:off d:pending");
  bench.Sql("INSERT INTO a VALUES (1, 'one', NULL)");
  ASSERT_TRUE(Resolve(bench, kB, true).ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:off d:pending | fill:due(1)");
}

INSTANTIATE_TEST_SUITE_P(Formats, Resolved, ::testing::Values(kFiles, kPrisma));

TEST(Resolve, ClosesAFailedOneAsPrismaDoes) {
  for (const bool applied : {true, false}) {
    Bench bench(kPrisma);
    ASSERT_TRUE(bench.Up(kA).ok());
    bench.Sql("UPDATE _prisma_migrations SET finished_at = NULL, logs = 'no'");
    EXPECT_EQ(bench.StatusLine(), "a:failed b:pending c:off d:pending");
    const Result<Report> report = Resolve(bench, kA, applied);
    ASSERT_TRUE(report.ok()) << Describe(report.error());
    EXPECT_EQ(bench.StatusLine(), applied ? "a:applied b:pending c:off d:pending"
                                          : "a:pending b:pending c:off d:pending");
    const Result<Value> rows = bench.db().QueryValue(
        "SELECT group_concat(quote(logs) || quote(rolled_back_at) || applied_steps_count) "
        "FROM _prisma_migrations");
    EXPECT_EQ(*rows, Value(std::string("'no''2026-01-15T12:00:00.000+00:00'1") +
                           (applied ? ",''NULL0" : "")));
  }
}

TEST(Resolve, RefusesWhatTheProjectDoesNotHave) {
  Bench bench(kFiles);
  const Result<Report> report = Resolve(bench, "20260109000000_z", true);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().why, "project \"app\" has none of that name");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema"), "0");
}

}  // namespace
}  // namespace godwit
