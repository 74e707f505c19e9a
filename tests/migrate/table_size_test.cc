#include "core/migrate/table_size.h"

#include <string>

#include <gtest/gtest.h>

#include "core/sqlite/script.h"

namespace godwit {
namespace {

Database Memory() { return std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value(); }

void Sql(Database& db, const std::string& sql) {
  for (const ScriptStatement& statement : SplitScript(sql)) {
    const Status status = db.Execute(statement.sql);
    ASSERT_TRUE(status.ok()) << Describe(status.error());
  }
}

std::string Fill(const std::string& table, int rows, const std::string& values) {
  return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
         std::to_string(rows) + ") INSERT INTO " + table + " SELECT " + values + " FROM n;";
}

std::int64_t BytesOf(Database& db, const std::string& table) {
  const Result<Value> sum =
      db.QueryValue("SELECT sum(pgsize) FROM dbstat WHERE name = '" + table + "'");
  return std::get<std::int64_t>(*sum);
}

TEST(TableSize, IsExactWhereTheTableIsSmall) {
  Database db = Memory();
  Sql(db, "CREATE TABLE a (x); CREATE TABLE b (x PRIMARY KEY, y) WITHOUT ROWID;" +
              Fill("a", 1000, "'some text of a row'") + Fill("b", 2000, "i, zeroblob(50)"));
  for (const auto& [table, rows] : {std::pair{"a", 1000}, std::pair{"b", 2000}}) {
    const Result<TableSize> size = EstimateSize(db, table);
    ASSERT_TRUE(size.ok()) << Describe(size.error());
    EXPECT_EQ(size->rows, rows) << table;
    EXPECT_EQ(size->bytes, BytesOf(db, table)) << table;
    EXPECT_TRUE(size->exact);
  }
  EXPECT_EQ(EstimateSize(db, "nowhere")->rows, 0);
}

TEST(TableSize, IsNearWhereTheTableIsLarge) {
  Database db = Memory();
  Sql(db,
      "CREATE TABLE a (x); CREATE TABLE b (x PRIMARY KEY, y) WITHOUT ROWID;"
      "CREATE TABLE c (x, rowid); CREATE TABLE d (x);" +
          Fill("a", 60'000, "zeroblob(100 + i % 50)") + Fill("b", 60'000, "i, zeroblob(100)") +
          Fill("c", 60'000, "zeroblob(100), -1") + Fill("d", 600, "zeroblob(9000)"));
  for (const auto& [table, rows] : {std::pair{"a", 60'000}, std::pair{"b", 60'000},
                                    std::pair{"c", 60'000}, std::pair{"d", 600}}) {
    const Result<TableSize> size = EstimateSize(db, table);
    ASSERT_TRUE(size.ok()) << Describe(size.error());
    EXPECT_FALSE(size->exact) << table;
    EXPECT_NEAR(static_cast<double>(size->rows), rows, rows * 0.35) << table;
    const auto bytes = static_cast<double>(BytesOf(db, table));
    EXPECT_NEAR(static_cast<double>(size->bytes), bytes, bytes * 0.35) << table;
  }
}

TEST(TableSize, TakesWhatAnalyzeCounted) {
  Database db = Memory();
  Sql(db, "CREATE TABLE a (x); CREATE INDEX ai ON a (x);" + Fill("a", 50'000, "zeroblob(100)") +
              "ANALYZE;");
  EXPECT_EQ(EstimateSize(db, "a")->rows, 50'000);
}

}  // namespace
}  // namespace godwit
