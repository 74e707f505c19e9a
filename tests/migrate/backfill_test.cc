// Data steps from their first batch to their last: cursors, keys, steps side by side.
#include "core/migrate/backfill.h"

#include <string>

#include <gtest/gtest.h>

#include "core/migrate/verify.h"
#include "tests/migrate/backfill_project.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

TEST(Backfill, WalksInBatches) {
  Bench bench(kPlain);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(kFill);
  const Result<Report> report = bench.Up();
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  ASSERT_EQ(report->data_steps.size(), 1U);
  EXPECT_EQ(report->data_steps[0].rows, 35);
  EXPECT_EQ(report->data_steps[0].batches, 4);
  EXPECT_EQ(bench.Show("SELECT count(*) FROM t WHERE d = v * 2"), "35");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | double:complete(0)");
  const Result<Report> again = bench.BackfillAll();
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->NothingDone());
}

TEST(Backfill, PicksUpExactlyWhatBecomesDue) {
  Bench bench(kPlain);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(kFill);
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql("INSERT INTO t (id, v) VALUES (-5, 1), (100, 2)");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | double:due(2)");
  const Result<Report> report = bench.BackfillAll();
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->data_steps[0].rows, 2);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | double:complete(0)");
}

TEST(Backfill, GoesOnWhereItStopped) {
  Bench bench(kPlain);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(kFill);
  {
    // The migration, the step's start, and two batches; then the run is dropped.
    auto run = StartUp(bench.context(), {});
    ASSERT_TRUE(run.ok());
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(*(*run)->Step());
  }
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | double:running(15)");
  // Rows that come in behind the cursor while it rests are not lost.
  bench.Sql("INSERT INTO t (id, v) VALUES (-7, 1)");
  const Result<Report> report = bench.BackfillAll(0, true);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->data_steps[0].rows, 16);
  EXPECT_EQ(bench.Show("SELECT count(*) FROM t WHERE d IS NULL"), "0");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | double:complete(0)");
  EXPECT_TRUE(bench.BackfillAll(0, true)->data_steps.empty());
}

TEST(Backfill, TwoRunsSideBySideShareTheWork) {
  Bench bench(StepProject("CREATE TABLE t (id INTEGER PRIMARY KEY, v);",
                          "SELECT id, v * 2 AS d FROM t WHERE d IS NULL;",
                          "-- godwit: touches seen\n"));
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(kFill);
  bench.Sql(
      "CREATE TABLE seen (id); CREATE TRIGGER w AFTER UPDATE ON t BEGIN INSERT INTO seen "
      "VALUES (new.id); END");
  ASSERT_TRUE(*(*StartUp(bench.context(), {}))->Step());
  auto one = StartBackfill(bench.context(), 3, false);
  auto two = StartBackfill(bench.context(), 4, false);
  bool more_one = true;
  bool more_two = true;
  while (more_one || more_two) {
    if (more_one) more_one = *(*one)->Step();
    if (more_two) more_two = *(*two)->Step();
  }
  EXPECT_EQ((*one)->report().data_steps[0].rows + (*two)->report().data_steps[0].rows, 35);
  EXPECT_EQ(bench.Show("SELECT count(*) || ' of ' || count(DISTINCT id) FROM seen"), "'35 of 35'");
}

TEST(Backfill, WorksOnEveryKindOfKey) {
  const struct {
    std::string table;
    std::string select;
    std::string insert;
  } rows[] = {
      {"CREATE TABLE t (a TEXT, b INTEGER, v, PRIMARY KEY (b, a)) WITHOUT ROWID;",
       "SELECT b, a, v * 2 AS d FROM t WHERE d IS NULL;",
       "INSERT INTO t SELECT i, i % 3, i, NULL FROM n"},
      {"CREATE TABLE t (v);", "SELECT rowid, v * 2 AS d FROM t WHERE d IS NULL;",
       "INSERT INTO t SELECT i, NULL FROM n"},
      {"CREATE TABLE t (\"the \"\"key\"\"\" BLOB PRIMARY KEY NOT NULL, v);",
       "SELECT \"the \"\"key\"\"\", v * 2 AS d FROM t WHERE d IS NULL;",
       "INSERT INTO t SELECT CASE i % 4 WHEN 0 THEN i WHEN 1 THEN i + 0.5 WHEN 2 THEN 'x' || i "
       "ELSE "
       "CAST(i AS BLOB) END, i, NULL FROM n"},
      {"CREATE TABLE t (id TEXT COLLATE NOCASE PRIMARY KEY NOT NULL, v);",
       "SELECT id, v * 2 AS d FROM t WHERE d IS NULL;",
       "INSERT INTO t SELECT char(64 + i + 6 * (i % 2)) || i, i, NULL FROM n"},
  };
  for (const auto& row : rows) {
    Bench bench(StepProject(row.table, row.select));
    ASSERT_TRUE(bench.Up("20260101000000_a").ok());
    {
      auto up = StartUp(bench.context(), {});
      ASSERT_TRUE(*(*up)->Step());
    }
    bench.Sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 35) " +
              row.insert);
    const Result<Report> report = bench.Up({}, {}, 4);
    ASSERT_TRUE(report.ok()) << row.table << Describe(report.error());
    EXPECT_EQ(report->data_steps[0].rows, 35) << row.table;
    EXPECT_EQ(bench.Show("SELECT count(*) FROM t WHERE d = v * 2"), "35") << row.table;
  }
}

TEST(Backfill, OfAColumnThatIsGoneIsComplete) {
  FileMap files = kPlain;
  files["20260103000000_c/migration.sql"] = "ALTER TABLE t DROP COLUMN d;";
  files["20260103000000_c/down.sql"] = "ALTER TABLE t ADD COLUMN d;";
  Bench bench(files);
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:applied | double:complete(0)");
  EXPECT_TRUE(bench.BackfillAll()->NothingDone());
  ASSERT_TRUE(bench.Down().ok());
}

TEST(Resume, TakesAStepThatHadNotBegun) {
  Bench bench(kPlain);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(kFill);
  {
    auto run = StartUp(bench.context(), {});
    ASSERT_TRUE(*(*run)->Step());
  }
  EXPECT_EQ(bench.BackfillAll(0, true)->data_steps[0].rows, 35);
}

TEST(Backfill, TellsRowsOnlyWhereSomeoneListens) {
  FileMap files = kPlain;
  files["20260102000000_b/backfill.sql"] =
      std::string(kStep) +
      "-- godwit: log v, d AS doubled\nSELECT id, v * 2 AS d FROM t WHERE d IS "
      "NULL;";
  for (const bool wanted : {false, true}) {
    Bench bench(files);
    bench.listener.wants_rows = wanted;
    ASSERT_TRUE(bench.Up("20260101000000_a").ok());
    bench.Sql("INSERT INTO t (id, v) VALUES (7, 21)");
    ASSERT_TRUE(bench.Up().ok());
    std::string line;
    for (const LogEvent& event : bench.listener.log) {
      if (event.event != "row") continue;
      for (const auto& [name, value] : event.fields) line += name + "=" + Show(View(value)) + " ";
    }
    EXPECT_EQ(line, wanted
                        ? "migration='20260102000000_b' step='double' id=7 outcome='written' v=21 "
                          "doubled=42 "
                        : "");
  }
}

TEST(Down, ForgetsDataSteps) {
  Bench bench(kPlain);
  ASSERT_TRUE(bench.Up().ok());
  ASSERT_TRUE(bench.Down().ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_data_steps"), "0");
  bench.Sql(kFill);
  EXPECT_EQ(bench.Up()->data_steps[0].rows, 35);
}

// A step that no longer fits takes neither the status nor the checks nor the way back along.
TEST(Backfill, AStepWhoseColumnIsGoneIsToldAndInNobodysWay) {
  Bench bench({{"20260101000000_a/migration.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY, d);"},
               {"20260101000000_a/down.sql", "DROP TABLE t;"},
               {"20260101000000_a/backfill.sql",
                "-- godwit: data-step s\n-- godwit: table t\n"
                "SELECT id, 1 AS d FROM t WHERE d IS NULL;"}});
  {
    auto up = StartUp(bench.context(), {});
    ASSERT_TRUE(*(*up)->Step());
  }
  bench.Sql("ALTER TABLE t DROP COLUMN d");
  const Result<ProjectStatus> status = ReadStatus(&bench.db(), bench.project());
  ASSERT_TRUE(status.ok()) << Describe(status.error());
  EXPECT_EQ(status->data_steps[0].problem, "table \"t\" has no column \"d\" to write");
  EXPECT_FALSE(status->UpToDate());
  auto checks = Verification::Start(bench.context());
  ASSERT_TRUE(checks.ok()) << Describe(checks.error());
  while (*(*checks)->Step()) {
  }
  EXPECT_EQ((*checks)->results()[2].expected, "a step that fits the schema");
  EXPECT_FALSE((*checks)->Passed());
  checks->reset();
  // Also when it had been complete, for no later migration can have removed the column.
  bench.Sql("UPDATE godwit_data_steps SET state = 'complete'");
  EXPECT_EQ(bench.StatusLine(), "a:applied | s:due(0)");
  EXPECT_FALSE(bench.BackfillAll().ok());
  EXPECT_TRUE(bench.DownAll().ok());
}

}  // namespace
}  // namespace godwit
