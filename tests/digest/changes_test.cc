// What became of every row, by pairs of databases.
#include "core/digest/changes.h"

#include "tests/digest/databases.h"

namespace godwit {
namespace {

// "t: 3 -> 2 +0 ~1 -1 [a emptied 1 retyped 0] gone (2)" for each table in which something changed.
std::string Changes(std::string_view before, std::string_view after) {
  Database a = Make(before);
  Database b = Make(after);
  Result<ChangesRun> run = ChangesRun::Start(a, b);
  if (!run.ok()) return Describe(run.error());
  while (true) {
    const Result<bool> more = run->Step();
    if (!more.ok()) return Describe(more.error());
    if (!*more) break;
  }
  std::string text;
  for (const TableChange& change : std::move(*run).Finish()) {
    if (!change.Changed()) continue;
    text += change.name + ": " + std::to_string(change.rows_before) + " -> " +
            std::to_string(change.rows_after) + " +" + std::to_string(change.inserted) + " ~" +
            std::to_string(change.updated) + " -" + std::to_string(change.deleted);
    for (const ColumnChange& column : change.columns) {
      text += " [" + column.name + " emptied " + std::to_string(column.emptied) + " retyped " +
              std::to_string(column.retyped) + "]";
    }
    for (const std::string& name : change.added_columns) text += " new " + name;
    for (const ColumnChange& column : change.dropped_columns) {
      text += " lost " + column.name + " " + std::to_string(column.emptied);
    }
    for (const std::vector<Value>& key : change.deleted_keys) text += " gone " + Show(View(key[0]));
    text += ";";
  }
  return text;
}

constexpr std::string_view kThree =
    "CREATE TABLE t (id TEXT PRIMARY KEY NOT NULL, a, b); INSERT INTO t VALUES ('a', 1, 'x'), "
    "('b', 2, NULL), ('c', 3, 'z');";

TEST(Changes, CountsByKey) {
  const struct {
    std::string more;
    std::string expected;
  } rows[] = {
      {"", ""},
      {"DELETE FROM t WHERE id = 'b'", "t: 3 -> 2 +0 ~0 -1 gone 'b';"},
      {"INSERT INTO t VALUES ('0', 1, 1), ('d', 1, 1)", "t: 3 -> 5 +2 ~0 -0;"},
      {"UPDATE t SET a = a + 1", "t: 3 -> 3 +0 ~3 -0;"},
      {"UPDATE t SET a = NULL, b = 1 WHERE id <> 'b'",
       "t: 3 -> 3 +0 ~2 -0 [a emptied 2 retyped 0] [b emptied 0 retyped 2];"},
      {"UPDATE t SET id = 'q' WHERE id = 'a'", "t: 3 -> 3 +1 ~0 -1 gone 'a';"},
      {"ALTER TABLE t ADD COLUMN c DEFAULT 5", "t: 3 -> 3 +0 ~0 -0 new c;"},
      {"ALTER TABLE t DROP COLUMN b", "t: 3 -> 3 +0 ~0 -0 lost b 2;"},
      {"CREATE TABLE u (x); INSERT INTO u VALUES (1)", "u: 0 -> 1 +1 ~0 -0;"},
      {"DROP TABLE t", "t: 3 -> 0 +0 ~0 -3;"},
      // A rebuild that changes order of columns and layout, and nothing else.
      {"CREATE TABLE n (b, id TEXT PRIMARY KEY NOT NULL, a); INSERT INTO n SELECT b, id, a FROM t "
       "ORDER BY id DESC; DROP TABLE t; ALTER TABLE n RENAME TO t",
       ""},
      // Another key: nothing says which row became which.
      {"CREATE TABLE n (id, a INTEGER PRIMARY KEY, b); INSERT INTO n SELECT * FROM t WHERE a > 1; "
       "DROP TABLE t; ALTER TABLE n RENAME TO t",
       "t: 3 -> 2 +0 ~0 -1;"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Changes(kThree, std::string(kThree) + row.more), row.expected) << row.more;
  }
}

TEST(Changes, WithoutAKeyByContent) {
  const std::string table = "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (2), (NULL);";
  EXPECT_EQ(Changes(table, table + "DELETE FROM t WHERE rowid = 2"), "t: 4 -> 3 +0 ~0 -1;");
  EXPECT_EQ(Changes(table, table + "UPDATE t SET a = 3 WHERE a = 1"), "t: 4 -> 4 +1 ~0 -1;");
}

TEST(Changes, KeysOfEveryType) {
  const std::string table =
      "CREATE TABLE t (k PRIMARY KEY, v); INSERT INTO t VALUES (NULL, 1), (-1, 1), (0.5, 1), "
      "(9007199254740993, 1), ('a', 1), ('Z', 1), (x'00', 1), (x'ff', 1);";
  EXPECT_EQ(Changes(table, table + "UPDATE t SET v = 2 WHERE k = x'ff'"),
            "t: 8 -> 8 +1 ~0 -1 gone x'ff';");
  const std::string unique =
      "CREATE TABLE t (k PRIMARY KEY NOT NULL, v); INSERT INTO t VALUES (-1, 1), (0.5, 1), "
      "(9007199254740993, 1), ('a', 1), ('Z', 1), (x'00', 1), (x'ff', 1);";
  EXPECT_EQ(Changes(unique, unique + "UPDATE t SET v = 2 WHERE typeof(k) = 'blob'"),
            "t: 7 -> 7 +0 ~2 -0;");
}

TEST(Changes, ManyRowsInSteps) {
  const std::string many =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
      "SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO t SELECT i, i FROM n;";
  EXPECT_EQ(Changes(many, many + "DELETE FROM t WHERE id % 10000 = 0"),
            "t: 30000 -> 29997 +0 ~0 -3 gone 10000 gone 20000 gone 30000;");
}

}  // namespace
}  // namespace godwit
