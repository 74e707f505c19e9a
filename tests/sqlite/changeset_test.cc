// Changesets: recorded, turned round, applied, and what stands in the way.
#include "core/sqlite/changeset.h"

#include <string>

#include <gtest/gtest.h>

#include "core/digest/digest.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

Database OpenWith(const std::string& sql) {
  Database db = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  for (const ScriptStatement& statement : SplitScript(sql)) {
    const Status status = db.Execute(statement.sql);
    EXPECT_TRUE(status.ok()) << Describe(status.error());
  }
  return db;
}

std::string Contents(Database& db) { return Hex(DigestDatabase(db).value().data); }

// Runs `sql` and gives what it changed.
std::string Record(Database& db, const std::string& sql) {
  const Result<ChangeRecorder> recorder =
      ChangeRecorder::Start(db, [](std::string_view table) { return table != "unwatched"; });
  EXPECT_TRUE(recorder.ok());
  for (const ScriptStatement& statement : SplitScript(sql)) {
    const Status status = db.Execute(statement.sql);
    EXPECT_TRUE(status.ok()) << Describe(status.error());
  }
  return recorder->Changeset().value();
}

struct Outcome {
  Status status;
  std::string conflicts;
};

Outcome TakeBack(Database& db, const std::string& changeset) {
  Outcome outcome;
  const std::string inverse = InvertChangeset(changeset).value();
  EXPECT_TRUE(db.SetTriggers(false).ok());
  outcome.status =
      ChangesetApplier::Apply(db, inverse, [&](ChangeConflict conflict, const ChangedRow& row) {
        outcome.conflicts += row.table + std::to_string(static_cast<int>(conflict)) + " ";
      });
  EXPECT_TRUE(db.SetTriggers(true).ok());
  return outcome;
}

TEST(Changeset, RestoresEveryKindOfTable) {
  const struct {
    std::string schema;
    std::string change;
  } rows[] = {
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, a, b); INSERT INTO t VALUES (1, 'x', 2.5), (2, "
       "NULL,"
       " x'00ff');",
       "UPDATE t SET a = 'y'; DELETE FROM t WHERE id = 2; INSERT INTO t VALUES (3, 4, 5)"},
      {"CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2), (1, 2);",
       "UPDATE t SET a = 9; DELETE FROM t WHERE rowid = 1; INSERT INTO t VALUES (7, 7)"},
      {"CREATE TABLE t (a, b, c, PRIMARY KEY (b, a)) WITHOUT ROWID; INSERT INTO t VALUES (1, 2, "
       "3);",
       "UPDATE t SET a = 5; UPDATE t SET c = 4"},
      {"CREATE TABLE t (id TEXT PRIMARY KEY NOT NULL, v INT, w INT AS (v * 2) STORED) STRICT; "
       "INSERT "
       "INTO t (id, v) VALUES ('a', 1);",
       "UPDATE t SET v = 2; INSERT INTO t (id, v) VALUES ('b', 3)"},
      {"CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, p "
       "REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE); INSERT INTO p VALUES (1), (2); INSERT "
       "INTO c VALUES (1, 1), (2, 1), (3, 2);",
       "DELETE FROM p WHERE id = 1; UPDATE p SET id = 5 WHERE id = 2"},
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, v); CREATE TABLE log (id INTEGER PRIMARY KEY, x); "
       "CREATE TRIGGER g AFTER UPDATE ON t BEGIN INSERT INTO log (x) VALUES (old.v); END; INSERT "
       "INTO t VALUES (1, 'a');",
       "UPDATE t SET v = 'b'; UPDATE t SET v = 'c'"},
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, v UNIQUE); INSERT INTO t VALUES (1, 'a'), (2, "
       "'b');",
       "UPDATE t SET v = NULL WHERE id = 1; UPDATE t SET v = 'a' WHERE id = 2; UPDATE t SET v = "
       "'b' "
       "WHERE id = 1"},
  };
  for (const auto& row : rows) {
    Database db = OpenWith(row.schema);
    const std::string before = Contents(db);
    const std::string changeset = Record(db, row.change);
    EXPECT_NE(Contents(db), before) << row.change;
    const Outcome outcome = TakeBack(db, changeset);
    EXPECT_TRUE(outcome.status.ok()) << row.change << Describe(outcome.status.error());
    EXPECT_EQ(outcome.conflicts, "") << row.change;
    EXPECT_EQ(Contents(db), before) << row.change;
  }
}

TEST(Changeset, TellsWhatStandsInTheWayAndLeavesIt) {
  const std::string schema =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b UNIQUE); INSERT INTO t VALUES (1, 1, 1), (2, "
      "2, "
      "2), (3, 3, 3);";
  const struct {
    std::string change;
    std::string later;
    std::string conflicts;
    std::string rows;  // at the end
  } rows[] = {
      {"UPDATE t SET a = a + 10", "UPDATE t SET a = 0 WHERE id = 2", "t0 ", "1:1 2:0 3:3 "},
      // Another column: nothing to do with what was recorded.
      {"UPDATE t SET a = a + 10", "UPDATE t SET b = 9 WHERE id = 2", "", "1:1 2:2 3:3 "},
      {"UPDATE t SET a = a + 10", "DELETE FROM t WHERE id = 2", "t1 ", "1:1 3:3 "},
      {"DELETE FROM t WHERE id = 2", "INSERT INTO t VALUES (2, 7, 7)", "t2 ", "1:1 2:7 3:3 "},
      {"DELETE FROM t WHERE id = 2", "INSERT INTO t VALUES (9, 9, 2)", "t3 ", "1:1 3:3 9:9 "},
      {"INSERT INTO t VALUES (4, 4, 4)", "UPDATE t SET a = 5 WHERE id = 4", "t0 ",
       "1:1 2:2 3:3 4:5 "},
      {"INSERT INTO t VALUES (4, 4, 4)", "DELETE FROM t WHERE id = 4", "t1 ", "1:1 2:2 3:3 "},
  };
  for (const auto& row : rows) {
    Database db = OpenWith(schema);
    const std::string changeset = Record(db, row.change);
    ASSERT_TRUE(db.Execute(row.later).ok());
    const Outcome outcome = TakeBack(db, changeset);
    EXPECT_TRUE(outcome.status.ok());
    EXPECT_EQ(outcome.conflicts, row.conflicts) << row.later;
    EXPECT_EQ(db.QueryValue("SELECT group_concat(id || ':' || a || ' ', '') FROM t").value(),
              Value(row.rows))
        << row.later;
  }
}

TEST(Changeset, OrphansAreAnError) {
  Database db =
      OpenWith("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p);");
  const std::string changeset = Record(db, "INSERT INTO p VALUES (1)");
  ASSERT_TRUE(db.Execute("INSERT INTO c VALUES (1)").ok());
  const Outcome outcome = TakeBack(db, changeset);
  ASSERT_FALSE(outcome.status.ok());
  EXPECT_EQ(outcome.status.error().why, "it would leave rows whose foreign key leads nowhere");
  EXPECT_EQ(db.QueryValue("SELECT count(*) FROM p").value(), Value(std::int64_t{1}));
}

TEST(Changeset, HoldsWhatItSays) {
  Database db = OpenWith(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v); CREATE TABLE n (v); CREATE TABLE unwatched (v);"
      "INSERT INTO t VALUES (1, 'a'), (2, 'b');");
  EXPECT_EQ(Record(db, "UPDATE t SET v = v; INSERT INTO unwatched VALUES (1)"), "");
  const std::string changeset =
      Record(db, "UPDATE t SET v = 'c' WHERE id = 2; INSERT INTO n VALUES ('x')");
  Result<ChangesetReader> reader = ChangesetReader::Open(changeset);
  ASSERT_TRUE(reader.ok());
  ASSERT_TRUE(reader->Next().value());
  const ChangedRow first = reader->Row();
  EXPECT_EQ(first.table, "t");
  EXPECT_EQ(first.operation, RowOperation::kUpdate);
  EXPECT_EQ(first.values, (std::vector<Value>{std::int64_t{2}, std::string("b")}));
  EXPECT_EQ(first.key, (std::vector<bool>{true, false}));
  ASSERT_TRUE(reader->Next().value());
  // Without a primary key the rowid comes first.
  EXPECT_EQ(reader->Row().values, (std::vector<Value>{std::int64_t{1}, std::string("x")}));
  EXPECT_EQ(reader->table(), "n");
  EXPECT_FALSE(reader->Next().value());
  EXPECT_FALSE(InvertChangeset("T").ok());
}

}  // namespace
}  // namespace godwit
