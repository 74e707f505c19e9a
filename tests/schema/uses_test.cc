// What views and triggers use, as SQLite resolves it.
#include "core/schema/uses.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/schema/inspect.h"
#include "tests/digest/databases.h"

namespace godwit {
namespace {

Result<Database> OpenScratch() { return Database::Open({}, {.mode = OpenMode::kMemory}); }

SchemaUses UsesOf(Database& db) {
  const Result<Schema> schema = Inspect(db);
  EXPECT_TRUE(schema.ok()) << Describe(schema.error());
  Result<SchemaUses> uses = FindUses(db, *schema, OpenScratch);
  EXPECT_TRUE(uses.ok()) << Describe(uses.error());
  return uses.ok() ? std::move(uses).value() : SchemaUses{};
}

std::string Show(const std::vector<TableUse>& uses) {
  std::string text;
  for (const TableUse& use : uses) {
    text += (text.empty() ? "" : " ") + use.table + "(";
    for (std::size_t i = 0; i < use.columns.size(); ++i) {
      text += (i > 0 ? "," : "") + use.columns[i];
    }
    text += ")";
  }
  return text;
}

std::string Show(const std::vector<std::string>& tables) {
  std::string text;
  for (const std::string& table : tables) text += (text.empty() ? "" : " ") + table;
  return text;
}

constexpr std::string_view kTables =
    "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT, y TEXT, z INT);"
    "CREATE TABLE \"b b\" (id INTEGER PRIMARY KEY, a_id INT, \"select\" TEXT);"
    "CREATE TABLE log (what TEXT, at TEXT);";

struct ViewRow {
  std::string_view name;  // of the case
  std::string_view sql;   // of a view v; other objects before it
  std::string_view reads;
};

class ViewReads : public testing::TestWithParam<ViewRow> {};

TEST_P(ViewReads, AreFound) {
  Database db = Make(std::string(kTables) + std::string(GetParam().sql));
  for (const ViewUses& view : UsesOf(db).views) {
    if (view.view != "v") continue;
    EXPECT_EQ(view.error, "");
    EXPECT_EQ(Show(view.reads), GetParam().reads);
    return;
  }
  ADD_FAILURE() << "there is no view v";
}

INSTANTIATE_TEST_SUITE_P(
    Views, ViewReads,
    testing::Values(
        ViewRow{"columns", "CREATE VIEW v AS SELECT X FROM A WHERE z > 1", "a(x,z)"},
        ViewRow{"star", "CREATE VIEW v AS SELECT * FROM log", "log(at,what)"},
        ViewRow{"joined",
                "CREATE VIEW v AS SELECT a.y, o.\"select\" FROM a LEFT JOIN \"b b\" AS o "
                "ON o.a_id = a.id",
                "a(id,y) b b(a_id,select)"},
        ViewRow{"counted", "CREATE VIEW v AS SELECT count(*) FROM LOG", "log()"},
        ViewRow{"rowid", "CREATE VIEW v AS SELECT rowid FROM log", "log(rowid)"},
        ViewRow{"subquery", "CREATE VIEW v AS SELECT 1 WHERE EXISTS (SELECT what FROM log)",
                "log(what)"},
        ViewRow{"unused", "CREATE VIEW v AS SELECT x FROM (SELECT x, y FROM a)", "a(x,y)"},
        ViewRow{"common table expression",
                "CREATE VIEW v AS WITH c AS (SELECT x FROM a) SELECT count(*) FROM c", "a(x)"},
        ViewRow{
            "recursive",
            "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT z FROM a UNION SELECT i + 1 FROM n "
            "WHERE i < 9) SELECT i FROM n",
            "a(z)"},
        ViewRow{"of a view",
                "CREATE VIEW w AS SELECT x AS p, y AS q FROM a;"
                "CREATE VIEW v AS SELECT q FROM w",
                "w(q)"},
        ViewRow{"of a view twice",
                "CREATE VIEW w AS SELECT x, z FROM a; CREATE VIEW u AS SELECT x "
                "FROM w; CREATE VIEW v AS SELECT u.x, a.y FROM u, a",
                "a(y) u(x)"},
        ViewRow{"of no table", "CREATE VIEW v AS SELECT 1", ""}),
    [](const auto& info) {
      std::string name(info.param.name);
      std::replace(name.begin(), name.end(), ' ', '_');
      return name;
    });

struct TriggerRow {
  std::string_view name;
  std::string_view sql;  // of a trigger g; other objects before it
  std::string_view reads;
  std::string_view updates;
  std::string_view inserts;
  std::string_view deletes;
};

class TriggerWrites : public testing::TestWithParam<TriggerRow> {};

TEST_P(TriggerWrites, AreFound) {
  Database db = Make(std::string(kTables) + std::string(GetParam().sql));
  for (const TriggerUses& trigger : UsesOf(db).triggers) {
    if (trigger.trigger != "g") continue;
    EXPECT_EQ(trigger.error, "");
    EXPECT_EQ(Show(trigger.reads), GetParam().reads);
    EXPECT_EQ(Show(trigger.updates), GetParam().updates);
    EXPECT_EQ(Show(trigger.inserts), GetParam().inserts);
    EXPECT_EQ(Show(trigger.deletes), GetParam().deletes);
    return;
  }
  ADD_FAILURE() << "there is no trigger g";
}

INSTANTIATE_TEST_SUITE_P(
    Triggers, TriggerWrites,
    testing::Values(
        TriggerRow{"insert",
                   "CREATE TRIGGER g AFTER INSERT ON a WHEN NEW.z > 1 BEGIN INSERT INTO log VALUES "
                   "(NEW.x, (SELECT \"select\" FROM \"b b\")); END",
                   "a(x,z) b b(select)", "", "log", ""},
        TriggerRow{
            "update",
            "CREATE TRIGGER g BEFORE UPDATE OF x, y ON a BEGIN UPDATE \"b b\" SET \"select\" = "
            "OLD.x WHERE a_id = OLD.id; DELETE FROM log WHERE what = 'q'; END",
            "a(id,x) b b(a_id) log(what)", "b b(select)", "", "log"},
        TriggerRow{"delete", "CREATE TRIGGER g DELETE ON a BEGIN DELETE FROM \"b b\"; END", "", "",
                   "", "b b"},
        TriggerRow{"among others",
                   "CREATE TRIGGER f AFTER DELETE ON a BEGIN UPDATE a SET z = 1; END;"
                   "CREATE TRIGGER g AFTER DELETE ON a BEGIN INSERT INTO log (what) VALUES "
                   "(OLD.y); END;"
                   "CREATE TRIGGER h AFTER DELETE ON a BEGIN DELETE FROM \"b b\"; END",
                   "a(y)", "", "log", ""},
        // What that fires is the other one's.
        TriggerRow{"that fires another",
                   "CREATE TRIGGER f AFTER INSERT ON log BEGIN UPDATE a SET z = 1; END;"
                   "CREATE TRIGGER g AFTER DELETE ON a BEGIN INSERT INTO log (what) VALUES "
                   "('x'); END",
                   "", "", "log", ""},
        TriggerRow{"common table expression",
                   "CREATE TRIGGER g AFTER DELETE ON a BEGIN INSERT INTO log (what) WITH c AS "
                   "(SELECT \"select\" FROM \"b b\") SELECT * FROM c; END",
                   "b b(select)", "", "log", ""},
        TriggerRow{"instead of",
                   "CREATE VIEW v AS SELECT x, z FROM a; CREATE TRIGGER g INSTEAD OF UPDATE ON v "
                   "BEGIN UPDATE a SET x = NEW.x WHERE z = OLD.z; END",
                   "a(z) v(x,z)", "a(x)", "", ""},
        TriggerRow{
            "through a view",
            "CREATE VIEW v AS SELECT x, z FROM a; CREATE TRIGGER g AFTER INSERT ON log BEGIN "
            "DELETE FROM \"b b\" WHERE a_id IN (SELECT z FROM v); END",
            "b b(a_id) v(z)", "", "", "b b"}),
    [](const auto& info) {
      std::string name(info.param.name);
      std::replace(name.begin(), name.end(), ' ', '_');
      return name;
    });

TEST(Uses, BrokenOnesKeepTheirErrorAndTheOthersAreFound) {
  std::string sql(kTables);
  sql +=
      "CREATE VIEW bad AS SELECT missing FROM a; CREATE VIEW good AS SELECT x FROM a;"
      "CREATE VIEW worse AS SELECT x FROM nowhere;"
      "CREATE TRIGGER t1 AFTER INSERT ON a BEGIN INSERT INTO nowhere VALUES (1); END;"
      "CREATE TRIGGER t2 AFTER INSERT ON a BEGIN DELETE FROM log; END;"
      "CREATE TRIGGER t3 AFTER DELETE ON a BEGIN SELECT missing FROM log; END;"
      "CREATE TRIGGER t4 INSTEAD OF UPDATE ON worse BEGIN DELETE FROM log; END";
  Database db = Make(sql);
  const SchemaUses uses = UsesOf(db);
  ASSERT_EQ(uses.views.size(), 3U);
  EXPECT_EQ(uses.views[0].error, "no such column: missing");
  EXPECT_EQ(Show(uses.views[1].reads), "a(x)");
  EXPECT_EQ(uses.views[2].error, "no such table: main.nowhere");
  ASSERT_EQ(uses.triggers.size(), 4U);
  EXPECT_EQ(uses.triggers[0].error, "no such table: main.nowhere");
  EXPECT_EQ(uses.triggers[1].error, "");
  EXPECT_EQ(Show(uses.triggers[1].deletes), "log");
  EXPECT_EQ(uses.triggers[2].error, "no such column: missing");
  EXPECT_EQ(uses.triggers[3].error, "no such table: main.nowhere");
}

TEST(Uses, SequencesAreData) {
  Database db = Make(
      "CREATE TABLE \"q\"\"s\" (id INTEGER PRIMARY KEY AUTOINCREMENT, x); INSERT INTO \"q\"\"s\" "
      "VALUES (41, 1), (NULL, 2); CREATE TABLE e (id INTEGER PRIMARY KEY AUTOINCREMENT)");
  const SchemaUses uses = UsesOf(db);
  ASSERT_EQ(uses.sequences.size(), 1U);
  EXPECT_EQ(uses.sequences[0].table, "q\"s");
  EXPECT_EQ(uses.sequences[0].value, 42);
  // They are no part of the schema.
  Database other = Make(
      "CREATE TABLE \"q\"\"s\" (id INTEGER PRIMARY KEY AUTOINCREMENT, x);"
      "CREATE TABLE e (id INTEGER PRIMARY KEY AUTOINCREMENT)");
  EXPECT_EQ(Hex(Digest(db).schema), Hex(Digest(other).schema));
  EXPECT_TRUE(UsesOf(other).sequences.empty());
}

struct HeadRow {
  std::string_view sql;
  TriggerTiming timing;
  TriggerEvent event;
  std::string_view update_of;
};

TEST(Uses, HeadsAreRead) {
  using T = TriggerTiming;
  using E = TriggerEvent;
  for (const auto& [sql, timing, event, update_of] : std::vector<HeadRow>{
           {"CREATE TRIGGER g INSERT ON a BEGIN", T::kBefore, E::kInsert, ""},
           {"create trigger \"after\" BEFORE delete on a", T::kBefore, E::kDelete, ""},
           {"CREATE TRIGGER main.g AFTER UPDATE ON a", T::kAfter, E::kUpdate, ""},
           {"CREATE TRIGGER IF NOT EXISTS g /* c */ AFTER UPDATE OF x, \"y z\" ON a", T::kAfter,
            E::kUpdate, "x y z"},
           {"CREATE TRIGGER [instead] INSTEAD OF UPDATE OF \"on\" ON v", T::kInsteadOf, E::kUpdate,
            "on"},
           {"CREATE TEMP TRIGGER g AFTER INSERT ON a", T::kAfter, E::kInsert, ""},
           {"", T::kBefore, E::kInsert, ""}}) {
    const TriggerHead head = ReadTriggerHead(sql);
    EXPECT_EQ(head.timing, timing) << sql;
    EXPECT_EQ(head.event, event) << sql;
    EXPECT_EQ(Show(head.update_of), update_of) << sql;
  }
}

}  // namespace
}  // namespace godwit
