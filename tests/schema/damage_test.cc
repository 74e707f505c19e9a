// Schema tables that somebody has edited by hand, and names that few would choose.
#include <string>

#include <gtest/gtest.h>

#include "core/schema/canonical.h"
#include "core/schema/inspect.h"
#include "tests/digest/databases.h"

namespace godwit {
namespace {

// A database of this script in which `from` stands as `to`, of the same length, in its file.
Result<Database> Edited(std::string_view sql, const std::string& from, const std::string& to) {
  EXPECT_EQ(from.size(), to.size());
  std::string bytes = Make(sql).Serialize().value();
  const std::size_t at = bytes.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  bytes.replace(at, from.size(), to);
  EXPECT_EQ(bytes.find(from), std::string::npos) << from << " stands there twice";
  return Database::FromBytes(bytes, {.mode = OpenMode::kMemory, .name = "edited.db"});
}

std::string WhyNot(std::string_view sql, const std::string& from, const std::string& to) {
  const Result<Database> db = Edited(sql, from, to);
  if (!db.ok()) return Describe(db.error());
  const Result<Schema> schema = Inspect(*db);
  return schema.ok() ? "" : Describe(schema.error());
}

constexpr std::string_view kTable =
    "CREATE TABLE tt (xx INT CHECK (xx > 1)); CREATE INDEX ii ON tt (xx)";

TEST(DamagedSchema, IsAnErrorThatNamesTheObject) {
  // A statement that does not parse.
  EXPECT_EQ(WhyNot(kTable, "CHECK (xx > 1)", "CHECK (xx >  )"),
            "database \"edited.db\": malformed database schema (tt) - near \")\": syntax error");
  // A statement of another kind.
  EXPECT_EQ(WhyNot(kTable, "CREATE TABLE tt", "DELETE FROM  tt"),
            "database \"edited.db\": malformed database schema (tt)");
  // An index on a table that is not there.
  EXPECT_EQ(WhyNot(kTable, "ii ON tt", "ii ON uu"),
            "database \"edited.db\": malformed database schema (ii) - no such table: main.uu");
}

TEST(DamagedSchema, ARowThatContradictsItsStatementIsAnError) {
  EXPECT_EQ(WhyNot(kTable, "TABLE tt (", "TABLE uu ("),
            "database \"edited.db\": malformed database schema (tt)");
  EXPECT_EQ(WhyNot(kTable, "INDEX ii ON", "INDEX jj ON"),
            "database \"edited.db\": malformed database schema (ii)");
  // SQLite takes names in another case for the same, and half of the model would be missing.
  const std::string why =
      ": no row of sqlite_schema has its name: it was edited by hand, or is damaged";
  EXPECT_EQ(WhyNot(kTable, "TABLE tt (", "TABLE TT ("), "table \"TT\"" + why);
  EXPECT_EQ(WhyNot(kTable, "INDEX ii ON", "INDEX II ON"), "index \"II\"" + why);
}

TEST(StrangeNames, AreReadAsTheyAre) {
  Database db = Make(
      "CREATE TABLE \"a \"\"quoted\"\" name\" (\"select\" INT PRIMARY KEY, \"😀\" TEXT CHECK "
      "(\"😀\" <> "
      "'x'), \"\" INT, `a``b` INT);"
      "CREATE TABLE \"table\" (\"from\" INT REFERENCES \"a \"\"quoted\"\" name\" (\"select\"), "
      "\"new\nline\" TEXT COLLATE nocase);"
      "CREATE INDEX \"index\" ON \"table\" (\"new\nline\" DESC, \"from\") WHERE \"from\" > 1;"
      "CREATE TABLE \"tab\tin\" (\"'\" INT, UNIQUE (\"'\"));"
      "CREATE VIEW \"order\" AS SELECT \"from\" AS \"group\" FROM \"table\";"
      "CREATE TRIGGER \"trigger\" AFTER INSERT ON \"table\" BEGIN DELETE FROM \"tab\tin\"; END");
  const Result<Schema> schema = Inspect(db);
  ASSERT_TRUE(schema.ok()) << Describe(schema.error());
  ASSERT_EQ(schema->tables.size(), 3U);
  const Table& quoted = schema->tables[0];
  EXPECT_EQ(quoted.name, "a \"quoted\" name");
  EXPECT_EQ(quoted.columns[1].name, "😀");
  EXPECT_EQ(quoted.columns[2].name, "");
  EXPECT_EQ(quoted.columns[3].name, "a`b");
  EXPECT_EQ(quoted.checks.at(0).expression, "😀 <> 'x'");
  const Table& table = schema->tables[2];
  EXPECT_EQ(table.columns[1].name, "new\nline");
  EXPECT_EQ(table.columns[1].collation, "NOCASE");
  EXPECT_EQ(table.foreign_keys.at(0).table, "a \"quoted\" name");
  EXPECT_EQ(table.foreign_keys.at(0).target_columns, std::vector<std::string>{"select"});
  EXPECT_EQ(table.indexes.at(0).keys.at(0).column, "new\nline");
  EXPECT_EQ(schema->views.at(0).columns, std::vector<std::string>{"group"});
  EXPECT_EQ(schema->triggers.at(0).table, "table");
  // Made again by its own SQL it is the same.
  Database again = Make("SELECT 1");
  for (const Table& one : schema->tables) {
    godwit::Run(again, one.stored_sql);
    for (const Index& index : one.indexes) godwit::Run(again, index.stored_sql);
  }
  godwit::Run(again, schema->views[0].stored_sql);
  godwit::Run(again, schema->triggers[0].stored_sql);
  EXPECT_EQ(CanonicalSchema(Inspect(again).value()), CanonicalSchema(*schema));
}

}  // namespace
}  // namespace godwit
