// The directive `keeps`: what a migration promises to leave alone, and that it is held to it.
#include "core/migrate/keeps.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/sqlite/script.h"

namespace godwit {
namespace {

struct Row {
  std::string name;
  std::string directive;
  std::string script;
  std::string error;  // empty = it is kept
};

const std::vector<Row> kRows = {
    {"AsItWas", "t (a, b)", "SELECT 1", ""},
    {"OtherOrderOfRows", "t (a, b)",
     "CREATE TABLE n (a, b); INSERT INTO n SELECT a, b FROM t ORDER BY a DESC; DROP TABLE t; ALTER "
     "TABLE n "
     "RENAME TO t",
     ""},
    {"OtherNames", "\"u v\" (x, b) was t (a, b)",
     "ALTER TABLE t RENAME COLUMN a TO x; ALTER TABLE t RENAME TO \"u v\"", ""},
    {"OtherColumn", "t (a)", "UPDATE t SET b = 7", ""},
    {"ARowLess", "t (a, b)", "DELETE FROM t WHERE a = 2",
     "table \"t\" is not kept: it had 3 rows and would have 2"},
    {"ARowMore", "t (a)", "INSERT INTO t VALUES (9, 9)",
     "table \"t\" is not kept: it had 3 rows and would have 4"},
    {"AValue", "t (a, b)", "UPDATE t SET b = '2' WHERE a = 2",
     "table \"t\" is not kept: its rows have other values in the columns that it says it keeps"},
    {"ValuesThatSwappedRows", "t (a, b)",
     "UPDATE t SET b = CASE a WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE b END",
     "table \"t\" is not kept: its rows have other values in the columns that it says it keeps"},
    {"ClassOfAValue", "t (a, b)", "UPDATE t SET b = 1.0 WHERE a = 1",
     "table \"t\" is not kept: its rows have other values in the columns that it says it keeps"},
};

class Keeps : public testing::TestWithParam<Row> {};

TEST_P(Keeps, HoldsTheScriptToIt) {
  Database db = std::move(Database::Open("", {.mode = OpenMode::kMemory})).value();
  ASSERT_TRUE(db.Execute("CREATE TABLE t (a, b)").ok());
  ASSERT_TRUE(db.Execute("INSERT INTO t VALUES (1, 1), (2, 2), (3, x'00')").ok());
  const std::string text = "-- godwit: keeps " + GetParam().directive + "\n" + GetParam().script;
  const Script script{.path = "m.sql", .text = text, .statements = SplitScript(text)};
  const auto kept = KeptRows::Start(db, script);
  ASSERT_TRUE(kept.ok()) << Describe(kept.error());
  for (const ScriptStatement& statement : script.statements) {
    ASSERT_TRUE(db.Execute(statement.sql).ok()) << statement.sql;
  }
  const Status checked = kept->Check(db, "migration \"m\"");
  EXPECT_EQ(checked.ok() ? "" : checked.error().why, GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(Scripts, Keeps, testing::ValuesIn(kRows),
                         [](const auto& one) { return one.param.name; });

TEST(KeepsDirective, IsReadOrRefused) {
  for (const std::string_view wrong :
       {"", "t", "t ()", "t (a", "t (a) was", "t (a) was u (a, b)", "t (a) more"}) {
    const auto kept = ReadKeeps(
        {.place = {.file = "m.sql", .line = 1, .column = 1}, .word = "keeps", .rest = wrong});
    ASSERT_FALSE(kept.ok()) << wrong;
    EXPECT_EQ(Describe(kept.error()),
              "m.sql:1:1: directive \"keeps\": it does not say which columns of which table");
  }
  Database db = std::move(Database::Open("", {.mode = OpenMode::kMemory})).value();
  const std::string text = "-- godwit: keeps nowhere (a)\nSELECT 1";
  const auto kept =
      KeptRows::Start(db, {.path = "m.sql", .text = text, .statements = SplitScript(text)});
  ASSERT_FALSE(kept.ok());
  EXPECT_EQ(Describe(kept.error()), "m.sql:1:1: directive \"keeps\": no such table: main.nowhere");
}

}  // namespace
}  // namespace godwit
