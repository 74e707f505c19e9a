// The way back is proved to lead back.
#include "core/migrate/schema_record.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/migrate/plan.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

const FileMap kFirst = {
    {"20260101000000_a/migration.sql",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT NOT NULL, n INT DEFAULT 3);"
     "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p (id));"
     "CREATE INDEX by_name ON p (name); CREATE VIEW v AS SELECT name FROM p;"
     "CREATE TRIGGER t AFTER INSERT ON p BEGIN SELECT 1; END;"},
    {"20260101000000_a/down.sql", "DROP VIEW v; DROP TABLE c; DROP TABLE p;"}};

FileMap Then(const std::string& up, const std::string& down) {
  FileMap files = kFirst;
  files["20260102000000_b/migration.sql"] = up;
  files["20260102000000_b/down.sql"] = down;
  return files;
}

TEST(SchemaProof, NamesTheFirstDifference) {
  const struct {
    std::string up;
    std::string down;
    std::string difference;  // empty = it leads back
  } rows[] = {
      {"ALTER TABLE p ADD COLUMN x;", "ALTER TABLE p DROP COLUMN x;", ""},
      {"ALTER TABLE p ADD COLUMN x;", "SELECT 1;", "table \"p\" column \"x\""},
      {"ALTER TABLE p ADD COLUMN x; ALTER TABLE p ADD COLUMN y;", "ALTER TABLE p DROP COLUMN x;",
       "table \"p\" column \"y\""},
      {"ALTER TABLE p RENAME COLUMN n TO m;", "ALTER TABLE p RENAME COLUMN m TO n;", ""},
      {"ALTER TABLE p RENAME COLUMN n TO m;", "SELECT 1;", "table \"p\" column \"n\""},
      {"CREATE TABLE x (a);", "SELECT 1;", "table \"x\", which was not there"},
      {"CREATE TABLE x (a);", "DROP TABLE x; DROP VIEW v;", "view \"v\", which is missing"},
      // A rebuild that forgets an index: no column differs.
      {"SELECT 1;",
       "PRAGMA foreign_keys = OFF; CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT NOT NULL, n "
       "INT DEFAULT 3); DROP VIEW v; DROP TABLE p; ALTER TABLE n RENAME TO p; CREATE VIEW v AS "
       "SELECT name FROM p; CREATE TRIGGER t AFTER INSERT ON p BEGIN SELECT 1; END;",
       "table \"p\""},
      // Another layout, quotes and order of constraints: the same schema.
      {"DROP VIEW v; DROP TRIGGER t;",
       "create trigger \"t\" after insert on p begin select 1; end; CREATE VIEW v AS select "
       "name   from p;",
       ""},
      {"DROP VIEW v;", "CREATE VIEW v AS SELECT n FROM p;", "view \"v\""},
      {"ALTER TABLE p RENAME TO q;", "ALTER TABLE q RENAME TO p;", ""},
      {"ALTER TABLE p RENAME TO q;", "SELECT 1;", "table \"c\""},
  };
  for (const auto& row : rows) {
    Bench bench(Then(row.up, row.down));
    ASSERT_TRUE(bench.Up().ok()) << row.up;
    const Result<Report> down = bench.Down();
    if (row.difference.empty()) {
      ASSERT_TRUE(down.ok()) << row.down << Describe(down.error());
      EXPECT_TRUE(down->warnings.empty()) << row.down;
      continue;
    }
    ASSERT_FALSE(down.ok()) << row.down;
    EXPECT_EQ(down.error().why,
              "it does not lead back to the schema before the migration; the first difference is " +
                  row.difference);
    EXPECT_EQ(down.error().code, ErrorCode::kFailed);
    EXPECT_EQ(bench.StatusLine(), "a:applied b:applied");
  }
}

TEST(SchemaProof, WarnsOfWhatOthersChanged) {
  // On another object: the proof is whole.
  Bench other(Then("ALTER TABLE p ADD COLUMN x;", "ALTER TABLE p DROP COLUMN x;"));
  ASSERT_TRUE(other.Up().ok());
  other.Sql("CREATE INDEX mine ON c (p)");
  const Result<Report> whole = other.Down();
  ASSERT_TRUE(whole.ok()) << Describe(whole.error());
  ASSERT_EQ(whole->warnings.size(), 1U);
  EXPECT_NE(whole->warnings[0].find("something that it did not change differs"), std::string::npos);
  // On the very object: it is left out.
  Bench same(Then("ALTER TABLE p ADD COLUMN x;", "ALTER TABLE p DROP COLUMN x;"));
  ASSERT_TRUE(same.Up().ok());
  same.Sql("ALTER TABLE p ADD COLUMN mine");
  const Result<Report> partial = same.Down();
  ASSERT_TRUE(partial.ok()) << Describe(partial.error());
  ASSERT_EQ(partial->warnings.size(), 1U);
  EXPECT_NE(partial->warnings[0].find("table \"p\" differs"), std::string::npos);
  EXPECT_EQ(same.StatusLine(), "a:applied b:pending");
}

TEST(SchemaProof, GoesWithoutARecord) {
  const std::string down = "SELECT 1;";
  // The ledger of an older version has no such table, one of a newer version may lack the rows.
  for (const char* forget : {"DROP TABLE godwit_schemas", "DELETE FROM godwit_schemas"}) {
    Bench bench(Then("CREATE TABLE x (a);", down));
    ASSERT_TRUE(bench.Up().ok());
    bench.Sql(forget);
    const Result<Report> report = bench.Down();
    ASSERT_TRUE(report.ok()) << Describe(report.error());
    ASSERT_EQ(report->warnings.size(), 1U);
    EXPECT_NE(report->warnings[0].find("has no record of the schema before it"), std::string::npos);
  }
}

TEST(SchemaProof, AllTheWayBackLeavesNothing) {
  Bench bench(Then("ALTER TABLE p ADD COLUMN x; CREATE TABLE y (a);",
                   "DROP TABLE y; ALTER TABLE p DROP COLUMN x;"));
  for (int round = 0; round < 2; ++round) {
    ASSERT_TRUE(bench.Up().ok());
    EXPECT_EQ(bench.Show("SELECT count(DISTINCT migration) FROM godwit_schemas"), "2");
    const Result<Report> report = bench.DownAll();
    ASSERT_TRUE(report.ok()) << Describe(report.error());
    EXPECT_TRUE(report->warnings.empty());
    EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema"), "0");
  }
}

TEST(PlanDown, ListsTheScripts) {
  Bench bench(Then("CREATE TABLE x (a);", "DROP TABLE x; SELECT 1;"));
  ASSERT_TRUE(bench.Up().ok());
  DownOptions options;
  options.steps = 2;
  const auto plan = PlanDown(bench.project(), ReadLedger(bench.db()).value(), options);
  ASSERT_TRUE(plan.ok());
  ASSERT_EQ(plan->size(), 2U);
  EXPECT_EQ((*plan)[0].name, "20260102000000_b");
  EXPECT_EQ((*plan)[0].steps[0].reason, "drops table \"x\" with its rows");
  EXPECT_EQ((*plan)[1].steps.size(), 3U);
}

}  // namespace
}  // namespace godwit
