#include "core/migrate/run.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/migrate/ledger.h"
#include "core/migrate/plan.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

const FileMap kTwo = {
    {"20260101000000_a/migration.sql", "CREATE TABLE a (x INTEGER PRIMARY KEY);"},
    {"20260101000000_a/down.sql", "DROP TABLE a;"},
    {"20260101000000_a/seed.sql", "INSERT INTO a VALUES (1), (2) ON CONFLICT DO NOTHING;"},
    {"20260101000000_a/volume.sql",
     "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 9 + :rows) "
     "INSERT INTO a SELECT i FROM n;"},
    {"20260102000000_b/migration.sql",
     "CREATE TABLE b (y REFERENCES a (x));\n-- so that lookups are quick\nCREATE INDEX by ON b "
     "(y);"},
    {"20260102000000_b/down.sql", "DROP TABLE b;"},
};

FileMap With(FileMap files, const std::string& path, const std::string& text) {
  files[path] = text;
  return files;
}

TEST(Up, AppliesInOrderAndRecords) {
  Bench bench(kTwo);
  EXPECT_EQ(bench.StatusLine(), "a:pending b:pending");
  const Result<Report> report = bench.Up();
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  ASSERT_EQ(report->migrations.size(), 2U);
  EXPECT_EQ(report->migrations[1].statements, 2);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied");
  const Result<Ledger> ledger = ReadLedger(bench.db());
  ASSERT_TRUE(ledger.ok());
  EXPECT_EQ(ledger->entries[1].position, 2);
  EXPECT_EQ(ledger->entries[1].finished_at, "2026-01-15T12:00:00.000Z");
  EXPECT_EQ(ledger->entries[1].checksum, bench.project().migrations[1].checksum);
  const Result<Report> again = bench.Up();
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->NothingDone());
}

TEST(Up, StopsAtTheOneNamed) {
  Bench bench(kTwo);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
  const Result<Report> unknown = bench.Up("20260109000000_z");
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(Describe(unknown.error()),
            "migration \"20260109000000_z\": project \"app\" has none of that name");
}

TEST(Up, KeepsNothingOfAMigrationThatFails) {
  Bench bench(
      With(kTwo, "20260102000000_b/migration.sql",
           "CREATE TABLE b (y);\nINSERT INTO b VALUES (1);\n\n  CREATE TABLE c (z INT,,);"));
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(Describe(report.error()),
            "app/migrations/20260102000000_b/migration.sql:4:25: migration \"20260102000000_b\", "
            "statement 3 of 3: near \",\": syntax error");
  EXPECT_EQ(report.error().code, ErrorCode::kFailed);
  EXPECT_EQ(report.error().next,
            "nothing of this migration was kept; applied before it in this call, and kept: "
            "20260101000000_a");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), "0");
  EXPECT_FALSE(bench.db().InTransaction());
}

TEST(Up, RefusesChangedAndMissingMigrations) {
  Bench bench(kTwo);
  ASSERT_TRUE(bench.Up().ok());
  bench.ChangeProject(With(kTwo, "20260101000000_a/migration.sql", "CREATE TABLE a (x, y);"));
  EXPECT_EQ(bench.StatusLine(), "a:changed b:applied");
  Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kRefused);
  EXPECT_NE(report.error().why.find("has changed since it was applied"), std::string::npos);
  EXPECT_FALSE(bench.Down().ok());

  FileMap without = kTwo;
  std::erase_if(without, [](const auto& file) { return file.first.starts_with("20260101"); });
  bench.ChangeProject(without);
  EXPECT_EQ(bench.StatusLine(), "a:missing b:applied");
  report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().why, "the database has it, but its folder is not in the project");
}

TEST(Up, TellsCosmeticEditsFromRealOnes) {
  const std::string sql = "CREATE TABLE a (x); -- one\nINSERT INTO a VALUES ('b  c');\n";
  const struct {
    std::string sql;
    std::string state;
    std::string why;
  } rows[] = {
      {sql, "applied", ""},
      {"\xef\xbb\xbf" + sql, "cosmetic", ""},
      {"create table \"a\"(X) ;\r\nINSERT INTO a /* two */ VALUES ('b  c')", "cosmetic", ""},
      {"CREATE TABLE a (x);\nINSERT INTO a VALUES ('b c');\n", "changed",
       "line 1 was 'CREATE TABLE a (x); -- one', is 'CREATE TABLE a (x);'"},
      {"CREATE TABLE a (x); -- one\nINSERT INTO a VALUES ('b c');\n", "changed",
       "line 2 was 'INSERT INTO a VALUES (''b  c'');', is 'INSERT INTO a VALUES (''b c'');'"},
      {"-- godwit: optional now\n" + sql, "changed", "line 1 was"},
      {sql + "DELETE FROM a;", "changed", "line 3 was '', is 'DELETE FROM a;'"},
  };
  Bench bench({{"20260101000000_a/migration.sql", sql}});
  ASSERT_TRUE(bench.Up().ok());
  for (const auto& row : rows) {
    bench.ChangeProject({{"20260101000000_a/migration.sql", row.sql}});
    EXPECT_EQ(bench.StatusLine(), "a:" + row.state) << row.sql;
    const Result<Report> report = bench.Up();
    EXPECT_EQ(report.ok(), row.why.empty()) << row.sql;
    const std::string why = report.ok() ? std::string() : report.error().why;
    EXPECT_NE(why.find(row.why), std::string::npos) << why;
  }
}

TEST(Up, LeavesOptionalOnesOffUntilAskedFor) {
  Bench bench(With(kTwo, "20260103000000_c/migration.sql",
                   "-- godwit: optional for a test\nCREATE TABLE c (z);"));
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:off");
  ASSERT_TRUE(bench.Up({}, {"20260103000000_c"}).ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:applied");
}

TEST(Up, WillNotRunWhatBelongsToGodwit) {
  Bench bench(With(kTwo, "20260103000000_c/migration.sql", "DELETE FROM godwit_migrations;"));
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().why, "table \"godwit_migrations\" belongs to Godwit");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:pending");
}

// The textbook rebuild with foreign keys off keeps the child rows only when the switch really
// works.
TEST(Up, SwitchesForeignKeysOffOutsideTheTransaction) {
  FileMap files = {
      {"20260101000000_a/migration.sql",
       "CREATE TABLE p (id INTEGER PRIMARY KEY, v);"
       "CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p (id) ON DELETE CASCADE);"},
      {"20260102000000_b/migration.sql",
       "PRAGMA foreign_keys=OFF;\nCREATE TABLE new_p (id INTEGER PRIMARY KEY, v NOT NULL);"
       "INSERT INTO new_p SELECT id, v FROM p; DROP TABLE p; ALTER TABLE new_p RENAME TO p;\n"
       "PRAGMA foreign_keys=ON;"}};
  Bench bench(files);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql("INSERT INTO p VALUES (1, 'one'); INSERT INTO c VALUES (1, 1), (2, 1)");
  const Result<Report> report = bench.Up();
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM c"), "2");
  EXPECT_EQ(bench.Show("PRAGMA foreign_keys"), "1");
}

TEST(Up, RollsBackARebuildThatLosesParents) {
  Bench bench(
      FileMap{{"20260101000000_a/migration.sql",
               "CREATE TABLE p (id INTEGER PRIMARY KEY);"
               "CREATE TABLE c (p REFERENCES p (id) ON DELETE CASCADE);"},
              {"20260102000000_b/migration.sql", "PRAGMA foreign_keys = 0; DELETE FROM p;"}});
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql("INSERT INTO p VALUES (1); INSERT INTO c VALUES (1), (1)");
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().why, "it leaves 2 rows of table \"c\" whose foreign key leads nowhere");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM p"), "1");
  EXPECT_EQ(bench.Show("PRAGMA foreign_keys"), "1");
}

// However SQLite spells "off".
TEST(Up, KnowsEveryWayToSwitchForeignKeysOff) {
  for (const std::string value : {"'OFF'", "OFF", "\"No\"", "00", "disabled", "(false)"}) {
    const std::string pragma = value.front() == '(' ? "PRAGMA main.foreign_keys" + value
                                                    : "PRAGMA foreign_keys = " + value;
    Bench bench(
        FileMap{{"20260101000000_a/migration.sql",
                 "CREATE TABLE p (id INTEGER PRIMARY KEY);"
                 "CREATE TABLE c (p REFERENCES p (id) ON DELETE CASCADE);"},
                {"20260102000000_b/migration.sql",
                 pragma + ";CREATE TABLE q (id INTEGER PRIMARY KEY); INSERT INTO q SELECT id "
                          "FROM p; DROP TABLE p; ALTER TABLE q RENAME TO p;"}});
    ASSERT_TRUE(bench.Up("20260101000000_a").ok());
    bench.Sql("INSERT INTO p VALUES (1); INSERT INTO c VALUES (1), (1)");
    const Result<Report> report = bench.Up();
    ASSERT_TRUE(report.ok()) << Describe(report.error());
    EXPECT_EQ(bench.Show("SELECT count(*) FROM c"), "2") << value;
  }
}

TEST(Up, LetsNoScriptSlipPastTheGuard) {
  const struct {
    std::string_view sql;
    std::string_view why;
  } rows[] = {
      {"CREATE TEMP TRIGGER g AFTER INSERT ON a BEGIN DELETE FROM a; END",
       "a temporary trigger would outlive the migration's transaction"},
      {"CREATE TEMP TABLE godwit_migrations (name)",
       "table \"godwit_migrations\" belongs to Godwit"},
      {"CREATE TEMP TABLE a (x)", "it leaves the temporary object 'a' behind"},
      {"ALTER TABLE a RENAME TO godwit_a",
       "it makes or renames an object whose name begins with godwit_"},
      {"CREATE VIEW godwit_v AS SELECT 1", "table \"godwit_v\" belongs to Godwit"},
      {"CREATE TRIGGER godwit_t AFTER INSERT ON a BEGIN SELECT 1; END",
       "it makes or renames an object whose name begins with godwit_"},
  };
  for (const auto& row : rows) {
    Bench bench(With(kTwo, "20260103000000_c/migration.sql", std::string(row.sql)));
    const Result<Report> report = bench.Up();
    ASSERT_FALSE(report.ok()) << row.sql;
    EXPECT_EQ(report.error().why, row.why);
    EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:pending");
  }
}

TEST(Up, MigratesVirtualTables) {
  Bench bench(FileMap{{"20260101000000_a/migration.sql",
                       "CREATE VIRTUAL TABLE f USING fts5(t); CREATE VIRTUAL TABLE r USING "
                       "rtree(id, x0, x1); INSERT INTO f VALUES ('a');"},
                      {"20260102000000_b/migration.sql",
                       "INSERT INTO f (f) VALUES ('optimize'); INSERT INTO r VALUES (1, 0, 1);"}});
  const Result<Report> report = bench.Up();
  ASSERT_TRUE(report.ok()) << Describe(report.error());
}

TEST(Up, RefusesPragmasThatATransactionIgnores) {
  const Result<Project> project = CollectProject(
      Files(With(kTwo, "20260103000000_c/migration.sql", "PRAGMA synchronous = OFF;")));
  ASSERT_FALSE(project.ok());
  EXPECT_EQ(project.error().what, "statement PRAGMA synchronous");
}

TEST(Up, SaysWhatAnEarlierStepHasDoneWhenItIsRefused) {
  Bench bench(kTwo);
  auto run = StartUp(bench.context(), {});
  ASSERT_TRUE(*(*run)->Step());
  bench.Sql("UPDATE godwit_migrations SET checksum = 'x', sql = 'x'");
  const Result<bool> refused = (*run)->Step();
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kFailed);
  EXPECT_NE(refused.error().next.find("applied before it in this call, and kept: 20260101000000_a"),
            std::string::npos);
}

TEST(Up, RefusesALedgerThatIsNotOurs) {
  Bench bench(kTwo);
  bench.Sql(
      "CREATE TABLE godwit_ledger (format); INSERT INTO godwit_ledger VALUES (1);"
      "CREATE TABLE godwit_migrations (position, name, checksum, started_at, finished_at, "
      "duration_micros, engine); CREATE TABLE godwit_data_steps (migration, name, state, "
      "written); CREATE TABLE godwit_cursors (migration, step, part, value);"
      "INSERT INTO godwit_migrations (position, name) VALUES ('zzz', NULL)");
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema WHERE name = 'a'"), "0");
}

TEST(Down, GoesBackAndLeavesNothing) {
  Bench bench(kTwo);
  ASSERT_TRUE(bench.Up().ok());
  ASSERT_TRUE(bench.Down().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
  ASSERT_TRUE(bench.Up().ok());
  const Result<Report> report = bench.DownAll();
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(report->migrations.size(), 2U);
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema"), "0");
  const Result<Report> again = bench.Down();
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->NothingDone());
}

TEST(Down, ToLeavesTheNamedOneApplied) {
  Bench bench(kTwo);
  ASSERT_TRUE(bench.Up().ok());
  DownOptions options;
  options.to = "20260101000000_a";
  ASSERT_TRUE(Bench::Drive(StartDown(bench.context(), options)).ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
  options.to = "20260102000000_b";
  const Result<Report> refused = Bench::Drive(StartDown(bench.context(), options));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().why, "it is not applied, so there is no going back to it");
}

TEST(Down, WithoutAWayBackTouchesNothing) {
  FileMap files = kTwo;
  files.erase("20260101000000_a/down.sql");
  Bench bench(files);
  ASSERT_TRUE(bench.Up().ok());
  const Result<Report> report = bench.DownAll();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().what, "migration \"20260101000000_a\"");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied");
}

TEST(Seed, IsIdempotentAndFollowsTheLedger) {
  Bench bench(kTwo);
  const Result<Report> none = Bench::Drive(StartSeed(bench.context(), {}));
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kRefused);
  EXPECT_EQ(none.error().why, "no applied migration has a seed.sql");
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  const Result<Report> first = Bench::Drive(StartSeed(bench.context(), {}));
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->migrations[0].rows, 2);
  EXPECT_EQ(Bench::Drive(StartSeed(bench.context(), {}))->migrations[0].rows, 0);
  ASSERT_TRUE(Bench::Drive(StartSeed(bench.context(), {.rows = 1000, .set = {}})).ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM a"), "1002");
}

TEST(Seed, IsOneTransaction) {
  Bench bench(With(kTwo, "20260102000000_b/seed.sql", "INSERT INTO b VALUES (77);"));
  ASSERT_TRUE(bench.Up().ok());
  const Result<Report> report = Bench::Drive(StartSeed(bench.context(), {}));
  ASSERT_FALSE(report.ok());
  EXPECT_NE(report.error().why.find("FOREIGN KEY"), std::string::npos);
  EXPECT_EQ(bench.Show("SELECT count(*) FROM a"), "0");
  // What was rolled back is not reported as done.
  auto run = StartSeed(bench.context(), {});
  ASSERT_TRUE(*(*run)->Step());
  EXPECT_TRUE((*run)->report().NothingDone());
}

TEST(Up, RunsAScriptThatBringsItsOwnTransactionInOurs) {
  const struct {
    const char* sql;
    const char* error;  // nullptr = it runs
  } rows[] = {
      {"BEGIN; CREATE TABLE t (id); INSERT INTO t VALUES (1); COMMIT;", nullptr},
      {"PRAGMA foreign_keys=OFF;\nBEGIN IMMEDIATE TRANSACTION;\nCREATE TABLE t (id);\n"
       "INSERT INTO t VALUES (1);\nEND TRANSACTION;\nPRAGMA foreign_keys=ON;",
       nullptr},
      {"BEGIN; CREATE TABLE t (id); BEGIN; INSERT INTO t VALUES (1); COMMIT;", "statement BEGIN"},
      {"BEGIN; CREATE TABLE t (id); INSERT INTO t VALUES (1); ROLLBACK;", "statement BEGIN"},
      {"COMMIT; DROP TABLE t; BEGIN;", "statement COMMIT"},
  };
  for (const auto& row : rows) {
    const Result<Project> project =
        CollectProject(Files({{"20260101000000_a/migration.sql", row.sql}}));
    ASSERT_EQ(project.ok(), row.error == nullptr) << row.sql;
    if (!project.ok()) {
      EXPECT_EQ(project.error().what, row.error);
      continue;
    }
    const std::map<std::string, std::string> files = {{"20260101000000_a/migration.sql", row.sql}};
    Bench bench(files);
    ASSERT_TRUE(bench.Up().ok()) << row.sql;
    EXPECT_EQ(bench.Show("SELECT count(*) FROM t"), "1");
  }
}

TEST(Plan, ListsWhatUpWouldDo) {
  Bench bench(kTwo);
  const auto plan = PlanUp(bench.project(), {}, {});
  ASSERT_TRUE(plan.ok());
  ASSERT_EQ(plan->size(), 2U);
  EXPECT_EQ((*plan)[1].steps[0].reason, "creates table \"b\"");
  EXPECT_EQ((*plan)[1].steps[1].reason, "so that lookups are quick");
  EXPECT_EQ((*plan)[1].steps[1].place.line, 3);
  EXPECT_EQ((*plan)[1].reverse, "DROP TABLE b;");
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_TRUE(PlanUp(bench.project(), *ReadLedger(bench.db()), {})->empty());
}

TEST(Ledger, OfANewerFormatIsRefused) {
  Bench bench(kTwo);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql("UPDATE godwit_ledger SET format = 3");
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kRefused);
  EXPECT_EQ(report.error().why, "its format is 3, this version knows formats up to 2");
}

TEST(Ledger, OfAnOlderFormatIsReadAndBroughtUpToDate) {
  Bench bench(kTwo);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql("UPDATE godwit_ledger SET format = 1");
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.db().QueryValue("SELECT group_concat(format) FROM godwit_ledger").value(),
            Value(std::string("2")));
}

}  // namespace
}  // namespace godwit
