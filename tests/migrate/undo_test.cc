// Undo: what data steps changed is brought back, and nothing that was edited since is overwritten.
#include "core/migrate/undo.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/digest/digest.h"
#include "core/migrate/undo_limits.h"
#include "core/migrate/undo_log.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

constexpr std::string_view kFill =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 35) "
    "INSERT INTO t (id, v) SELECT i, i FROM n";

FileMap Project(const std::string& directives = {}, const std::string& more = {}) {
  return {
      {"20260101000000_a/migration.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY, v, w);" + more},
      {"20260102000000_b/migration.sql", "ALTER TABLE t ADD COLUMN d;"},
      {"20260102000000_b/down.sql", "ALTER TABLE t DROP COLUMN d;"},
      {"20260102000000_b/backfill.sql",
       "-- godwit: data-step double\n-- godwit: table t\n-- godwit: batch 10\n" + directives +
           "SELECT id, v * 2 AS d FROM t WHERE d IS NULL;\n"
           "-- godwit: data-step copy\n-- godwit: table t\n-- godwit: batch 7\n"
           "SELECT id, v AS w FROM t WHERE w IS NULL;"}};
}

std::string Data(Database& db) { return Hex(DigestDatabase(db).value().data); }

Result<Report> Undo(Bench& bench, UndoOptions options = {}) {
  return Bench::Drive(StartUndo(bench.context(), std::move(options)));
}

// Applied without its data steps, filled, its digest taken, and the steps run.
std::string Prepare(Bench& bench) {
  EXPECT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql(kFill);
  EXPECT_TRUE(*(*StartUp(bench.context(), {}))->Step());
  std::string before = Data(bench.db());
  const Result<Report> up = bench.Up();
  EXPECT_TRUE(up.ok()) << Describe(up.error());
  return before;
}

TEST(Undo, BringsTheDataBackAndTheStepsAreDueAgain) {
  Bench bench(Project());
  const std::string before = Prepare(bench);
  EXPECT_EQ(bench.Show("SELECT group_concat(substr(step, 1, 1) || batch || ':' || changes, ' ') "
                       "FROM godwit_undo"),
            "'d1:10 d2:10 d3:10 d4:5 c1:7 c2:7 c3:7 c4:7 c5:7'");
  EXPECT_NE(Data(bench.db()), before);
  const std::string after = Data(bench.db());
  const Result<Report> undone = Undo(bench);
  ASSERT_TRUE(undone.ok()) << Describe(undone.error());
  ASSERT_EQ(undone->data_steps.size(), 2U);
  EXPECT_EQ(undone->data_steps[1].name, "double");
  EXPECT_EQ(undone->data_steps[1].rows, 35);
  EXPECT_EQ(undone->data_steps[1].batches, 4);
  EXPECT_TRUE(undone->warnings.empty());
  EXPECT_EQ(Data(bench.db()), before);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | double:due(35) | copy:due(35)");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_undo"), "0");
  EXPECT_TRUE(Undo(bench)->NothingDone());
  // And on again.
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(Data(bench.db()), after);
  EXPECT_TRUE(Undo(bench).ok());
  EXPECT_EQ(Data(bench.db()), before);
}

TEST(Undo, OfOneStep) {
  Bench bench(Project());
  Prepare(bench);
  ASSERT_TRUE(Undo(bench, {.migration = {}, .step = "double"}).ok());
  EXPECT_EQ(bench.Show("SELECT count(d) || ' ' || count(w) FROM t"), "'0 35'");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | double:due(35) | copy:complete(0)");
  const Result<Report> again = Undo(bench, {.migration = {}, .step = "double"});
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::kRefused);
  EXPECT_FALSE(Undo(bench, {.migration = "20260101000000_a"}).ok());
}

TEST(Undo, RefusesWhereRowsWereEditedOrLeavesThem) {
  Bench bench(Project());
  Prepare(bench);
  bench.Sql(
      "UPDATE t SET d = 'mine' WHERE id IN (3, 30); DELETE FROM t WHERE id = 12; UPDATE t SET v = "
      "'other column' WHERE id = 20");
  const std::string edited = Data(bench.db());
  const Result<Report> refused = Undo(bench);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
  EXPECT_EQ(refused.error().why,
            "3 rows were changed since by others: table \"t\": \"id\" = 12 (deleted); table \"t\": "
            "\"id\" = 30 (edited); table \"t\": \"id\" = 3 (edited)");
  EXPECT_EQ(Data(bench.db()), edited);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | double:complete(0) | copy:complete(0)");
  const Result<Report> skipped = Undo(bench, {.migration = {}, .step = {}, .skip_edited = true});
  ASSERT_TRUE(skipped.ok()) << Describe(skipped.error());
  ASSERT_EQ(skipped->warnings.size(), 1U);
  EXPECT_NE(skipped->warnings[0].find("they were left as they are"), std::string::npos);
  EXPECT_EQ(bench.Show("SELECT group_concat(id || ':' || d, ' ') FROM t WHERE d IS NOT NULL"),
            "'3:mine 30:mine'");
  EXPECT_EQ(bench.Show("SELECT v FROM t WHERE id = 20"), "'other column'");
}

// Random edits after the run: whatever they are, none is ever overwritten, and without one
// everything comes back.
TEST(Undo, NeverOverwritesALaterEdit) {
  std::uint32_t seed = 12345;
  const auto draw = [&](std::uint32_t below) {
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 16) % below;
  };
  for (int round = 0; round < 40; ++round) {
    Bench bench(Project());
    const std::string before = Prepare(bench);
    std::map<int, std::string> mine;  // edited rows by id; empty = deleted
    const std::uint32_t edits = draw(4);
    for (std::uint32_t i = 0; i < edits; ++i) {
      const int id = static_cast<int>(draw(35)) + 1;
      const std::string where = " WHERE id = " + std::to_string(id);
      const std::string value = "'edit " + std::to_string(i) + "'";
      switch (draw(3)) {
        case 0:
          bench.Sql("DELETE FROM t" + where);
          mine[id] = {};
          break;
        case 1:
          if (mine.contains(id) && mine[id].empty()) break;
          bench.Sql("UPDATE t SET d = " + value + where);
          mine[id] = "d = " + value;
          break;
        default:
          bench.Sql("INSERT OR REPLACE INTO t (id, v, w, d) VALUES (" + std::to_string(id) + ", " +
                    value + ", " + value + ", " + value + ")");
          mine[id] = "d = " + value + " AND w = " + value + " AND v = " + value;
          break;
      }
    }
    const std::string edited = Data(bench.db());
    const Result<Report> plain = Undo(bench);
    EXPECT_EQ(plain.ok(), mine.empty()) << round;
    EXPECT_EQ(Data(bench.db()), mine.empty() ? before : edited) << round;
    if (plain.ok()) continue;
    EXPECT_TRUE(Undo(bench, {.migration = {}, .step = {}, .skip_edited = true}).ok()) << round;
    for (const auto& [id, condition] : mine) {
      const std::string where = " WHERE id = " + std::to_string(id);
      EXPECT_EQ(bench.Show("SELECT count(*) FROM t" + where +
                           (condition.empty() ? "" : " AND " + condition)),
                condition.empty() ? "0" : "1")
          << round << " " << id;
    }
    EXPECT_EQ(bench.Show("SELECT count(*) FROM t WHERE typeof(d) = 'integer'"), "0") << round;
  }
}

TEST(Undo, RefusesADamagedLog) {
  for (const char* damage :
       {"UPDATE godwit_undo SET changeset = CAST(substr(changeset, 1, length(changeset) - 1) || "
        "x'7f' AS BLOB) WHERE id = 2",
        "UPDATE godwit_undo SET rows = 99 WHERE id = 3", "DELETE FROM godwit_undo WHERE id = 2",
        "DELETE FROM godwit_undo WHERE id = 1", "UPDATE godwit_undo SET previous = '' WHERE id = 2",
        "UPDATE godwit_undo SET tables = '{}' WHERE id = 2"}) {
    Bench bench(Project());
    Prepare(bench);
    bench.Sql(damage);
    const std::string before = Data(bench.db());
    const Result<Report> undone = Undo(bench);
    ASSERT_FALSE(undone.ok()) << damage;
    EXPECT_EQ(undone.error().code, ErrorCode::kRefused) << damage;
    EXPECT_NE(undone.error().what.find("what was recorded to undo data step"), std::string::npos);
    EXPECT_EQ(Data(bench.db()), before);
  }
}

TEST(Undo, AfterAChangeOfTheTable) {
  const struct {
    const char* change;
    bool possible;
  } rows[] = {
      {"ALTER TABLE t ADD COLUMN later DEFAULT 3", true},
      {"CREATE INDEX i ON t (d)", true},
      {"ALTER TABLE t DROP COLUMN d", false},
      {"ALTER TABLE t DROP COLUMN w", false},
      {"ALTER TABLE t RENAME TO u", false},
      {"ALTER TABLE t RENAME COLUMN d TO e", false},
      {"DROP TABLE t", false},
      {"CREATE TABLE n (v, w, d, id INTEGER PRIMARY KEY); DROP TABLE t; ALTER TABLE n RENAME TO t",
       false},
  };
  for (const auto& row : rows) {
    Bench bench(Project());
    Prepare(bench);
    bench.Sql(row.change);
    const std::string before = Data(bench.db());
    const Result<Report> undone = Undo(bench);
    EXPECT_EQ(undone.ok(), row.possible) << row.change;
    if (undone.ok()) {
      EXPECT_EQ(bench.Show("SELECT count(d) FROM t"), "0");
      continue;
    }
    EXPECT_EQ(undone.error().code, ErrorCode::kRefused) << row.change;
    EXPECT_EQ(Data(bench.db()), before) << row.change;
  }
}

TEST(Undo, TakesBackWhatTriggersWroteAndFiresNone) {
  Bench bench(
      Project("-- godwit: touches log\n-- godwit: touches idx\n",
              "CREATE TABLE log (id INTEGER PRIMARY KEY, x);"
              "CREATE VIRTUAL TABLE idx USING fts5 (d, content = 't', content_rowid = 'id');"
              "CREATE TRIGGER g AFTER UPDATE ON t BEGIN INSERT INTO log (x) VALUES (old.id);"
              "END;"));
  const std::string before = Prepare(bench);
  EXPECT_EQ(bench.Show("SELECT count(*) FROM log"), "70");
  const Result<Report> undone = Undo(bench);
  ASSERT_TRUE(undone.ok()) << Describe(undone.error());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM log"), "0");
  EXPECT_EQ(Data(bench.db()), before);
  // They fire again afterwards.
  bench.Sql("UPDATE t SET v = 1 WHERE id = 1");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM log"), "1");
}

TEST(Undo, SaysBeforehandWhatCannotBePromised) {
  const struct {
    std::string table;
    std::string directives;
    std::string select;
    std::string limit;  // part of the one warning; empty = none
    bool recorded;
  } rows[] = {
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, v, d);", "", "SELECT id, v AS d FROM t", "", true},
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, v, d);", "-- godwit: undo off\n",
       "SELECT id, v AS d FROM t", "says `undo off`", false},
      {"CREATE TABLE t (v, d);", "", "SELECT rowid, v AS d FROM t", "which VACUUM may give to",
       true},
      {"CREATE TABLE t (id TEXT PRIMARY KEY, v, d); INSERT INTO t VALUES (NULL, 1, 1);", "",
       "SELECT id, v AS d FROM t", "with NULL in their primary key", true},
      {"CREATE TABLE t (id TEXT PRIMARY KEY, v, d);", "", "SELECT id, v AS d FROM t", "", true},
      {"CREATE VIRTUAL TABLE t USING fts5 (v, d);", "", "SELECT rowid, v AS d FROM t",
       "rows of virtual table \"t\" are not recorded", false},
  };
  for (const auto& row : rows) {
    Bench bench(
        {{"20260101000000_a/migration.sql", row.table},
         {"20260101000000_a/backfill.sql", "-- godwit: data-step s\n-- godwit: table t\n" +
                                               row.directives + row.select + " WHERE d IS NULL;"}});
    const Result<Report> first = bench.Up();
    ASSERT_TRUE(first.ok()) << Describe(first.error());
    bench.Sql("INSERT INTO t (rowid, v) VALUES (5, 'x')");
    if (row.table.find("TEXT") != std::string::npos)
      bench.Sql("UPDATE t SET id = 'k' WHERE v = 'x'");
    const Result<Report> report = bench.BackfillAll();
    ASSERT_TRUE(report.ok()) << row.table << Describe(report.error());
    EXPECT_EQ(report->data_steps[0].rows, 1) << row.table;
    ASSERT_EQ(report->warnings.size(), row.limit.empty() ? 0U : 1U) << row.table;
    if (!row.limit.empty()) {
      EXPECT_NE(report->warnings[0].find(row.limit), std::string::npos) << report->warnings[0];
    }
    EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_undo"), row.recorded ? "1" : "0");
    if (row.recorded) {
      EXPECT_TRUE(Undo(bench).ok()) << row.table;
      EXPECT_EQ(bench.Show("SELECT count(*) FROM t WHERE d IS NULL AND v = 'x'"), "1");
    }
  }
}

TEST(Undo, SaysThatOnlyAPartWasRecorded) {
  Bench bench(Project());
  Prepare(bench);
  bench.Sql("DELETE FROM godwit_undo WHERE step = 'double'");
  bench.Sql("UPDATE t SET d = NULL WHERE id < 4");
  ASSERT_TRUE(bench.BackfillAll().ok());
  const Result<Report> undone = Undo(bench, {.migration = {}, .step = "double"});
  ASSERT_TRUE(undone.ok()) << Describe(undone.error());
  ASSERT_EQ(undone->warnings.size(), 1U);
  EXPECT_NE(undone->warnings[0].find("wrote 38 rows, of which 3 were recorded"), std::string::npos)
      << undone->warnings[0];
}

TEST(Undo, GoesWithTheMigration) {
  Bench bench(Project());
  Prepare(bench);
  ASSERT_TRUE(bench.Down().ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_undo"), "0");
  EXPECT_TRUE(Undo(bench)->NothingDone());
}

TEST(ClearUndoLog, SaysHowMuchItWas) {
  Bench bench(Project());
  EXPECT_EQ(ClearUndoLog(bench.db()).value().batches, 0);
  Prepare(bench);
  const UndoSize size = ClearUndoLog(bench.db()).value();
  EXPECT_EQ(size.batches, 9);
  EXPECT_GT(size.bytes, 100);
  EXPECT_TRUE(Undo(bench)->NothingDone());
}

}  // namespace
}  // namespace godwit
