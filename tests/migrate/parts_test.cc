// Data steps by parts, and steps that outlive rows which fail: everything of a row or nothing, the
// same whatever the batch, and every row accounted for.
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/migrate/pause.h"
#include "core/migrate/step_outcome.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

constexpr std::string_view kSchema =
    "CREATE TABLE old (id INTEGER PRIMARY KEY, text TEXT, bytes BLOB);\n"
    "CREATE TABLE made (id INTEGER PRIMARY KEY, text TEXT NOT NULL CHECK (text <> 'bad'));\n"
    "CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT UNIQUE);\n";

// Rows 1..9; what makes a row fail is the text 'bad' (a CHECK) or NULL (NOT NULL).
constexpr std::string_view kRows =
    "INSERT INTO old WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) "
    "SELECT i, 't' || i, x'00ff' FROM n";

std::string Step(const std::string& more, const std::string& on_error = "record") {
  return "-- godwit: data-step s\n-- godwit: each old\n-- godwit: batch 4\n-- godwit: on-error " +
         on_error + "\nSELECT id, text AS said FROM old WHERE id NOT IN (SELECT id FROM made);\n" +
         more;
}

const std::string kWork =
    "-- godwit: write tags\nINSERT INTO tag SELECT id, said FROM due;\n"
    "-- godwit: write made\nINSERT INTO made SELECT id, said FROM due;\n"
    "-- godwit: collect odd show id\n"
    "SELECT json_object('id', id, 'said', said) FROM due WHERE id % 2 ORDER BY id;\n"
    "-- godwit: count letters\nSELECT length(said) FROM due;\n"
    "-- godwit: count all\nSELECT count(*) FROM made;\n";

FileMap Project(const std::string& step) {
  return {{"20260101000000_a/migration.sql", std::string(kSchema)},
          {"20260102000000_b/migration.sql", "CREATE TABLE later (id INTEGER PRIMARY KEY)"},
          {"20260101000000_a/backfill.sql", step}};
}

// The project's first migration applied on an empty table, then the rows.
void Fill(Bench& bench, const std::string& more = {}) {
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(kRows);
  if (!more.empty()) bench.Sql(more);
}

std::string Outcome(Bench& bench) {
  DataStepReport report;
  report.migration = "20260101000000_a";
  report.name = "s";
  EXPECT_TRUE(ReadOutcome(bench.db(), report).ok());
  std::string text;
  for (const auto& [name, value] : report.counts) text += name + "=" + std::to_string(value) + " ";
  for (const StepRecords& records : report.records) {
    text += records.name + ":";
    for (const std::string& row : records.rows) text += row;
    text += " ";
  }
  for (const StepFailure& failure : report.failures) text += failure.row + ": " + failure.reason;
  return text;
}

TEST(Parts, DoTheWorkCountAndCollect) {
  for (const int batch : {0, 1, 2, 100}) {
    Bench bench(Project(Step(kWork)));
    Fill(bench);
    const Result<Report> report = bench.BackfillAll(batch);
    ASSERT_TRUE(report.ok()) << Describe(report.error());
    EXPECT_EQ(report->data_steps[0].rows, 9);
    EXPECT_EQ(
        Outcome(bench),
        "all=9 letters=18 made=9 tags=9 odd:{\"id\":1,\"said\":\"t1\"}{\"id\":3,\"said\":\"t3\"}"
        "{\"id\":5,\"said\":\"t5\"}{\"id\":7,\"said\":\"t7\"}{\"id\":9,\"said\":\"t9\"} ");
  }
}

// Row 3 breaks the last statement after the first has written; row 7 breaks the first one.
TEST(Parts, ARowThatFailsIsLeftOutWholeAndTheOthersAreDone) {
  for (const int batch : {0, 1, 2, 100}) {
    Bench bench(Project(Step(kWork)));
    Fill(bench, "UPDATE old SET text = 'bad' WHERE id = 3; INSERT INTO tag VALUES (700, 't7');");
    const Result<Report> report = bench.BackfillAll(batch);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, ErrorCode::kDataStep);
    EXPECT_EQ(
        report.error().why,
        "2 rows could not be done and are still due, the first: \"id\" = 3: part \"made\": CHECK "
        "constraint failed: text <> 'bad'");
    EXPECT_EQ(bench.Show("SELECT group_concat(id) FROM made"), "'1,2,4,5,6,8,9'");
    EXPECT_EQ(bench.Show("SELECT group_concat(id) FROM (SELECT id FROM tag ORDER BY id)"),
              "'1,2,4,5,6,8,9,700'");
    EXPECT_EQ(
        Outcome(bench),
        "all=7 letters=14 made=7 tags=7 odd:{\"id\":1,\"said\":\"t1\"}{\"id\":5,\"said\":\"t5\"}"
        "{\"id\":9,\"said\":\"t9\"} \"id\" = 3: part \"made\": CHECK constraint failed: text <> "
        "'bad'\"id\" = 7: part \"tags\": UNIQUE constraint failed: tag.name");
    EXPECT_EQ(bench.StatusLine(), "a:applied b:pending | s:due(2)");
  }
}

TEST(Parts, UpEndsAtFailuresAndGoesOnOnceTheyAreMended) {
  FileMap files = Project(Step(kWork));
  files["20260101000000_a/migration.sql"] +=
      std::string(kRows) + ";\nUPDATE old SET text = 'bad' WHERE id = 3;";
  Bench bench(files);
  EXPECT_EQ(bench.Up().error().code, ErrorCode::kDataStep);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending | s:due(1)");
  bench.Sql("UPDATE old SET text = 'good' WHERE id = 3");
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | s:complete(0)");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_quarantine"), "0");
}

TEST(Parts, QuarantineKeepsTheRowAsItIs) {
  Bench bench(Project(Step(kWork, "quarantine")));
  Fill(bench,
       "UPDATE old SET text = CAST(x'ff' AS TEXT) || 'bad', bytes = NULL WHERE id = 4;"
       "UPDATE old SET text = 'bad' WHERE id = 5;");
  ASSERT_FALSE(bench.BackfillAll().ok());
  EXPECT_EQ(bench.Show("SELECT group_concat(name || '=' || quote(value)) FROM (SELECT name, value "
                       "FROM godwit_quarantine_values ORDER BY row_key, part)"),
            "'id=5,text=''bad'',bytes=X''00FF'''");
  EXPECT_EQ(bench.Show("SELECT text FROM old WHERE id = 5"), "'bad'");
  EXPECT_EQ(bench.Show("SELECT typeof(value) FROM godwit_quarantine_values WHERE name = 'bytes'"),
            "'blob'");
}

TEST(Parts, StopKeepsEarlierBatchesAndNothingOfTheFailing) {
  Bench bench(Project(Step(kWork, "stop")));
  Fill(bench, "UPDATE old SET text = 'bad' WHERE id = 6;");
  const Result<Report> report = bench.BackfillAll();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kDataStep);
  EXPECT_EQ(report.error().what, "data step \"s\", 4 rows from \"id\" = 5 on");
  EXPECT_EQ(bench.Show("SELECT group_concat(id) FROM made"), "'1,2,3,4'");
  EXPECT_EQ(
      Outcome(bench),
      "all=0 letters=8 made=4 tags=4 odd:{\"id\":1,\"said\":\"t1\"}{\"id\":3,\"said\":\"t3\"} ");
}

TEST(Parts, RowsOfTheFirstFormAreRecordedAsWell) {
  const FileMap files = {{"20260101000000_a/migration.sql",
                          "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT CHECK (v <> 'x3'))"},
                         {"20260101000000_a/backfill.sql",
                          "-- godwit: data-step s\n-- godwit: table t\n-- godwit: batch 2\n-- "
                          "godwit: on-error record\n"
                          "SELECT id, 'x' || id AS v FROM t WHERE v IS NULL"}};
  Bench bench(files);
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql("INSERT INTO t (id) VALUES (1), (2), (3), (4), (5)");
  const Result<Report> report = bench.BackfillAll();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(bench.Show("SELECT group_concat(coalesce(v, '-')) FROM t"), "'x1,x2,-,x4,x5'");
  EXPECT_EQ(bench.StatusLine(), "a:applied | s:due(1)");
}

TEST(Parts, WhatDoesNotFitIsFoundBeforeTheMigrationCommits) {
  const struct {
    std::string part;
    std::string why;
  } rows[] = {
      {"-- godwit: write w\nINSERT INTO made SELECT id, said FROM dew", "no such table: dew"},
      {"-- godwit: write w\nSELECT 1", "it is no INSERT, UPDATE or DELETE"},
      {"-- godwit: write w\nCREATE TABLE x (a)", "it is no INSERT, UPDATE or DELETE"},
      {"-- godwit: write w\nDELETE FROM godwit_migrations",
       "table \"godwit_migrations\" belongs to Godwit"},
      {"-- godwit: write w\nDELETE FROM made WHERE id = :id",
       "it has a parameter; the rows at hand are in table due"},
      {"-- godwit: write w\nDELETE FROM made;\n-- godwit: collect c\nSELECT 1, 2",
       "it must have one column, a JSON object made by json_object()"},
      {"-- godwit: write w\nDELETE FROM made;\n-- godwit: count c\nDELETE FROM made",
       "only statements that read are allowed here"},
  };
  for (const auto& row : rows) {
    Bench bench(Project(Step(row.part)));
    const Result<Report> report = bench.Up();
    ASSERT_FALSE(report.ok()) << row.part;
    EXPECT_EQ(report.error().why, row.why);
    EXPECT_EQ(bench.StatusLine(), "a:pending b:pending");
  }
}

TEST(Parts, ATableCalledDueIsNotHidden) {
  FileMap files = Project(Step(kWork));
  files["20260101000000_a/migration.sql"] += "CREATE TABLE Due (id);";
  Bench bench(files);
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().what, "table \"due\"");
}

TEST(Parts, NothingTemporaryStaysBehind) {
  Bench bench(Project(Step(kWork)));
  Fill(bench);
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_temp_schema"), "0");
}

// Another connection asks between two batches.
TEST(Parts, APauseStopsAtTheNextBatchAndResumeGoesOn) {
  Bench bench(Project(Step(kWork)));
  Fill(bench);
  EXPECT_EQ(AskForPause(bench.db(), "2026-01-01T00:00:00.000Z").error().code, ErrorCode::kRefused);
  auto run = StartBackfill(bench.context(), 0, false);
  ASSERT_TRUE(run.ok());
  while ((*run)->report().data_steps.empty() || (*run)->report().data_steps[0].rows == 0) {
    ASSERT_TRUE(*(*run)->Step());
  }
  ASSERT_TRUE(AskForPause(bench.db(), "2026-01-01T00:00:00.000Z").ok());
  const Result<bool> more = (*run)->Step();
  ASSERT_FALSE(more.ok());
  EXPECT_EQ(more.error().code, ErrorCode::kInterrupted);
  EXPECT_EQ(bench.Show("SELECT count(*) FROM made"), "4");
  (*run).reset();
  const Result<Report> resumed = bench.BackfillAll(0, true);
  ASSERT_TRUE(resumed.ok()) << Describe(resumed.error());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM made"), "9");
  EXPECT_EQ(bench.Show("SELECT value FROM godwit_counts WHERE name = 'tags'"), "9");
}

// What is asked before a run begins is not meant for it; what is asked before its first batch is.
TEST(Parts, APauseBeforeTheFirstBatchIsHonoured) {
  Bench bench(Project(Step(kWork)));
  Fill(bench);
  bench.Sql("UPDATE godwit_data_steps SET state = 'running'");
  ASSERT_TRUE(AskForPause(bench.db(), "2026-01-01T00:00:00.000Z").ok());
  auto run = StartBackfill(bench.context(), 0, false);
  ASSERT_TRUE(run.ok());
  while ((*run)->report().data_steps.empty()) ASSERT_TRUE(*(*run)->Step());
  ASSERT_TRUE(AskForPause(bench.db(), "2026-01-01T00:00:00.000Z").ok());
  const Result<bool> more = (*run)->Step();
  ASSERT_FALSE(more.ok());
  EXPECT_EQ(more.error().code, ErrorCode::kInterrupted);
  EXPECT_EQ(bench.Show("SELECT count(*) FROM made"), "0");
  (*run).reset();
  ASSERT_TRUE(bench.BackfillAll(0, true).ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM made"), "9");
}

// One step has ended and the next, which an earlier run had begun, has not been looked at yet.
TEST(Parts, APauseBetweenTwoDataStepsIsHonoured) {
  const std::string step = "-- godwit: table t\nSELECT id, 1 AS ";
  Bench bench(FileMap{
      {"20260101000000_a/migration.sql",
       "CREATE TABLE t (id INTEGER PRIMARY KEY, d, e); INSERT INTO t (id) VALUES (1), (2);"},
      {"20260101000000_a/backfill.sql", "-- godwit: data-step one\n" + step +
                                            "d FROM t WHERE d IS NULL;\n"
                                            "-- godwit: data-step two\n" +
                                            step + "e FROM t WHERE e IS NULL;"}});
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql("UPDATE t SET d = NULL, e = NULL; UPDATE godwit_data_steps SET state = 'running'");
  auto run = StartBackfill(bench.context(), 0, false);
  ASSERT_TRUE(run.ok());
  while (bench.Show("SELECT state FROM godwit_data_steps WHERE name = 'one'") != "'complete'") {
    ASSERT_TRUE(*(*run)->Step());
  }
  ASSERT_TRUE(AskForPause(bench.db(), "2026-01-01T00:00:00.000Z").ok());
  Result<bool> more = true;
  while (more.ok() && *more) more = (*run)->Step();
  ASSERT_FALSE(more.ok());
  EXPECT_EQ(more.error().code, ErrorCode::kInterrupted);
  EXPECT_EQ(bench.Show("SELECT count(e) FROM t"), "0");
}

// What a part may merge with, by its rules.
TEST(DataFunctions, MergeWithoutLosingOrRounding) {
  const FileMap files = {
      {"20260101000000_a/migration.sql", "CREATE TABLE t (n INTEGER PRIMARY KEY, v TEXT)"}};
  Bench bench(files);
  const struct {
    std::string values;
    std::string sql;
    std::string result;
  } rows[] = {
      {"(1, '[1, \"a\"]'), (2, NULL), (3, '[\"a\", 1.0, {\"k\": [ ]}, 9007199254740993]')",
       "json_array_union(v ORDER BY n)", "'[1,\"a\",1.0,{\"k\":[]},9007199254740993]'"},
      {"(1, '[\"\\u0061\"]'), (2, '[\"a\"]')", "json_array_union(v ORDER BY n)", "'[\"a\"]'"},
      {"(1, '[2]'), (2, '[1]')", "json_array_union(v ORDER BY n DESC)", "'[1,2]'"},
      {"(1, NULL)", "json_array_union(v)", "'[]'"},
      {"(1, '{\"a\": 1, \"b\": 2}'), (2, '{\"c\": 1.10, \"a\": [1, 2]}')",
       "json_object_merge(v ORDER BY n)", "'{\"a\":[1,2],\"b\":2,\"c\":1.10}'"},
      {"(1, NULL)", "json_object_merge(v)", "'{}'"},
      {"(1, NULL), (2, ''), (3, 'x'), (4, 'y')", "first_filled(v ORDER BY n)", "'x'"},
      {"(1, '')", "first_filled(v)", "NULL"},
      {"(1, '{}')", "json_array_union(v)",
       "json_array_union(): it takes JSON arrays, this is another kind of JSON"},
      {"(1, '[1')", "json_array_union(v)", "json_array_union(): it is not JSON at byte 3"},
  };
  ASSERT_TRUE(bench.Up().ok());
  for (const auto& row : rows) {
    bench.Sql("DELETE FROM t");
    bench.Sql("INSERT INTO t VALUES " + row.values);
    const std::string shown = bench.Show("SELECT " + row.sql + " FROM t");
    EXPECT_NE(shown.find(row.result), std::string::npos) << row.sql << ": " << shown;
  }
  bench.Sql("DELETE FROM t");
  EXPECT_EQ(bench.Show("SELECT json_array_union(v) FROM t"), "'[]'");
  // RFC 9562, appendix A.4.
  EXPECT_EQ(bench.Show("SELECT uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')"),
            "'2ed6657d-e927-568b-95e1-2665a8aea6a2'");
  EXPECT_EQ(bench.Show("SELECT uuid5(NULL, 'x') IS NULL AND uuid5('6ba7b810-9dad-11d1-80b4-"
                       "00c04fd430c8', NULL) IS NULL"),
            "1");
}

}  // namespace
}  // namespace godwit
