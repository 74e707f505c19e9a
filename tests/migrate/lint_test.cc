// Which migrations `lint` judges, on which schema, and what the samples' migrations are told.
#include "core/migrate/lint.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/engine/samples.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

constexpr const char* kFirst = "20260101000000_first/";
constexpr const char* kSecond = "20260102000000_second/";
constexpr const char* kThird = "20260103000000_third/";

std::map<std::string, std::string> Three() {
  return {
      {std::string(kFirst) + "migration.sql",
       "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT);"
       "INSERT INTO a (id, x) VALUES (1, 'one'), (2, 'two');"},
      {std::string(kFirst) + "down.sql", "DROP TABLE a;"},
      {std::string(kSecond) + "migration.sql", "ALTER TABLE a ADD COLUMN y TEXT;"},
      {std::string(kSecond) + "down.sql", "ALTER TABLE a DROP COLUMN y;"},
      {std::string(kThird) + "migration.sql",
       "-- godwit: optional later\nALTER TABLE a DROP COLUMN x;"},
  };
}

std::string Told(const std::vector<LintedMigration>& linted) {
  std::string text;
  for (const LintedMigration& one : linted) {
    text += one.migration->name + ":";
    for (const LintFinding& finding : one.findings) {
      text += " " + std::string(finding.rule->code) + (finding.allowed ? " allowed" : "") + " (" +
              finding.message + ")";
    }
    text += "\n";
  }
  return text;
}

// `db`: whether there is a database.
std::string Lint(Bench& bench, bool db, const std::vector<std::string>& names = {}) {
  const Ledger ledger = db ? ReadLedger(bench.db()).value() : Ledger();
  Database scratch = bench.OpenScratch();
  Result<Linting> linting =
      Linting::Start(bench.project(), ledger, db ? &bench.db() : nullptr, scratch, names,
                     {.oldest = bench.project().oldest_sqlite});
  if (!linting.ok()) return Describe(linting.error());
  while (true) {
    const Result<bool> more = linting->Step();
    if (!more.ok()) return Describe(more.error());
    if (!*more) return Told(linting->linted());
  }
}

constexpr const char* kNoData =
    "20260103000000_third: GW102 (drops column \"x\" of table \"a\") GW901 (the migration has no "
    "down.sql, so `godwit down` cannot take it back)\n";

TEST(Lint, WithoutADatabaseAll) {
  Bench bench(Three());
  EXPECT_EQ(Lint(bench, false),
            std::string("20260101000000_first:\n20260102000000_second:\n") + kNoData);
}

TEST(Lint, PendingOnesWithTheDatabasesCounts) {
  Bench bench(Three());
  ASSERT_TRUE(Bench::Drive(StartUp(bench.context(), {.to = "20260101000000_first"})).ok());
  EXPECT_EQ(
      Lint(bench, true),
      "20260102000000_second:\n"
      "20260103000000_third: GW102 (drops column \"x\" of table \"a\" with 2 non-null values) "
      "GW901 (the migration has no down.sql, so `godwit down` cannot take it back)\n");
}

TEST(Lint, NamedOnesOnTheSchemaBefore) {
  Bench bench(Three());
  EXPECT_EQ(Lint(bench, false, {"20260103000000_third"}), kNoData);
  ASSERT_TRUE(Bench::Drive(StartUp(bench.context(), {.with = {"20260103000000_third"}})).ok());
  EXPECT_EQ(Lint(bench, true), "");
  // Its rows are gone from the database already: judged as without one.
  EXPECT_EQ(Lint(bench, true, {"20260103000000_third"}), kNoData);
  EXPECT_EQ(Lint(bench, true, {"20260101000000_first"}), "20260101000000_first:\n");
}

TEST(Lint, WhatAnEarlierDataStepFillsIsNoError) {
  auto files = Three();
  files[std::string(kFirst) + "migration.sql"] =
      "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO a (id) VALUES (1);";
  files[std::string(kSecond) + "backfill.sql"] =
      "-- godwit: data-step fill\n-- godwit: table a\n"
      "SELECT id, 'new' AS x FROM a WHERE x IS NULL;";
  files[std::string(kThird) + "migration.sql"] = "ALTER TABLE a ALTER COLUMN x SET NOT NULL;";
  files[std::string(kThird) + "down.sql"] = "ALTER TABLE a ALTER COLUMN x DROP NOT NULL;";
  Bench bench(files);
  ASSERT_TRUE(Bench::Drive(StartUp(bench.context(), {.to = "20260101000000_first"})).ok());
  EXPECT_EQ(
      Lint(bench, true),
      "20260102000000_second:\n20260103000000_third: GW302 (makes column \"x\" of table \"a\" "
      "NOT NULL, which fails where a row holds NULL: 1 row does today, before the migrations "
      "write the table)\n");
}

TEST(Lint, ANameThatIsNoMigrations) {
  Bench bench(Three());
  EXPECT_EQ(Lint(bench, false, {"nothing"}),
            "migration \"nothing\": the project has none of that name");
}

TEST(Lint, ChangesNothing) {
  Bench bench(Three());
  ASSERT_TRUE(Bench::Drive(StartUp(bench.context(), {.to = "20260101000000_first"})).ok());
  const std::string before = bench.db().Serialize().value();
  Lint(bench, true);
  EXPECT_TRUE(bench.db().Serialize().value() == before);
  EXPECT_EQ(bench.db().guard(), ScriptGuard::kNone);
}

TEST(Lint, SuppressionsAreAcceptedAndCosmetic) {
  auto files = Three();
  const std::string path = std::string(kThird) + "migration.sql";
  Bench bench(files);
  ASSERT_TRUE(Bench::Drive(StartUp(bench.context(), {.with = {"20260103000000_third"}})).ok());
  files[path] =
      "-- godwit: optional later\n-- godwit: allow-file GW901 x is gone for good\n"
      "-- godwit: allow GW102 nobody reads it\nALTER TABLE a DROP COLUMN x;";
  bench.ChangeProject(files);
  const ProjectStatus status = ReadStatus(&bench.db(), bench.project()).value();
  EXPECT_EQ(status.migrations.back().state, MigrationState::kCosmetic);
  EXPECT_EQ(Lint(bench, false, {"20260103000000_third"}),
            "20260103000000_third: GW102 allowed (drops column \"x\" of table \"a\") GW901 allowed "
            "(the migration has no down.sql, so `godwit down` cannot take it back)\n");
}

TEST(Lint, TheOldestSqliteIsTheProjects) {
  auto files = Three();
  files["/godwit.json"] = R"({"name": "app", "sqlite": "3.34"})";
  Bench bench(files);
  EXPECT_NE(Lint(bench, false)
                .find("GW902 (DROP COLUMN needs SQLite 3.35, and the project has to "
                      "run on 3.34)"),
            std::string::npos);
  files["/godwit.json"] = R"({"name": "app", "sqlite": "new"})";
  const Result<Project> wrong = CollectProject(Files(files));
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(Describe(wrong.error()),
            "app/godwit.json: godwit.json at /sqlite: it must be a release of SQLite, such as "
            "\"3.35\"");
}

constexpr const char* kQueries =
    "-- godwit: query all\nSELECT * FROM a;\n"
    "-- godwit: query x\nSELECT x FROM a;\n"
    "-- godwit: query ended-before\n-- godwit: until 20260102000000_second\nSELECT x FROM a;\n"
    "-- godwit: query ends-here\n-- godwit: until 20260103000000_third\nSELECT x FROM a;";

// `second` adds a column and `third` drops one.
constexpr const char* kSecondOfAll =
    "20260102000000_second: GW212 (query \"all\" gives other columns after it: with \"y\" "
    "besides)\n";
constexpr const char* kThirdOfQueries =
    " GW210 (query \"x\" does not work any more after it: no such column: x) GW212 (query \"all\" "
    "gives other columns after it: without \"x\") GW901 (the migration has no down.sql, so `godwit "
    "down` cannot take it back)\n";

TEST(Lint, DeclaredQueriesBeforeAndAfterEachMigration) {
  auto files = Three();
  files["/queries.sql"] = kQueries;
  Bench bench(files);
  EXPECT_EQ(Lint(bench, false),
            std::string("20260101000000_first:\n") + kSecondOfAll +
                "20260103000000_third: GW102 (drops column \"x\" of table \"a\")" +
                kThirdOfQueries);
  EXPECT_EQ(Lint(bench, false, {"20260103000000_third"}),
            std::string("20260103000000_third: GW102 (drops column \"x\" of table \"a\")") +
                kThirdOfQueries);
}

TEST(Lint, DeclaredQueriesOfADatabase) {
  auto files = Three();
  files["/queries.sql"] = kQueries;
  Bench bench(files);
  const std::string third =
      "20260103000000_third: GW102 (drops column \"x\" of table \"a\" with 2 non-null values)";
  ASSERT_TRUE(Bench::Drive(StartUp(bench.context(), {.to = "20260101000000_first"})).ok());
  EXPECT_EQ(Lint(bench, true), kSecondOfAll + third + kThirdOfQueries);
  ASSERT_TRUE(Bench::Drive(StartUp(bench.context(), {.to = "20260102000000_second"})).ok());
  EXPECT_EQ(Lint(bench, true), third + kThirdOfQueries);
}

// What ANALYZE has found is the database's, and says nothing of another one.
TEST(Lint, DeclaredQueriesHavePlansOfTheSchemaAlone) {
  Bench bench(
      {{"20260101000000_first/migration.sql",
        "CREATE TABLE a (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER);"
        "CREATE INDEX a_x ON a (x); CREATE INDEX a_y ON a (y);"
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
        "INSERT INTO a (id, x, y) SELECT i, i, i % 2 FROM n; ANALYZE;"},
       {"20260101000000_first/down.sql", "DROP TABLE a;"},
       {"20260102000000_second/migration.sql", "DROP INDEX a_x;"},
       {"20260102000000_second/down.sql", "CREATE INDEX a_x ON a (x);"},
       {"/queries.sql",
        "-- godwit: query q\n-- godwit: index a_x\nSELECT id FROM a WHERE x = :x AND y = :y;"}});
  ASSERT_TRUE(Bench::Drive(StartUp(bench.context(), {.to = "20260101000000_first"})).ok());
  const std::string plan = "EXPLAIN QUERY PLAN SELECT id FROM a WHERE x = 1 AND y = 2";
  {
    Statement step = bench.db().Prepare(plan).value();
    ASSERT_TRUE(step.Step().value());
    ASSERT_EQ(step.Text(3), "SEARCH a USING INDEX a_x (x=?)") << "there it would be one";
  }
  EXPECT_EQ(Lint(bench, true).find("GW211"), std::string::npos);
}

// A sample's finding is true and worth saying, or its rule is to be mended.
TEST(Lint, OfTheSamples) {
  const auto lint = [](const char* name) {
    Bench bench(Three());
    const Project project = CollectProject(*FindSample(name)).value();
    Database scratch = bench.OpenScratch();
    Linting linting = Linting::Start(project, {}, nullptr, scratch, {}, {}).value();
    while (linting.Step().value()) {
    }
    std::string text;
    for (const LintedMigration& one : linting.linted()) {
      for (const LintFinding& finding : one.findings) {
        text += std::string(finding.rule->code) + " " + one.migration->name + ":" +
                std::to_string(finding.line) + "\n";
      }
    }
    return text;
  };
  EXPECT_EQ(lint("pets"),
            "GW801 20250922090000_trait_system:35\n"
            "GW305 20251117090000_pet_traits_json_check:26\n"
            "GW301 20251201090000_trait_updated_at:6\n");
  EXPECT_EQ(lint("profiles"),
            "GW101 20251215090000_retire_old_profiles:21\n"
            "GW201 20251215090000_retire_old_profiles:23\n");
}

}  // namespace
}  // namespace godwit
