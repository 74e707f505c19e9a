// Data steps that stop, and those that never begin: each names the row or the step and the reason.
#include <map>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/migrate/backfill_project.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

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

// The cursor leaves out the other row of a key that a batch or a slice ends with.
TEST(Backfill, RefusesARowThatIsListedTwiceAtTheEndOfABatch) {
  for (const int batch : {1, 2, 64, 1000}) {
    Bench bench(std::map<std::string, std::string>{
        {"20260101000000_a/migration.sql",
         "CREATE TABLE t (id INTEGER PRIMARY KEY, m INT); CREATE TABLE o (id INT, v INT); "
         "CREATE INDEX i ON o (id); INSERT INTO t (id) VALUES (1)"},
        {"20260102000000_b/migration.sql",
         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
         "INSERT INTO o SELECT i, i FROM n; INSERT INTO o VALUES (64, 5), (128, 5), (200, 5); "
         "INSERT OR IGNORE INTO t (id) SELECT id FROM o"},
        {"20260102000000_b/backfill.sql",
         "-- godwit: data-step s\n-- godwit: table t\n"
         "SELECT o.id AS id, o.v AS m FROM o JOIN t ON t.id = o.id WHERE m IS NULL;"}});
    const Result<Report> report = bench.Up({}, {}, batch);
    ASSERT_FALSE(report.ok()) << batch;
    EXPECT_EQ(report.error().what, "data step \"s\", row \"id\" = 64") << batch;
  }
}

// One plan line, so its batches go by slices: the second row of 64 would be the next slice's.
TEST(Backfill, RefusesARowThatIsListedTwiceAtTheEndOfASlice) {
  Bench bench(std::map<std::string, std::string>{
      {"20260101000000_a/migration.sql",
       "CREATE TABLE t (id INT PRIMARY KEY, m INT); CREATE TABLE o (id INT, v INT, done INT); "
       "CREATE INDEX i ON o (id); CREATE TRIGGER g AFTER UPDATE ON t BEGIN "
       "UPDATE o SET done = 1 WHERE id = new.id; END;"},
      {"20260102000000_b/migration.sql",
       "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) "
       "INSERT INTO o SELECT i, i, 0 FROM n; INSERT INTO o VALUES (64, 5, 0); "
       "INSERT OR IGNORE INTO t (id) SELECT id FROM o"},
      {"20260102000000_b/backfill.sql",
       "-- godwit: data-step s\n-- godwit: table t\n-- godwit: touches o\n"
       "SELECT id, v AS m FROM o WHERE done = 0;"}});
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().what, "data step \"s\", row \"id\" = 64");
}

FileMap Validated(const std::string& select) {
  FileMap files = StepProject("CREATE TABLE t (id TEXT PRIMARY KEY, v);", select,
                              "-- godwit: validate d number\n");
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
      {StepProject("CREATE TABLE t (id TEXT PRIMARY KEY, v);",
                   "SELECT id, v AS d FROM t WHERE d IS NULL;"),
       "INSERT INTO t (id, v) VALUES (NULL, 3)",
       "its primary key holds NULL, so it cannot be addressed"},
      {StepProject("CREATE TABLE t (id TEXT PRIMARY KEY, v);",
                   "SELECT id || '!' AS id, v AS d FROM t WHERE d IS NULL;"),
       "INSERT INTO t (id, v) VALUES ('a', 3)", "its UPDATE met 0 rows"},
      {StepProject("CREATE TABLE t (id TEXT PRIMARY KEY, v);", "SELECT id, v AS d FROM t;"),
       "INSERT INTO t (id, v) VALUES ('a', 3), ('b', 4)",
       "2 of 2 rows are still listed by its SELECT after they were written"},
      {StepProject("CREATE TABLE t (id TEXT PRIMARY KEY, v);",
                   "SELECT id, json_extract(v, '$.x') AS d FROM t WHERE d IS NULL;"),
       "INSERT INTO t (id, v) VALUES ('a', '{')", "malformed JSON"},
      {StepProject("CREATE TABLE t (id TEXT PRIMARY KEY, v, CHECK (v < 10));",
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
    Bench bench(StepProject(table, row.select));
    const Result<Report> report = bench.Up();
    ASSERT_FALSE(report.ok()) << row.select;
    EXPECT_EQ(report.error().why, row.why);
    EXPECT_EQ(report.error().place.line, 4);
  }
}

// A constraint's own ON CONFLICT REPLACE would delete the row that stands in the way.
TEST(Backfill, DeletesNothingThroughAConflictClause) {
  Bench bench(StepProject("CREATE TABLE t (id TEXT PRIMARY KEY, v, u UNIQUE ON CONFLICT REPLACE);",
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
            "1 row is due after a walk over the whole table, no fewer than before it");
}

TEST(Backfill, ThatDoesNotFitRollsItsMigrationBack) {
  Bench bench(StepProject("CREATE TABLE t (id TEXT PRIMARY KEY, v);", "SELECT id, 1 AS e FROM t;"));
  ASSERT_FALSE(bench.Up().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
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

TEST(Backfill, CountsOneRowAsOne) {
  Bench bench(StepProject("CREATE TABLE t (id TEXT PRIMARY KEY, v);",
                          "SELECT id, 1 AS d FROM t WHERE v <> 2 OR d IS NULL;"));
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql("INSERT INTO t (id, v) VALUES ('a', 2), ('b', 1)");
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().why, "1 of 2 rows is still listed by its SELECT after it was written");
}

}  // namespace
}  // namespace godwit
