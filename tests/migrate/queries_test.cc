// Declared queries: how queries.sql is read, and the checks that are made of it.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/migrate/verify.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using ::testing::ElementsAre;
using FileMap = std::map<std::string, std::string>;

const FileMap kShop = {
    {"20260101000000_a/migration.sql",
     "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, price INTEGER);"
     "CREATE INDEX item_price ON item(price);"},
    {"20260102000000_b/migration.sql",
     "-- godwit: optional only some\nALTER TABLE item RENAME COLUMN name TO title;"}};

FileMap With(std::string queries) {
  FileMap files = kShop;
  files["/queries.sql"] = std::move(queries);
  return files;
}

// `name state: actual` of each query, and its plan.
std::vector<std::string> Checked(Bench& bench) {
  std::vector<std::string> lines;
  const auto run = Verification::Start(bench.context());
  EXPECT_TRUE(run.ok());
  while (true) {
    const Result<bool> more = (*run)->Step();
    EXPECT_TRUE(more.ok()) << Describe(more.error());
    if (!more.ok() || !*more) break;
  }
  for (const CheckResult& check : (*run)->results()) {
    if (!check.name.starts_with("query ")) continue;
    lines.push_back(check.name + " " + std::string(CheckStateName(check.state)) + ": " +
                    check.actual);
    for (const std::vector<Value>& row : check.rows) {
      lines.push_back(std::get<std::string>(row.at(0)));
    }
  }
  return lines;
}

std::vector<std::string> CheckedOn(const std::string& queries, const std::string& to = {},
                                   const std::vector<std::string>& with = {}) {
  Bench bench(With(queries));
  const Result<Report> up = bench.Up(to, with);
  EXPECT_TRUE(up.ok()) << Describe(up.error());
  return Checked(bench);
}

TEST(DeclaredQueries, AreRead) {
  const Result<Project> project = CollectProject(Files(With(
      "-- A comment.\n-- godwit: query by price\n-- godwit: index \"item price\"\n"
      "-- godwit: index other\n-- godwit: no-sort\n-- godwit: until 20260102000000_b\n"
      "SELECT id FROM item WHERE price = :price;\n-- godwit: query all\nSELECT id FROM item")));
  ASSERT_TRUE(project.ok()) << Describe(project.error());
  ASSERT_EQ(project->queries.size(), 2U);
  const DeclaredQuery& query = project->queries[0];
  EXPECT_EQ(query.name, "by price");
  EXPECT_THAT(query.indexes, ElementsAre("item price", "other"));
  EXPECT_TRUE(query.no_sort);
  EXPECT_EQ(query.until, "20260102000000_b");
  EXPECT_EQ(query.sql, "SELECT id FROM item WHERE price = :price");
  EXPECT_EQ(query.place.line, 7);
  EXPECT_FALSE(project->queries[1].no_sort);
}

TEST(DeclaredQueries, WhatIsWrongIsNamed) {
  const struct {
    std::string queries;
    std::string_view error;
  } rows[] = {
      {"SELECT 1", "app/queries.sql:1:1: query: it has no name"},
      {"-- godwit: query\nSELECT 1", "app/queries.sql:1:1: directive \"query\": it says nothing"},
      {"-- godwit: query a\n-- godwit: query b\nSELECT 1",
       "app/queries.sql:2:1: directive \"query\": the statement has a name already"},
      {"-- godwit: query a\n-- godwit: check b\nSELECT 1",
       "app/queries.sql:2:1: directive \"check\": it is not known here"},
      {"-- godwit: query a\n-- godwit: index\nSELECT 1",
       "app/queries.sql:2:1: directive \"index\": it says nothing"},
      {"-- godwit: query a\nSELECT 1;\n-- godwit: query a\nSELECT 2;",
       "app/queries.sql:4:1: query \"a\": another one of the file has this name"},
      {"-- godwit: query a\nSELECT 1;\n-- godwit: query b\n",
       "app/queries.sql:3:1: query \"b\": no statement follows it"},
      {"-- godwit: query a\n-- godwit: until x\nSELECT 1",
       "app/queries.sql:2:1: query \"a\": there is no migration \"x\" until which it holds"},
      {"SELECT -- godwit: query a\n1",
       "app/queries.sql:1:8: directive: it stands inside a statement, where it would do nothing"},
  };
  for (const auto& row : rows) {
    const Result<Project> project = CollectProject(Files(With(row.queries)));
    ASSERT_FALSE(project.ok()) << row.queries;
    EXPECT_EQ(Describe(project.error()), row.error);
    EXPECT_EQ(project.error().code, ErrorCode::kRefused);
  }
}

TEST(DeclaredQueries, TheirPlansAreChecked) {
  const std::string name = "-- godwit: query q\n";
  EXPECT_THAT(CheckedOn(name + "-- godwit: index item_price\n-- godwit: no-sort\n"
                               "SELECT id FROM item WHERE price > :least ORDER BY price"),
              ElementsAre("query q passed: uses item_price, sorts nothing",
                          "SEARCH item USING COVERING INDEX item_price (price>?)"));
  EXPECT_THAT(CheckedOn(name + "-- godwit: index item_price\n-- godwit: no-sort\n"
                               "SELECT id FROM item WHERE price + 0 > 3 ORDER BY name"),
              ElementsAre("query q failed: does not use item_price, sorts", "SCAN item",
                          "USE TEMP B-TREE FOR ORDER BY"));
  // It compiles, and has no plan; the other checks are made all the same.
  EXPECT_THAT(CheckedOn(name + "EXPLAIN SELECT 1;\n-- godwit: query r\nSELECT 1"),
              ElementsAre("query q failed: it has no query plan: near \"EXPLAIN\": syntax error",
                          "query r passed: compiles", "SCAN CONSTANT ROW"));
  // Not an index whose name only begins like that.
  EXPECT_THAT(CheckedOn(name + "-- godwit: index item\nSELECT id FROM item WHERE price > 1"),
              ElementsAre("query q failed: does not use item",
                          "SEARCH item USING COVERING INDEX item_price (price>?)"));
  EXPECT_THAT(
      CheckedOn(name + "SELECT id FROM item WHERE id IN (SELECT price FROM item)"),
      ElementsAre("query q passed: compiles", "SEARCH item USING INTEGER PRIMARY KEY (rowid=?)",
                  "LIST SUBQUERY 1", "  SCAN item USING COVERING INDEX item_price"));
}

TEST(DeclaredQueries, WhatDoesNotCompileOrWritesFails) {
  const std::string name = "-- godwit: query q\n";
  EXPECT_THAT(CheckedOn(name + "SELECT nme FROM item"),
              ElementsAre("query q failed: no such column: nme"));
  EXPECT_THAT(CheckedOn(name + "SELEC 1"),
              ElementsAre("query q failed: near \"SELEC\": syntax error"));
  EXPECT_THAT(CheckedOn(name + "DELETE FROM item"),
              ElementsAre("query q failed: it may only read: only statements that read are allowed "
                          "here"));
  EXPECT_THAT(
      CheckedOn(name + "PRAGMA foreign_keys = OFF"),
      ElementsAre("query q failed: it may only read: PRAGMA foreign_keys is not allowed where "
                  "only reading is"));
}

TEST(DeclaredQueries, WaitForTheMigrationsAndEndWithTheirOwn) {
  FileMap files = With(
      "-- godwit: query old\n-- godwit: until 20260102000000_b\nSELECT name FROM item;\n"
      "-- godwit: query always\nSELECT id FROM item;");
  files["20260103000000_c/migration.sql"] = "CREATE TABLE other (x);";
  Bench bench(files);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  EXPECT_THAT(Checked(bench), ElementsAre()) << "the schema is not all there";
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_THAT(Checked(bench), ElementsAre("query old passed: compiles", "SCAN item",
                                          "query always passed: compiles",
                                          "SCAN item USING COVERING INDEX item_price"));
  ASSERT_TRUE(bench.Up({}, {"20260102000000_b"}).ok());
  EXPECT_THAT(Checked(bench), ElementsAre("query always passed: compiles",
                                          "SCAN item USING COVERING INDEX item_price"));
}

}  // namespace
}  // namespace godwit
