// Migrations that cannot be one transaction: cut, run piece by piece, broken off and ended.
#include "core/migrate/pieces.h"

#include <string>

#include <gtest/gtest.h>

#include "core/migrate/expect.h"
#include "core/migrate/mend.h"
#include "core/migrate/plan.h"
#include "tests/migrate/fixture.h"
#include "tests/scratch.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

constexpr const char* kUp = "20260102000000_b/migration.sql";

FileMap With(const std::string& sql, const std::string& down = {}) {
  FileMap files = {{"20260101000000_a/migration.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY, n)"},
                   {kUp, sql},
                   {"20260103000000_c/migration.sql", "CREATE TABLE later (id)"}};
  if (!down.empty()) {
    files["20260102000000_b/down.sql"] = down;
    files["20260103000000_c/down.sql"] = "DROP TABLE later";
  }
  return files;
}

// "0+2 2!1": first statement and count, ! = it stands alone.
std::string Cut(const std::string& sql) {
  Script script{.path = {}, .text = sql, .statements = SplitScript(sql)};
  std::string text;
  for (const ScriptPiece& piece : CutIntoPieces(script)) {
    text += (text.empty() ? "" : " ") + std::to_string(piece.first) + (piece.alone ? "!" : "+") +
            std::to_string(piece.count);
  }
  return text;
}

TEST(Pieces, AreCutAtTransactionsAndAtWhatStandsAlone) {
  const std::pair<std::string, std::string> rows[] = {
      {"SELECT 1; SELECT 2", ""},
      {"BEGIN; SELECT 1; SELECT 2; COMMIT", ""},
      {"PRAGMA foreign_keys=OFF; BEGIN; SELECT 1; COMMIT; PRAGMA foreign_keys=ON", ""},
      {"SELECT 1; VACUUM", "0+1 1!1"},
      {"VACUUM", "0!1"},
      {"VACUUM main; SELECT 1; SELECT 2", "0!1 1+2"},
      {"SELECT 1; BEGIN; SELECT 2; SELECT 3; END; SELECT 4", "0+1 1+2 3+1"},
      {"BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT TRANSACTION", "0+1 1+1"},
      {"PRAGMA journal_mode = WAL; SELECT 1", "0!1 1+1"},
      {"PRAGMA main.journal_mode(truncate); SELECT 1", "0!1 1+1"},
      {"PRAGMA auto_vacuum = 2; PRAGMA page_size = 8192; VACUUM; SELECT 1", "0!3 3+1"},
      {"PRAGMA foreign_keys=OFF; SELECT 1; PRAGMA foreign_keys=ON; SELECT 2; VACUUM",
       "1+1 3+1 4!1"},
      // Left for CheckStatements to refuse.
      {"PRAGMA auto_vacuum = 2; SELECT 1; VACUUM", ""},
      {"PRAGMA auto_vacuum = 2", ""},
      {"BEGIN; VACUUM; COMMIT", ""},
      {"BEGIN; SELECT 1", ""},
      {"COMMIT; DROP TABLE t; BEGIN", ""},
      {"BEGIN; SELECT 1; COMMIT; COMMIT", ""},
      {"BEGIN; COMMIT", ""}};
  for (const auto& [sql, pieces] : rows) EXPECT_EQ(Cut(sql), pieces) << sql;
}

TEST(Pieces, OfAScriptThatIsNotRunAreRefused) {
  for (const char* sql : {"PRAGMA journal_mode = MEMORY", "PRAGMA journal_mode = off; SELECT 1",
                          "PRAGMA auto_vacuum = 2; SELECT 1; VACUUM", "VACUUM INTO 'x.db'",
                          "VACUUM t", "BEGIN; VACUUM; COMMIT",
                          "SELECT 1; SAVEPOINT s; SELECT 2; RELEASE s", "SELECT 1; BEGIN;"}) {
    const Result<Project> project = CollectProject(Files(With(sql)));
    ASSERT_FALSE(project.ok()) << sql;
    EXPECT_EQ(project.error().code, ErrorCode::kRefused) << sql;
  }
  const Result<Project> back = CollectProject(Files(With("SELECT 1", "DROP TABLE x; VACUUM")));
  ASSERT_FALSE(back.ok());
  EXPECT_EQ(back.error().what, "statement VACUUM");
}

class PiecesOnDisk : public ::testing::Test {
 protected:
  const std::string path_ = ScratchPath("pieces.db");
};

TEST_F(PiecesOnDisk, RunInTheirMode) {
  Bench bench(With("INSERT INTO t VALUES (1, 'x');\n"
                   "PRAGMA auto_vacuum = FULL;\nPRAGMA page_size = 8192;\nVACUUM;\n"
                   "PRAGMA journal_mode = WAL;\n"
                   "BEGIN;\nINSERT INTO t VALUES (2, 'y');\nCOMMIT;"),
              path_);
  const Result<Report> report = bench.Up();
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:applied");
  EXPECT_EQ(bench.Show("PRAGMA auto_vacuum"), "1");
  EXPECT_EQ(bench.Show("PRAGMA page_size"), "8192");
  EXPECT_EQ(bench.Show("PRAGMA journal_mode"), "'wal'");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM t"), "2");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_begun"), "0");
  EXPECT_EQ(report->migrations[1].statements, 6);
  EXPECT_EQ(report->migrations[1].direction, "up");
}

// A PRAGMA that SQLite leaves undone without a word is an error.
TEST_F(PiecesOnDisk, AnIgnoredPragmaIsSeen) {
  Bench bench(With("PRAGMA journal_mode = WAL;\nPRAGMA page_size = 8192;\nVACUUM;"), path_);
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kFailed);
  EXPECT_EQ(report.error().what, "migration \"20260102000000_b\", statement 2 of 3");
  EXPECT_EQ(report.error().why, "SQLite does not do it here: it is still 4096");
  EXPECT_EQ(report.error().place.line, 2);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:begun c:pending");
}

constexpr const char* kBreaks =
    "BEGIN; INSERT INTO t VALUES (1, 'x'); INSERT INTO t VALUES (2, 'y'); COMMIT;\n"
    "VACUUM;\nINSERT INTO t VALUES (3, 'z');\nINSERT INTO t VALUES (1, 'again');\n";

TEST(Pieces, ABreakIsNamedAndEndedByResume) {
  FileMap files = With(kBreaks, "DELETE FROM t");
  Bench bench(files);
  const Result<Report> broken = bench.Up();
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().what, "migration \"20260102000000_b\", statement 5 of 5");
  EXPECT_EQ(broken.error().place.line, 4);
  EXPECT_TRUE(broken.error().next.starts_with(
      "3 of its statements are committed, and the rest is not: correct the rest and run `godwit "
      "resume`"))
      << broken.error().next;
  EXPECT_EQ(bench.StatusLine(), "a:applied b:begun c:pending");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM t"), "2");
  EXPECT_EQ(Bench::Drive(StartDown(bench.context(), {})).error().code, ErrorCode::kRefused);

  // What is committed may be laid out anew, not changed.
  files[kUp] = std::string(kBreaks).replace(std::string(kBreaks).find("'y'"), 3, "'w'");
  bench.ChangeProject(files);
  const Result<Report> edited = Bench::Drive(StartResume(bench.context(), 0));
  ASSERT_FALSE(edited.ok());
  EXPECT_EQ(edited.error().code, ErrorCode::kRefused);
  EXPECT_TRUE(edited.error().why.ends_with("they are not what its migration.sql begins with now"))
      << edited.error().why;

  files[kUp] = "-- corrected\n" + std::string(kBreaks).replace(
                                      std::string(kBreaks).find("(1, 'again')"), 12, "(4, 'four')");
  bench.ChangeProject(files);
  const Result<Report> resumed = Bench::Drive(StartResume(bench.context(), 0));
  ASSERT_TRUE(resumed.ok()) << Describe(resumed.error());
  EXPECT_EQ(resumed->command, "resume");
  EXPECT_EQ(bench.Show("SELECT group_concat(n) FROM t"), "'x,y,z,four'");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:pending");
  ASSERT_TRUE(bench.Up().ok());
  ASSERT_TRUE(bench.Down(2).ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending c:pending");
}

TEST(Pieces, WhatIsGoneOrEndedIsRefused) {
  FileMap files = With(kBreaks);
  Bench bench(files);
  ASSERT_FALSE(bench.Up().ok());
  files[kUp] =
      "BEGIN; INSERT INTO t VALUES (1, 'x'); INSERT INTO t VALUES (2, 'y'); COMMIT;\nVACUUM;";
  bench.ChangeProject(files);
  const Result<Report> shorter = bench.Up();
  ASSERT_FALSE(shorter.ok());
  EXPECT_TRUE(shorter.error().why.ends_with("has nothing behind them any more"))
      << shorter.error().why;
  files.erase(kUp);
  bench.ChangeProject(files);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:begun c:pending");
  const Result<Report> gone = bench.Up();
  ASSERT_FALSE(gone.ok());
  EXPECT_TRUE(gone.error().why.ends_with("its folder is not in the project")) << gone.error().why;
}

// Earlier-dated ones that come to the project meanwhile wait.
TEST(Pieces, WhatHasBegunIsEndedFirst) {
  FileMap files = With(kBreaks);
  Bench bench(files);
  ASSERT_FALSE(bench.Up().ok());
  files["20260101120000_x/migration.sql"] = "DELETE FROM t WHERE id = 1";
  bench.ChangeProject(files);
  EXPECT_FALSE(bench.Up().ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM t"), "2");
  const Result<Ledger> ledger = ReadLedger(bench.db());
  ASSERT_TRUE(ledger.ok());
  const auto plan = PlanUp(bench.project(), *ledger, {});
  ASSERT_TRUE(plan.ok());
  ASSERT_EQ(plan->size(), 3U);
  const PlannedMigration& begun = (*plan)[0];
  EXPECT_EQ(begun.pieces, 3);
  EXPECT_EQ(begun.committed, 3);
  ASSERT_EQ(begun.steps.size(), 2U);
  EXPECT_EQ(begun.steps[0].piece, 3);
}

// Another process has begun it since `down` looked.
TEST(Pieces, ADownThatComesTooLateIsRefused) {
  FileMap files = With(kBreaks);
  files["20260101000000_a/down.sql"] = "DROP TABLE t";
  Bench bench(files);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  DownOptions options;
  options.all = true;
  auto down = StartDown(bench.context(), options);
  ASSERT_TRUE(down.ok());
  ASSERT_FALSE(bench.Up().ok());
  const Result<bool> late = (*down)->Step();
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, ErrorCode::kRefused);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:begun c:pending");
}

// Of a table without a key, rows are undone by rowid, which VACUUM gives anew.
TEST(Pieces, AVacuumEndsUndoByRowid) {
  FileMap files = With(
      "CREATE TABLE bare (n INT, m INT); CREATE TABLE kept (id INTEGER PRIMARY KEY, "
      "m INT); INSERT INTO bare (n) VALUES (1), (2); INSERT INTO kept (id) VALUES "
      "(1)");
  files["20260102000000_b/backfill.sql"] =
      "-- godwit: data-step by-rowid\n-- godwit: table bare\n"
      "SELECT rowid, n * 2 AS m FROM bare WHERE m IS NULL;\n"
      "-- godwit: data-step by-key\n-- godwit: table kept\n"
      "SELECT id, id * 2 AS m FROM kept WHERE m IS NULL;";
  files["20260103000000_c/migration.sql"] = "VACUUM";
  Bench bench(files);
  const Result<Report> report = bench.Up();
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(bench.Show("SELECT group_concat(step) FROM godwit_undo"), "'by-key'");
  EXPECT_TRUE(
      std::any_of(report->warnings.begin(), report->warnings.end(), [](const std::string& warning) {
        return warning.find("\"by-rowid\"") != std::string::npos &&
               warning.starts_with("VACUUM may give");
      }));
}

// Foreign keys are enforced where the script wants them, and only there.
TEST(Pieces, HaveForeignKeysAsTheScriptSwitchesThem) {
  Bench bench(
      With("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE k (id INTEGER PRIMARY KEY, "
           "p REFERENCES p (id) ON DELETE CASCADE); INSERT INTO p VALUES (1), (2); INSERT "
           "INTO k VALUES (1, 1), (2, 2);\n"
           "PRAGMA foreign_keys = OFF;\nBEGIN;\nCREATE TABLE q (id INTEGER PRIMARY KEY);\n"
           "INSERT INTO q SELECT id FROM p;\nDROP TABLE p;\nALTER TABLE q RENAME TO p;\n"
           "COMMIT;\nPRAGMA foreign_keys = ON;\nBEGIN;\nDELETE FROM p WHERE id = 1;\n"
           "COMMIT;"));
  const Result<Report> report = bench.Up();
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(bench.Show("SELECT group_concat(id) FROM k"), "'2'");
}

TEST(Pieces, AreMendedByHand) {
  for (const bool applied : {true, false}) {
    Bench bench(With(kBreaks, "DELETE FROM t"));
    ASSERT_FALSE(bench.Up().ok());
    const Result<Report> mended = Bench::Drive(
        StartResolve(bench.context(),
                     {.migration = "20260102000000_b", .applied = applied, .reason = "by hand"}));
    ASSERT_TRUE(mended.ok()) << Describe(mended.error());
    EXPECT_EQ(bench.StatusLine(),
              applied ? "a:applied b:applied c:pending" : "a:applied b:pending c:pending");
    EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_begun"), "0");
    EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_schemas WHERE migration LIKE '%_b'"), "0");
    EXPECT_EQ(bench.Up().ok(), applied);
  }
}

TEST(Pieces, TheWayBackIsProved) {
  Bench bench(With("CREATE TABLE u (id);\nVACUUM;\nCREATE INDEX i ON t (n);", "DROP TABLE u"));
  ASSERT_TRUE(bench.Up("20260102000000_b").ok());
  const Result<Report> back = bench.Down();
  ASSERT_FALSE(back.ok());
  EXPECT_TRUE(back.error().why.ends_with("the first difference is table \"t\""))
      << back.error().why;
}

// Nothing is committed yet, and the file is one transaction now.
TEST(Pieces, WhatHasOnlyBeenAnnouncedMayChange) {
  FileMap files = With("INSERT INTO t VALUES (1, 'x'), (1, 'x');\nVACUUM;", "DELETE FROM t");
  Bench bench(files);
  const Result<Report> broken = bench.Up();
  ASSERT_FALSE(broken.ok());
  EXPECT_NE(broken.error().next.find("none of its statements is committed"), std::string::npos);
  files[kUp] = "INSERT INTO t VALUES (1, 'x')";
  bench.ChangeProject(files);
  const Result<Report> report = bench.Up();
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:applied");
  ASSERT_TRUE(bench.Down(2).ok());
}

}  // namespace
}  // namespace godwit
