#include "core/migrate/rehearse.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/migrate/expect.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

// Rehearses on a copy of the bench's database.
Result<Receipt> Rehearse(Bench& bench) {
  GODWIT_ASSIGN(Database copy, Database::Open({}, {.mode = OpenMode::kMemory}));
  RunContext real = bench.context();
  const RunContext context{copy, real.project, real.validators, real.clock, real.listener};
  GODWIT_ASSIGN(const std::unique_ptr<Rehearsal> rehearsal,
                Rehearsal::Start(&bench.db(), context, {}));
  while (true) {
    GODWIT_ASSIGN(const bool more, rehearsal->Step());
    if (!more) return rehearsal->receipt();
  }
}

Result<Report> UpExpecting(Bench& bench, const Receipt& receipt) {
  return Bench::Drive(StartExpectedUp(bench.context(), receipt));
}

std::string Findings(const Result<Receipt>& receipt) {
  if (!receipt.ok()) return Describe(receipt.error());
  std::string text;
  for (const Finding& finding : receipt->findings) {
    text += std::string(FindingLevelName(finding.level)) + " " + finding.kind + ": " +
            finding.text + "\n";
  }
  return text;
}

const FileMap kFirst = {
    {"20260101000000_a/migration.sql",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, n INT);"
     "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p (id) ON DELETE CASCADE);"
     "CREATE VIEW v AS SELECT name FROM p;"
     "CREATE TABLE log (line);"
     "CREATE TRIGGER t AFTER DELETE ON c BEGIN INSERT INTO log VALUES (OLD.id); END;"}};

constexpr std::string_view kRows =
    "INSERT INTO p VALUES (1, 'a', 5), (2, 'b', NULL), (3, 'c', 7); INSERT INTO c VALUES (10, 1), "
    "(11, 1), (12, 3);";

// The first migration applied and filled, `sql` pending.
FileMap Then(const std::string& sql) {
  FileMap files = kFirst;
  files["20260102000000_b/migration.sql"] = sql;
  return files;
}

TEST(Rehearse, SaysWhatWouldBeLost) {
  const struct {
    std::string sql;
    std::string expected;
  } rows[] = {
      {"ALTER TABLE p ADD COLUMN x;", ""},
      {"UPDATE p SET name = upper(name);", ""},
      {"DELETE FROM p WHERE id = 2;",
       "warning rows-deleted: table \"p\" loses 1 row: \"id\" = 2\n"},
      // The wipe that foreign_key_check and integrity_check do not see.
      {"DELETE FROM p WHERE id = 1;",
       "error bystander: table \"c\" is written by no statement, and yet 0 rows would be inserted, "
       "0 "
       "changed and 2 deleted (by a foreign key's action or a trigger): \"id\" = 10; \"id\" = 11\n"
       "error bystander: table \"log\" is written by no statement, and yet 2 rows would be "
       "inserted, "
       "0 changed and 0 deleted (by a foreign key's action or a trigger)\n"
       "warning rows-deleted: table \"p\" loses 1 row: \"id\" = 1\n"},
      {"-- godwit: touches c\n-- godwit: touches \"log\"\nDELETE FROM p WHERE id = 1;",
       "warning rows-deleted: table \"c\" loses 2 rows: \"id\" = 10; \"id\" = 11\n"
       "warning rows-deleted: table \"p\" loses 1 row: \"id\" = 1\n"},
      {"ALTER TABLE p DROP COLUMN n;",
       "warning column-dropped: table \"p\": column \"n\" goes, with 2 values\n"},
      {"UPDATE p SET n = NULL; UPDATE p SET name = 1 WHERE id = 1;",
       "warning values-emptied: table \"p\": 2 values of column \"n\" would become NULL\n"},
      {"UPDATE p SET n = 'many' WHERE id = 1;",
       "warning values-retyped: table \"p\": 1 value of column \"n\" would change type\n"},
      {"DROP TRIGGER t; DROP TABLE log;",
       "warning trigger-dropped: table \"c\" loses trigger \"t\"\n"},
      // Reading a table, or making an index on it, is no leave to change its rows.
      {"CREATE INDEX i ON c (p); DELETE FROM p WHERE id IN (SELECT p FROM c WHERE id = 12);",
       "error bystander: table \"c\" is written by no statement, and yet 0 rows would be inserted, "
       "0 changed and 1 deleted (by a foreign key's action or a trigger): \"id\" = 12\n"
       "error bystander: table \"log\" is written by no statement, and yet 1 row would be "
       "inserted, "
       "0 changed and 0 deleted (by a foreign key's action or a trigger)\n"
       "warning rows-deleted: table \"p\" loses 1 row: \"id\" = 3\n"},
      {"INSERT INTO c VALUES (13, 3) ON CONFLICT DO UPDATE SET p = 1; REPLACE INTO main.\"log\" "
       "VALUES (1); UPDATE OR IGNORE p SET n = 1;",
       ""},
      {"DROP TABLE log;",
       "error trigger-broken: a trigger of table \"c\" would no longer work: no such table: "
       "main.log\n"},
      {"PRAGMA foreign_keys = OFF; DROP TABLE c;",
       "warning table-dropped: table \"c\" goes, with 3 rows\n"},
  };
  for (const auto& row : rows) {
    Bench bench(kFirst);
    ASSERT_TRUE(bench.Up().ok());
    bench.Sql(kRows);
    bench.ChangeProject(Then(row.sql));
    const std::string before = bench.db().Serialize().value();
    const Result<Receipt> receipt = Rehearse(bench);
    EXPECT_EQ(Findings(receipt), row.expected) << row.sql;
    EXPECT_EQ(bench.db().Serialize().value(), before) << row.sql;
    ASSERT_TRUE(receipt.ok());
    EXPECT_EQ(receipt->original_before, receipt->original_after);
    EXPECT_EQ(receipt->passed, row.expected.find("error") == std::string::npos) << row.sql;
  }
}

FileMap WithDataStep() {
  FileMap files = Then(
      "PRAGMA foreign_keys = OFF; CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, n INT, x "
      "TEXT); INSERT INTO n SELECT id, name, n, NULL FROM p; DROP VIEW v; DROP TABLE p; ALTER "
      "TABLE n RENAME TO p; CREATE VIEW v AS SELECT name FROM p;");
  files["20260102000000_b/backfill.sql"] =
      "-- godwit: data-step fill\n-- godwit: table p\n-- godwit: batch 2\n"
      "SELECT id, name || '!' AS x FROM p WHERE x IS NULL;";
  files["20260103000000_c/migration.sql"] = "UPDATE p SET n = abs(coalesce(n, 0));";
  return files;
}

TEST(Rehearse, SaysWhatARebuildForgets) {
  const FileMap first = {
      {"20260101000000_a/migration.sql",
       "CREATE TABLE u (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, "
       "age INT DEFAULT 3 CHECK (age > 0), boss INT REFERENCES u (id));"
       "CREATE INDEX u_age ON u (age); CREATE VIEW v AS SELECT age FROM u;"
       "CREATE TRIGGER g AFTER INSERT ON u BEGIN SELECT 1; END;"}};
  Bench bench(first);
  ASSERT_TRUE(bench.Up().ok());
  bench.ChangeProject(
      {{"20260101000000_a/migration.sql", bench.project().migrations[0].up.text},
       {"20260102000000_b/migration.sql",
        "PRAGMA foreign_keys = OFF; DROP VIEW v; CREATE TABLE n (id INTEGER PRIMARY KEY, email "
        "TEXT, age INT, boss INT); INSERT INTO n SELECT * FROM u; DROP TABLE u; ALTER TABLE n "
        "RENAME TO u;"}});
  EXPECT_EQ(Findings(Rehearse(bench)),
            "warning index-dropped: table \"u\" loses index \"u_age\"\n"
            "warning constraint-dropped: table \"u\" loses 1 UNIQUE\n"
            "warning constraint-dropped: table \"u\" loses 1 CHECK\n"
            "warning constraint-dropped: table \"u\" loses 1 FOREIGN KEY\n"
            "warning constraint-dropped: table \"u\" loses 1 AUTOINCREMENT\n"
            "warning constraint-dropped: table \"u\" loses NOT NULL of column \"email\"\n"
            "warning constraint-dropped: table \"u\" loses DEFAULT of column \"age\"\n"
            "warning trigger-dropped: table \"u\" loses trigger \"g\"\n"
            "warning view-dropped: view \"v\" goes\n");
}

TEST(Expect, DoesWhatTheReceiptSays) {
  Bench bench(kFirst);
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql(kRows);
  bench.ChangeProject(WithDataStep());
  const Result<Receipt> receipt = Rehearse(bench);
  ASSERT_TRUE(receipt.ok()) << Describe(receipt.error());
  EXPECT_EQ(Findings(receipt), "");
  const Result<Report> report = UpExpecting(bench, *receipt);
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(report->migrations.size(), 2U);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:applied | fill:complete(0)");
  EXPECT_EQ(bench.Show("SELECT group_concat(x || n) FROM p"), "'a!5,b!0,c!7'");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM c"), "3");
  EXPECT_EQ(bench.Show("PRAGMA foreign_keys"), "1");
  EXPECT_FALSE(bench.db().InTransaction());
}

struct Refusal {
  std::string what;
  std::string sql;    // changes the database after the rehearsal
  FileMap files;      // changes the project after the rehearsal; empty = as rehearsed
  std::string error;  // begins with
};

TEST(Expect, RefusesAndChangesNothing) {
  FileMap cosmetic = Then("-- why\nUPDATE p\n  SET name = 'q';");
  cosmetic["20260102000000_b/migration.sql"] += "\n";
  const Refusal rows[] = {
      {"a value",
       "UPDATE p SET n = 6 WHERE id = 1",
       {},
       "the database before the migration: it is not what the receipt says: table \"p\", row "
       "\"id\" = 1, column \"n\""},
      {"a row more",
       "INSERT INTO c VALUES (99, 1)",
       {},
       "the database before the migration: it is not what the receipt says: table \"c\", row "
       "\"id\" = 99: 4 rows instead of 3"},
      {"a row gone",
       "DELETE FROM c WHERE id = 12",
       {},
       "the database before the migration: it is not what the receipt says: table \"c\": 1 row "
       "is gone"},
      {"the schema",
       "CREATE INDEX i ON p (n)",
       {},
       "the database before the migration: it is not what the receipt says: index \"i\" on table "
       "\"p\" is extra"},
      {"a trigger",
       "DROP TRIGGER t; CREATE TRIGGER t AFTER DELETE ON c BEGIN INSERT INTO log VALUES (1); END",
       {},
       "the database before the migration: it is not what the receipt says: trigger \"t\" is "
       "different: it was on c create trigger t after delete on c begin"},
      {"a view",
       "DROP VIEW v; ALTER TABLE p DROP COLUMN n",
       {},
       "the database before the migration: it is not what the receipt says: column \"n\" of table "
       "\"p\" is missing (and 1 more)"},
      {"the plan", "", Then("UPDATE p SET name = 'r';"), "the plan: it is not the one that was"},
      {"layout of the plan", "", cosmetic, ""},
  };
  for (const Refusal& row : rows) {
    Bench bench(kFirst);
    ASSERT_TRUE(bench.Up().ok());
    bench.Sql(kRows);
    bench.ChangeProject(Then("UPDATE p SET name = 'q';"));
    const Result<Receipt> receipt = Rehearse(bench);
    ASSERT_TRUE(receipt.ok());
    bench.Sql(row.sql);
    if (!row.files.empty()) bench.ChangeProject(row.files);
    const std::string before = bench.db().Serialize().value();
    const Result<Report> report = UpExpecting(bench, *receipt);
    ASSERT_EQ(report.ok(), row.error.empty()) << row.what;
    if (report.ok()) continue;
    EXPECT_EQ(report.error().code, ErrorCode::kRefused) << row.what;
    EXPECT_TRUE(Describe(report.error()).starts_with(row.error)) << Describe(report.error());
    EXPECT_EQ(bench.db().Serialize().value(), before) << row.what;
  }
}

TEST(Expect, RefusesAReceiptOfAnotherMaker) {
  Bench bench(kFirst);
  const Result<Receipt> made = Rehearse(bench);
  ASSERT_TRUE(made.ok());
  Receipt engine = *made;
  engine.engine = "0.0.1";
  Receipt sqlite = *made;
  sqlite.sqlite = "3.45.0";
  Receipt project = *made;
  project.project = "other";
  Receipt time = *made;
  ++time.now;
  Receipt failed = *made;
  failed.passed = false;
  const std::pair<Receipt, std::string> rows[] = {
      {engine, "the receipt: it was made by Godwit 0.0.1, SQLite "},
      {sqlite, "the receipt: it was made by Godwit "},
      {project, "the receipt: it is of project \"other\", this is \"app\""},
      {failed, "the receipt: its rehearsal did not pass"},
      {time, "the receipt: it was made for the time 2026-01-15T12:00:00.001Z"},
  };
  for (const auto& [receipt, error] : rows) {
    const Result<Report> report = UpExpecting(bench, receipt);
    ASSERT_FALSE(report.ok()) << error;
    EXPECT_EQ(report.error().code, ErrorCode::kRefused);
    EXPECT_TRUE(Describe(report.error()).starts_with(error)) << Describe(report.error());
  }
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema"), "0");
}

TEST(Expect, RollsBackAnEndThatDiffers) {
  Bench bench(kFirst);
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql(kRows);
  bench.ChangeProject(Then("UPDATE p SET n = random() WHERE id = 2;"));
  const Result<Receipt> receipt = Rehearse(bench);
  ASSERT_TRUE(receipt.ok());
  const std::string before = bench.db().Serialize().value();
  const Result<Report> report = UpExpecting(bench, *receipt);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kRefused);
  EXPECT_EQ(Describe(report.error()),
            "the database after the migration: it is not what the receipt says: table \"p\", row "
            "\"id\" = 2, column \"n\"");
  EXPECT_EQ(bench.db().Serialize().value(), before);
  EXPECT_FALSE(bench.db().InTransaction());
}

TEST(Expect, AFailureLeavesNothingOfAnyMigration) {
  FileMap files = WithDataStep();
  Bench bench(kFirst);
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql(kRows);
  bench.ChangeProject(files);
  const Result<Receipt> receipt = Rehearse(bench);
  ASSERT_TRUE(receipt.ok());
  // A function of this connection alone makes the last migration fail.
  ASSERT_TRUE(bench.db()
                  .Register({.name = "abs",
                             .arguments = 1,
                             .call = [](auto) -> Result<Value> {
                               return Error{.code = ErrorCode::kFailed, .why = "no"};
                             }})
                  .ok());
  const std::string before = bench.db().Serialize().value();
  const Result<Report> report = UpExpecting(bench, *receipt);
  if (report.ok()) GTEST_FAIL() << "the planted failure did not happen";
  EXPECT_EQ(report.error().code, ErrorCode::kFailed);
  EXPECT_NE(report.error().next.find("nothing was changed"), std::string::npos)
      << Describe(report.error()) << report.error().next;
  EXPECT_EQ(bench.db().Serialize().value(), before);
}

TEST(Rehearse, AFailureTouchesNothing) {
  Bench bench(kFirst);
  ASSERT_TRUE(bench.Up().ok());
  bench.ChangeProject(Then("CREATE TABLE x (a); SELECT * FROM nope;"));
  const std::string before = bench.db().Serialize().value();
  const Result<Receipt> receipt = Rehearse(bench);
  ASSERT_FALSE(receipt.ok());
  EXPECT_EQ(receipt.error().code, ErrorCode::kFailed);
  EXPECT_EQ(receipt.error().place.file, "app/migrations/20260102000000_b/migration.sql");
  EXPECT_NE(receipt.error().next.find("untouched"), std::string::npos);
  EXPECT_EQ(bench.db().Serialize().value(), before);
}

// Expand and contract in one plan: the step's columns are gone by the time of its second run.
TEST(Rehearse, AStepWhoseColumnsALaterMigrationTookIsNotRunAgain) {
  const std::map<std::string, std::string> files = {
      {"20260101000000_a/migration.sql",
       "CREATE TABLE t (id INTEGER PRIMARY KEY, old TEXT); INSERT INTO t VALUES (1, 'x');"},
      {"20260102000000_b/migration.sql", "ALTER TABLE t ADD COLUMN fresh TEXT;"},
      {"20260102000000_b/backfill.sql",
       "-- godwit: data-step fresh\n-- godwit: table t\n"
       "SELECT id, upper(old) AS fresh FROM t WHERE fresh IS NULL"},
      {"20260103000000_c/migration.sql", "ALTER TABLE t DROP COLUMN old;"}};
  Bench bench(files);
  const Result<Receipt> receipt = Rehearse(bench);
  ASSERT_TRUE(receipt.ok()) << Describe(receipt.error());
  EXPECT_TRUE(receipt->passed);
}

}  // namespace
}  // namespace godwit
