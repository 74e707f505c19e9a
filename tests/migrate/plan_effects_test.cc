#include "core/migrate/plan_effects.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/migrate/ledger.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

std::string Words(const std::vector<PlanTable>& tables) {
  std::string text;
  for (const PlanTable& table : tables) {
    text += (text.empty() ? "" : " ") + table.name;
    for (const std::string& way : table.how) text += (way == table.how[0] ? ":" : "+") + way;
    text += "(" + std::to_string(table.rows) + ")";
  }
  return text;
}

// What stands there when the migration comes: 3 owners with 5 pets.
constexpr std::string_view kSchema =
    "CREATE TABLE owner (id INTEGER PRIMARY KEY, name TEXT);"
    "CREATE TABLE pet (id INTEGER PRIMARY KEY, name TEXT, owner INTEGER REFERENCES owner (id) ON "
    "DELETE CASCADE, old TEXT);"
    "CREATE TABLE audit (line TEXT);"
    "CREATE TABLE empty (x);"
    "CREATE INDEX pet_name ON pet (name);"
    "CREATE VIEW named AS SELECT id, name FROM pet;"
    "CREATE TRIGGER pet_audit AFTER UPDATE ON pet BEGIN INSERT INTO audit VALUES (new.name); END;"
    "INSERT INTO owner (id) VALUES (1), (2), (3);"
    "INSERT INTO pet (id, owner) VALUES (1, 1), (2, 1), (3, 2), (4, 3), (5, NULL);";

std::vector<PlanStep> StepsOf(const FileMap& files, std::string_view schema) {
  Bench bench(files);
  bench.Sql(schema);
  auto plan = PlanUp(bench.project(), {}, {});
  EXPECT_TRUE(plan.ok());
  Database scratch = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  const Status status = AddEffects(*plan, bench.project(), &bench.db(), scratch);
  EXPECT_TRUE(status.ok()) << Describe(status.error());
  std::vector<PlanStep> steps;
  for (const PlannedMigration& migration : *plan) {
    steps.insert(steps.end(), migration.steps.begin(), migration.steps.end());
  }
  return steps;
}

struct Row {
  const char* sql;
  const char* reads;
  const char* writes;
  const char* reverse;  // "" = none
};

TEST(PlanEffects, OfOneStatement) {
  const Row rows[] = {
      {"CREATE TABLE t (x)", "", "t:create(0)", "DROP TABLE \"t\""},
      {"CREATE TABLE IF NOT EXISTS t (x)", "", "t:create(0)", "DROP TABLE \"t\""},
      {"CREATE TABLE IF NOT EXISTS pet (x)", "", "", ""},
      {"CREATE TABLE t AS SELECT * FROM pet", "pet(5)", "t:create(0)", "DROP TABLE \"t\""},
      {"CREATE INDEX i ON pet (owner)", "pet(5)", "pet:index(5)", "DROP INDEX \"i\""},
      {"CREATE VIEW v AS SELECT * FROM pet", "", "", "DROP VIEW \"v\""},
      {"ALTER TABLE pet ADD COLUMN a TEXT", "", "pet:alter(5)",
       "ALTER TABLE \"pet\" DROP COLUMN \"a\""},
      {"ALTER TABLE pet ADD COLUMN a TEXT CHECK (a > 0)", "pet(5)", "pet:alter(5)",
       "ALTER TABLE \"pet\" DROP COLUMN \"a\""},
      {"ALTER TABLE pet DROP COLUMN old", "pet(5)", "pet:rewrite(5)", ""},
      {"ALTER TABLE pet RENAME TO animal", "", "pet:alter(5)",
       "ALTER TABLE \"animal\" RENAME TO \"pet\""},
      {"ALTER TABLE pet RENAME old TO \"o\"\"x\"", "", "pet:alter(5)",
       "ALTER TABLE \"pet\" RENAME COLUMN \"o\"\"x\" TO \"old\""},
      {"DROP TABLE empty", "", "empty:drop(0)", ""},
      {"DROP INDEX pet_name", "", "", "CREATE INDEX pet_name ON pet (name)"},
      {"DROP VIEW named", "", "", "CREATE VIEW named AS SELECT id, name FROM pet"},
      {"INSERT INTO audit SELECT name FROM named", "pet(5)", "audit:insert(0)", ""},
      {"INSERT INTO audit VALUES ('a')", "", "audit:insert(0)", ""},
      {"UPDATE pet SET name = 'x'", "pet(5)", "pet:update(5) audit:insert(0)", ""},
      {"UPDATE owner SET name = (SELECT max(name) FROM pet)", "pet(5)", "owner:update(3)", ""},
      {"DELETE FROM owner", "pet(5) owner(3)", "owner:delete(3) pet:delete(5)", ""},
      {"PRAGMA user_version = 3", "", "", ""},
      {"SELECT count(*) FROM pet", "pet(5)", "", ""},
  };
  for (const Row& row : rows) {
    const auto steps = StepsOf({{"20260101000000_a/migration.sql", row.sql}}, kSchema);
    ASSERT_EQ(steps.size(), 1U) << row.sql;
    EXPECT_TRUE(steps[0].understood) << row.sql;
    EXPECT_EQ(Words(steps[0].reads), row.reads) << row.sql;
    EXPECT_EQ(Words(steps[0].writes), row.writes) << row.sql;
    EXPECT_EQ(steps[0].reverse.value_or(""), row.reverse) << row.sql;
  }
}

// Each statement only compiles after those before it.
TEST(PlanEffects, FollowsARebuild) {
  const auto steps = StepsOf({{"20260101000000_a/migration.sql",
                               "PRAGMA foreign_keys = OFF;"
                               "CREATE TABLE new_pet (id INTEGER PRIMARY KEY, name TEXT);"
                               "INSERT INTO new_pet SELECT id, name FROM pet;"
                               "DROP VIEW named;"
                               "DROP TABLE pet;"
                               "ALTER TABLE new_pet RENAME TO pet;"
                               "CREATE INDEX pet_n ON pet (name);"
                               "PRAGMA foreign_keys = ON;"},
                              {"20260101000000_a/backfill.sql",
                               "-- godwit: data-step names\n-- godwit: table pet\n"
                               "SELECT id, 'x' AS name FROM pet WHERE name IS NULL;"}},
                             kSchema);
  std::string words;
  for (const PlanStep& step : steps) {
    words += "[" + Words(step.reads) + "|" + Words(step.writes) + "]";
  }
  EXPECT_EQ(words,
            "[|][|new_pet:create(0)][pet(5)|new_pet:insert(0)][|][|pet:drop(5)]"
            "[|new_pet:alter(5)][pet(5)|pet:index(5)][|][pet(5)|pet:update(5)]");
}

TEST(PlanEffects, SaysNothingOfWhatDoesNotCompile) {
  const auto steps = StepsOf(
      {{"20260101000000_a/migration.sql", "INSERT INTO nowhere VALUES (1); CREATE TABLE t (x);"}},
      "");
  EXPECT_FALSE(steps[0].understood);
  EXPECT_TRUE(steps[1].understood);
}

TEST(PlanEffects, LeavesTheDatabaseAsItIs) {
  Bench bench(FileMap{{"20260101000000_a/migration.sql", "DROP TABLE pet; CREATE TABLE t (x);"}});
  bench.Sql(kSchema);
  const Sha256Digest before = *bench.db().FileDigest();
  auto plan = PlanUp(bench.project(), {}, {});
  Database scratch = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  ASSERT_TRUE(AddEffects(*plan, bench.project(), &bench.db(), scratch).ok());
  EXPECT_EQ(*bench.db().FileDigest(), before);
  EXPECT_EQ(Words(AllWrites(*plan)), "pet:drop(5) t:create(0)");
}

TEST(PlanEffects, WithoutADatabaseEveryTableIsEmpty) {
  const Bench bench(FileMap{{"20260101000000_a/migration.sql",
                             "CREATE TABLE t (x); INSERT INTO t VALUES (1); UPDATE t SET x = 2"}});
  auto plan = PlanUp(bench.project(), {}, {});
  Database scratch = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  ASSERT_TRUE(AddEffects(*plan, bench.project(), nullptr, scratch).ok());
  EXPECT_EQ(Words(AllWrites(*plan)), "t:create+insert+update(0)");
}

// A stranger's schema is made again as it was written; what a migration may not do does not happen.
TEST(PlanEffects, CopiesLegacySchemasAndVirtualTables) {
  Bench bench(FileMap{{"20260101000000_a/migration.sql",
                       "INSERT INTO words VALUES ('b'); UPDATE legacy SET a = 'b';"}});
  ASSERT_TRUE(bench.db().SetDoubleQuotedStrings(true).ok());
  bench.Sql(
      "CREATE TABLE legacy (a TEXT DEFAULT \"x\" CHECK (a <> \"y\"));"
      "CREATE VIRTUAL TABLE words USING fts5(text)");
  ASSERT_TRUE(bench.db().SetDoubleQuotedStrings(false).ok());
  auto plan = PlanUp(bench.project(), {}, {});
  Database scratch = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  ASSERT_TRUE(AddEffects(*plan, bench.project(), &bench.db(), scratch).ok());
  EXPECT_EQ(Words(AllWrites(*plan)), "words:insert(0) legacy:update(0)");
}

}  // namespace
}  // namespace godwit
