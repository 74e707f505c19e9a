#include "core/migrate/backfill.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/migrate/verify.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

constexpr std::string_view kStep =
    "-- godwit: data-step double\n-- godwit: table t\n-- godwit: batch 10\n";

FileMap Project(const std::string& table, const std::string& select,
                const std::string& directives = {}) {
  return {{"20260101000000_a/migration.sql", table},
          {"20260102000000_b/migration.sql", "ALTER TABLE t ADD COLUMN d;"},
          {"20260102000000_b/down.sql", "ALTER TABLE t DROP COLUMN d;"},
          {"20260102000000_b/backfill.sql", std::string(kStep) + directives + select}};
}

const FileMap kPlain = Project("CREATE TABLE t (id INTEGER PRIMARY KEY, v);",
                               "SELECT id, v * 2 AS d FROM t WHERE d IS NULL;");

constexpr std::string_view kFill =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 35) "
    "INSERT INTO t (id, v) SELECT i, i FROM n";

// A join that multiplies rows: which value would be written is chance.
TEST(Backfill, RefusesARowThatIsListedTwice) {
  Bench bench(std::map<std::string, std::string>{
      {"20260101000000_a/migration.sql",
       "CREATE TABLE t (id INTEGER PRIMARY KEY, m INT); INSERT INTO t (id) VALUES (1), (2)"},
      {"20260101000000_a/backfill.sql",
       "-- godwit: data-step s\n-- godwit: table t\n"
       "SELECT id, id AS m FROM t WHERE m IS NULL UNION ALL "
       "SELECT id, 9 FROM t WHERE m IS NULL AND id = 2;"}});
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kDataStep);
  EXPECT_EQ(report.error().what, "data step \"s\", row \"id\" = 2");
  EXPECT_EQ(bench.Show("SELECT count(m) FROM t"), "0");
}

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
  Bench bench(Project("CREATE TABLE t (id INTEGER PRIMARY KEY, v);",
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
    Bench bench(Project(row.table, row.select));
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

FileMap Validated(const std::string& select) {
  FileMap files =
      Project("CREATE TABLE t (id TEXT PRIMARY KEY, v);", select, "-- godwit: validate d number\n");
  files["/godwit.json"] =
      R"({"name": "app", "validators": [{"name": "number", "schema": "n.json", "columns": ["t.d"]}]})";
  files["/n.json"] = R"({"type": "integer", "maximum": 100})";
  return files;
}

TEST(Backfill, WritesNothingOfABatchWithAnInvalidValue) {
  Bench bench(Validated("SELECT id, CAST(v * 4 AS TEXT) AS d FROM t WHERE d IS NULL;"));
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 35) "
      "INSERT INTO t (id, v) SELECT printf('%02d', i), i FROM n");
  bench.listener.wants_rows = true;
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kDataStep);
  EXPECT_EQ(Describe(report.error()),
            "app/migrations/20260102000000_b/backfill.sql:5:1: data step \"double\", row \"id\" = "
            "'26': the value for column \"d\" is not valid: document: 104 is above 100");
  EXPECT_EQ(report.error().next,
            "correct the row or the step, then run `godwit backfill`; nothing of this batch was "
            "written, 20 rows before it were; applied before it in this call, and kept: "
            "20260102000000_b");
  EXPECT_EQ(bench.Show("SELECT count(d) FROM t"), "20");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | double:running(15)");
  ASSERT_FALSE(bench.listener.log.empty());
  EXPECT_EQ(bench.listener.log.back().event, "data-step-failed");
  // The row mended, it goes on with the rest.
  bench.Sql("UPDATE t SET v = 1 WHERE v > 25");
  const Result<Report> rest = bench.BackfillAll();
  ASSERT_TRUE(rest.ok()) << Describe(rest.error());
  EXPECT_EQ(rest->data_steps[0].rows, 15);
}

TEST(Backfill, StopsWithTheRowAndTheReason) {
  const struct {
    FileMap files;
    std::string insert;
    std::string_view why;
  } rows[] = {
      {Validated("SELECT id, v AS d FROM t WHERE d IS NULL;"),
       "INSERT INTO t (id, v) VALUES ('a', 3)",
       "the value for column \"d\" is 3, not a text to validate"},
      {Project("CREATE TABLE t (id TEXT PRIMARY KEY, v);",
               "SELECT id, v AS d FROM t WHERE d IS NULL;"),
       "INSERT INTO t (id, v) VALUES (NULL, 3)",
       "its primary key holds NULL, so it cannot be addressed"},
      {Project("CREATE TABLE t (id TEXT PRIMARY KEY, v);",
               "SELECT id || '!' AS id, v AS d FROM t WHERE d IS NULL;"),
       "INSERT INTO t (id, v) VALUES ('a', 3)", "its UPDATE met 0 rows"},
      {Project("CREATE TABLE t (id TEXT PRIMARY KEY, v);", "SELECT id, v AS d FROM t;"),
       "INSERT INTO t (id, v) VALUES ('a', 3), ('b', 4)",
       "2 of 2 rows are still listed by its SELECT after they were written"},
      {Project("CREATE TABLE t (id TEXT PRIMARY KEY, v);",
               "SELECT id, json_extract(v, '$.x') AS d FROM t WHERE d IS NULL;"),
       "INSERT INTO t (id, v) VALUES ('a', '{')", "malformed JSON"},
      {Project("CREATE TABLE t (id TEXT PRIMARY KEY, v, CHECK (v < 10));",
               "SELECT id, 1 AS d, 11 AS v FROM t WHERE d IS NULL;"),
       "INSERT INTO t (id, v) VALUES ('a', 1)", "CHECK constraint failed: v < 10"},
  };
  for (const auto& row : rows) {
    Bench bench(row.files);
    ASSERT_TRUE(bench.Up("20260101000000_a").ok());
    bench.Sql(row.insert);
    const Result<Report> report = bench.Up();
    ASSERT_FALSE(report.ok()) << row.why;
    EXPECT_EQ(report.error().code, ErrorCode::kDataStep) << row.why;
    EXPECT_EQ(report.error().why, row.why);
    EXPECT_EQ(bench.Show("SELECT count(d) FROM t"), "0");
  }
}

TEST(Backfill, RefusesAStepThatDoesNotFitItsTable) {
  const std::string table = "CREATE TABLE t (id TEXT PRIMARY KEY, v, g AS (v));";
  const struct {
    std::string select;
    std::string_view why;
  } rows[] = {
      {"SELECT v, d FROM t;",
       "column 1 of its SELECT is \"v\", but the primary key of table \"t\" is (\"id\")"},
      {"SELECT id FROM t;", "its SELECT has no column to write beside the key"},
      {"SELECT id, 1 AS e FROM t;", "table \"t\" has no column \"e\" to write"},
      {"SELECT id, 1 AS g FROM t;", "table \"t\" has no column \"g\" to write"},
      {"SELECT id, 1 AS id FROM t;",
       "its column \"id\" is part of the primary key, and is there already"},
      {"SELECT id, 1 AS d, 2 AS D FROM t;", "its SELECT has column \"D\" twice"},
      {"DELETE FROM t;", "only statements that read are allowed here"},
      {"SELECT id, nope AS d FROM t;", "no such column: nope"},
  };
  for (const auto& row : rows) {
    Bench bench(Project(table, row.select));
    const Result<Report> report = bench.Up();
    ASSERT_FALSE(report.ok()) << row.select;
    EXPECT_EQ(report.error().why, row.why);
    EXPECT_EQ(report.error().place.line, 4);
  }
}

// A constraint's own ON CONFLICT REPLACE would delete the row that stands in the way.
TEST(Backfill, DeletesNothingThroughAConflictClause) {
  Bench bench(Project("CREATE TABLE t (id TEXT PRIMARY KEY, v, u UNIQUE ON CONFLICT REPLACE);",
                      "SELECT id, 1 AS d, 'same' AS u FROM t WHERE d IS NULL;"));
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql("INSERT INTO t (id, u) VALUES ('a', 1), ('b', 2)");
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().why, "UNIQUE constraint failed: t.u");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM t"), "2");
}

TEST(Backfill, ValidatesHoweverTheColumnIsSpelt) {
  FileMap files = Validated("SELECT id, '101' AS \"D\" FROM t WHERE d IS NULL;");
  Bench bench(files);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql("INSERT INTO t (id) VALUES ('a')");
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(bench.Show("SELECT count(d) FROM t"), "0");
}

TEST(Backfill, StopsWhenItsMigrationIsTakenBack) {
  Bench bench(kPlain);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(kFill);
  auto run = StartUp(bench.context(), {});
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(*(*run)->Step());
  ASSERT_TRUE(bench.Down().ok());
  const Result<bool> more = (*run)->Step();
  ASSERT_FALSE(more.ok());
  EXPECT_EQ(more.error().code, ErrorCode::kDataStep);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
}

TEST(Backfill, DoesNotWalkForEver) {
  Bench bench(kPlain);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql("INSERT INTO t VALUES (1, 1), (2, 2)");
  {
    auto up = StartUp(bench.context(), {});
    ASSERT_TRUE(*(*up)->Step());
  }
  bench.Sql(
      "CREATE TRIGGER again AFTER UPDATE ON t WHEN new.d IS NOT NULL BEGIN "
      "UPDATE t SET d = NULL WHERE id = 3 - new.id; END");
  const Result<Report> report = bench.Up({}, {}, 1);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().why,
            "1 rows are due after a walk over the whole table, no fewer than before it");
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

TEST(Backfill, ThatDoesNotFitRollsItsMigrationBack) {
  Bench bench(Project("CREATE TABLE t (id TEXT PRIMARY KEY, v);", "SELECT id, 1 AS e FROM t;"));
  ASSERT_FALSE(bench.Up().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
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

TEST(Backfill, IsRefusedBeforeItsMigration) {
  Bench bench(kPlain);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  const Result<Report> report = bench.BackfillAll();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(Describe(report.error()),
            "data step \"double\": migration \"20260102000000_b\" is not applied yet");
  EXPECT_EQ(report.error().code, ErrorCode::kRefused);
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
