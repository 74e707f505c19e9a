#include "core/migrate/verify.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include <gtest/gtest.h>

#include "core/migrate/mend.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

std::map<std::string, std::string> Project(const std::string& verify) {
  return {
      {"/godwit.json",
       R"({"name": "app", "validators": [{"name": "v", "schema": "v.json",
             "columns": ["t.j", "later.x"]}]})"},
      {"/v.json", R"({"type": "object"})"},
      {"20260101000000_a/migration.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY, j TEXT);"},
      {"20260101000000_a/backfill.sql",
       "-- godwit: data-step s\n-- godwit: table t\nSELECT id, '{}' AS j FROM t WHERE j IS NULL;"},
      {"20260101000000_a/verify.sql", verify}};
}

// "name state expected/actual" a line.
std::string Verify(Bench& bench) {
  auto run = Verification::Start(bench.context());
  if (!run.ok()) return Describe(run.error());
  while (true) {
    const Result<bool> more = (*run)->Step();
    if (!more.ok()) return Describe(more.error());
    if (!*more) break;
  }
  std::string text;
  for (const CheckResult& result : (*run)->results()) {
    text += result.name + ": " + std::string(CheckStateName(result.state)) + ", " +
            result.expected + " / " + result.actual + "\n";
  }
  return text + ((*run)->Passed() ? "passed" : "failed");
}

// Counting is the whole work of a step's SELECT: it is done once, for the check and for what is
// told about steps that wait.
TEST(Verify, CountsDueRowsOnce) {
  auto files = Project("");
  files["20260101000000_a/backfill.sql"] =
      "-- godwit: data-step s\n-- godwit: table t\n"
      "SELECT id, '{}' AS j FROM t WHERE seen(id) AND j IS NULL;";
  Bench bench(files);
  int seen = 0;
  const auto count = [&seen](std::span<const ValueView>) -> Result<Value> {
    ++seen;
    return Value(std::int64_t{1});
  };
  ASSERT_TRUE(bench.db().Register({.name = "seen", .arguments = 1, .call = count}).ok());
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql("INSERT INTO t VALUES (1, NULL), (2, '{}'), (3, NULL)");
  seen = 0;
  auto run = Verification::Start(bench.context());
  ASSERT_TRUE(run.ok()) << Describe(run.error());
  while (*(*run)->Step()) {
  }
  EXPECT_EQ(seen, 3);
  ASSERT_EQ((*run)->status().data_steps.size(), 1U);
  EXPECT_EQ((*run)->status().data_steps[0].rows_left, 2);
}

TEST(Verify, JudgesByColumns) {
  Bench bench(
      Project("-- godwit: check none\nSELECT id FROM t WHERE id > 10;"
              "-- godwit: check same\nSELECT 2 AS expected, count(*) AS actual FROM t;"
              "-- godwit: check every\nSELECT id AS item, 1 AS expected, id AS actual FROM t;"
              "-- godwit: check nothing\nSELECT 1 AS expected, 1 AS actual WHERE 0;"
              "-- godwit: info shown\nSELECT id FROM t;"));
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql("INSERT INTO t VALUES (1, '{}'), (2, '{}')");
  EXPECT_EQ(Verify(bench),
            "integrity: passed, no rows / no rows\n"
            "foreign-keys: passed, no rows / no rows\n"
            "t.j satisfies v: passed, no rows / no rows\n"
            "later.x satisfies v: failed, a column / no such column\n"
            "data step s: passed, complete, 0 rows due / complete, 0 rows due\n"
            "none: passed, no rows / no rows\n"
            "same: passed, 2 / 2\n"
            "every: failed, all rows equal / 2 rows, 1 differs\n"
            "nothing: failed, all rows equal / 0 rows, 1 differs\n"
            "shown: info,  / 2 rows\n"
            "failed");
}

TEST(Verify, FindsWhatIsWrongWithoutBeingAsked) {
  Bench bench(Project("-- godwit: info nothing\nSELECT 1;"));
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql("INSERT INTO t VALUES (1, 'null'), (2, '{'), (3, x'7b7d'), (4, NULL), (5, '{}')");
  auto run = Verification::Start(bench.context());
  while (*(*run)->Step()) {
  }
  const CheckResult& column = (*run)->results()[2];
  EXPECT_EQ(column.name, "t.j satisfies v");
  EXPECT_EQ(column.violations, 3);
  ASSERT_EQ(column.rows.size(), 3U);
  EXPECT_EQ(std::get<std::int64_t>(column.rows[0][0]), 1);
  EXPECT_EQ(std::get<std::string>(column.rows[2][1]),
            "document: it is stored as blob, not as text");
  EXPECT_EQ((*run)->results()[4].actual, "complete, 1 row due");
  EXPECT_FALSE((*run)->Passed());
}

TEST(Verify, MissesAColumnOnlyWhenNoMigrationCanStillMakeIt) {
  std::map<std::string, std::string> files = Project("-- godwit: info nothing\nSELECT 1;");
  files["20260102000000_b/migration.sql"] = "CREATE TABLE later (\"X\");";
  files["20260103000000_c/migration.sql"] =
      "-- godwit: optional it has nothing to do with it\nCREATE TABLE o (y);";
  const std::string missing = "later.x satisfies v: failed, a column / no such column\n";
  Bench bench(files);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  EXPECT_EQ(Verify(bench).find(missing), std::string::npos);
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(Verify(bench).find(missing), std::string::npos);
  bench.Sql("DROP TABLE later");
  EXPECT_NE(Verify(bench).find(missing), std::string::npos);
}

TEST(Verify, TellsBigIntegersApart) {
  Bench bench(
      Project("-- godwit: check big\nSELECT 9007199254740993 AS expected, 9007199254740992 "
              "AS actual;-- godwit: check mixed\nSELECT 2 AS expected, 2.0 AS actual;"));
  ASSERT_TRUE(bench.Up().ok());
  const std::string text = Verify(bench);
  EXPECT_NE(text.find("big: failed"), std::string::npos) << text;
  EXPECT_NE(text.find("mixed: passed"), std::string::npos) << text;
}

TEST(Verify, ShowsTheRowsThatDiffer) {
  Bench bench(
      Project("-- godwit: check every\nSELECT id AS item, 0 AS expected, id = 30 AS actual "
              "FROM t;-- godwit: check broken\nSELECT nope FROM t;"));
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
      "INSERT INTO t SELECT i, '{}' FROM n");
  auto run = Verification::Start(bench.context());
  while (*(*run)->Step()) {
  }
  const CheckResult& every = (*run)->results()[5];
  ASSERT_EQ(every.rows.size(), kShownRows);
  EXPECT_EQ(std::get<std::int64_t>(every.rows.back()[0]), 30);
  // A check that cannot be made has failed, and the others are made all the same.
  EXPECT_EQ((*run)->results()[6].state, CheckState::kFailed);
  EXPECT_EQ((*run)->results()[6].actual, "no such column: nope");
}

TEST(Verify, WritesNothing) {
  Bench bench(Project("-- godwit: check sly\nDELETE FROM t RETURNING id;"));
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql("INSERT INTO t VALUES (1, '{}')");
  const std::string text = Verify(bench);
  EXPECT_TRUE(text.ends_with(
      "\nsly: failed, a result / only statements that read are allowed here\nfailed"))
      << text;
  EXPECT_EQ(bench.Show("SELECT count(*) FROM t"), "1");
}

// What the check says of a database that the migrations made and `sql` changed since.
CheckResult DeclaredSchema(Bench& bench, std::string_view sql = {}) {
  bench.Sql(sql);
  Database scratch = bench.OpenScratch();
  RunContext context = bench.context();
  context.scratch = &scratch;
  auto run = Verification::Start(context);
  while (*(*run)->Step()) {
  }
  for (const CheckResult& result : (*run)->results()) {
    if (result.name == "declared-schema") return result;
  }
  return {};
}

std::string Rows(const CheckResult& check) {
  std::string text;
  for (const std::vector<Value>& row : check.rows) text += std::get<std::string>(row[0]) + "\n";
  return text;
}

const std::map<std::string, std::string> kShop = {
    {"20260101000000_a/migration.sql",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT NOT NULL, CHECK (n <> ''));"
     "CREATE UNIQUE INDEX i ON t (n); CREATE VIEW v AS SELECT n FROM t;"},
    {"20260102000000_b/migration.sql", "ALTER TABLE t ADD COLUMN b;"},
    {"20260103000000_c/migration.sql", "ALTER TABLE t ADD COLUMN c;"},
    {"20260104000000_d/migration.sql", "-- godwit: optional rare\nCREATE TABLE d (x);"}};

TEST(Verify, NamesWhatTheMigrationsDoNotExplain) {
  const struct {
    std::string_view sql;
    std::string rows;
  } cases[] = {
      {"", ""},
      {"CREATE TABLE godwit_of_a_later_version (x); CREATE TABLE flyway_schema_history (x)", ""},
      {"DROP INDEX i; CREATE INDEX j ON t (n)",
       "index \"i\" on table \"t\" is missing\nindex \"j\" on table \"t\" is extra\n"},
      {"DROP INDEX i; CREATE INDEX i ON t (n)",
       "index \"i\" on table \"t\" is different: the migrations make i unique column=n, the "
       "database has i column=n\n"},
      {"CREATE TABLE d (x); DROP VIEW v; CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
       "trigger \"g\" on \"t\" is extra\nview \"v\" is missing\n"
       "table \"d\" is of no migration (not judged)\n"},
      {"CREATE TABLE n (id INTEGER PRIMARY KEY, n TEXT, b, c); DROP VIEW v; DROP TABLE t; "
       "ALTER TABLE n RENAME TO t; CREATE UNIQUE INDEX i ON t (n); CREATE VIEW v AS SELECT b FROM "
       "t",
       "column \"n\" of table \"t\" is different: the migrations make n TEXT not-null, the "
       "database has n TEXT\n"
       "check n <> '' of table \"t\" is missing\n"
       "view \"v\" is different: the migrations make create view v as select n from t column=n, "
       "the database has create view v as select b from t column=b\n"},
  };
  for (const auto& [sql, rows] : cases) {
    Bench bench(kShop);
    ASSERT_TRUE(bench.Up().ok());
    bench.Sql("INSERT INTO t VALUES (1, 'x', 2, 3)");
    const CheckResult check = DeclaredSchema(bench, sql);
    EXPECT_EQ(Rows(check), rows) << sql;
    EXPECT_EQ(check.state, rows.empty() ? CheckState::kPassed : CheckState::kFailed) << sql;
    const auto judged = [](const std::vector<Value>& row) {
      return !std::get<std::string>(row[0]).ends_with("(not judged)");
    };
    EXPECT_EQ(check.violations, std::ranges::count_if(check.rows, judged));
  }
}

// Another program's tables, views and what hangs on them.
TEST(Verify, ListsWhatIsOfNoMigration) {
  Bench bench(kShop);
  ASSERT_TRUE(bench.Up().ok());
  const CheckResult check = DeclaredSchema(
      bench,
      "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INT); CREATE INDEX "
      "o ON _litestream_seq (seq); CREATE VIEW w AS SELECT seq FROM _litestream_seq; "
      "CREATE TRIGGER g AFTER INSERT ON _litestream_seq BEGIN SELECT 1; END; CREATE "
      "VIRTUAL TABLE f USING fts5 (x)");
  EXPECT_EQ(check.state, CheckState::kPassed);
  EXPECT_EQ(check.actual, "no difference (3 objects of no migration)");
  EXPECT_EQ(check.expected, check.actual);
  EXPECT_EQ(Rows(check),
            "table \"_litestream_seq\" is of no migration (not judged)\n"
            "table \"f\" is of no migration (not judged)\n"
            "view \"w\" is of no migration (not judged)\n");
}

TEST(Verify, BuildsWhatTheLedgerSaysIsApplied) {
  Bench bench(kShop);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  EXPECT_EQ(Rows(DeclaredSchema(bench)), "");
  // In the order in which they were applied, which the columns' order shows.
  std::map<std::string, std::string> branch = kShop;
  branch.erase("20260102000000_b/migration.sql");
  bench.ChangeProject(branch);
  ASSERT_TRUE(bench.Up("20260103000000_c").ok());
  bench.ChangeProject(kShop);
  ASSERT_TRUE(bench.Up({}, {"20260104000000_d"}).ok());
  EXPECT_EQ(bench.Show("SELECT group_concat(name) FROM pragma_table_info('t')"), "'id,n,c,b'");
  const CheckResult check = DeclaredSchema(bench);
  EXPECT_EQ(Rows(check), "");
  EXPECT_EQ(check.state, CheckState::kPassed);
}

TEST(Verify, SaysWhyTheSchemaIsNotChecked) {
  Bench none(kShop);
  EXPECT_EQ(DeclaredSchema(none).actual, "not checked: no migration is applied");
  EXPECT_EQ(DeclaredSchema(none).state, CheckState::kInfo);

  std::map<std::string, std::string> files = kShop;
  files["20260105000000_e/migration.sql"] =
      "CREATE TABLE e (x NOT NULL); INSERT INTO e SELECT max(id) FROM t;";
  Bench data(files);
  ASSERT_TRUE(data.Up("20260103000000_c").ok());
  data.Sql("INSERT INTO t VALUES (1, 'x', 2, 3)");
  ASSERT_TRUE(data.Up().ok());
  const CheckResult unbuilt = DeclaredSchema(data, "DROP INDEX i");
  EXPECT_EQ(unbuilt.state, CheckState::kInfo);
  EXPECT_TRUE(
      unbuilt.actual.starts_with("not checked: the migrations do not run on an empty "
                                 "database: app/migrations/20260105000000_e/migration.sql"))
      << unbuilt.actual;
  EXPECT_TRUE(unbuilt.actual.ends_with("NOT NULL constraint failed: e.x: 1 of 1 row is not taken"))
      << unbuilt.actual;

  files.erase("20260101000000_a/migration.sql");
  data.ChangeProject(files);
  EXPECT_EQ(DeclaredSchema(data).actual,
            "not checked: migration \"20260101000000_a\" is applied, but its folder is not in the "
            "project");
}

TEST(Verify, TakesTheSchemaThatABaselineHasAccepted) {
  Bench bench(kShop);
  bench.Sql("CREATE TABLE t (id INTEGER PRIMARY KEY)");
  Database scratch = bench.OpenScratch();
  ASSERT_TRUE(
      Bench::Drive(
          StartBaseline(
              bench.context(), scratch,
              {.to = "20260101000000_a", .with = {}, .accept_drift = true, .reason = "legacy"}))
          .ok());
  const CheckResult check = DeclaredSchema(bench);
  EXPECT_EQ(check.state, CheckState::kInfo);
  EXPECT_EQ(check.actual, "4 differences, as a baseline has accepted at 2026-01-15T12:00:00.000Z");
  EXPECT_EQ(check.rows.size(), 4U);
}

}  // namespace
}  // namespace godwit
