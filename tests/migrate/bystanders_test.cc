// No bystander rows: what a migration, a data step or a way back writes in tables that it does not
// name.
#include "core/migrate/bystanders.h"

#include <string>

#include <gtest/gtest.h>

#include "core/sqlite/row_watch.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

const FileMap kTables = {
    {"20260101000000_a/migration.sql",
     "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT);"
     "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p (id) ON DELETE CASCADE);"
     "CREATE TABLE log (line);"
     "CREATE TABLE pair (a, b, n, PRIMARY KEY (b, a)) WITHOUT ROWID;"
     "CREATE TRIGGER named AFTER UPDATE OF name ON p BEGIN INSERT INTO log VALUES (NEW.id); END;"
     "CREATE TRIGGER paired AFTER INSERT ON p BEGIN UPDATE pair SET n = n + 1; END;"
     "CREATE VIRTUAL TABLE words USING fts5 (word);"
     "CREATE VIRTUAL TABLE idx USING fts5 (name, content = 'p', content_rowid = 'id');"
     "CREATE TRIGGER indexed AFTER INSERT ON log BEGIN INSERT INTO words VALUES (NEW.line); END;"
     "CREATE TABLE q (id INTEGER PRIMARY KEY, name TEXT);"
     "CREATE TRIGGER synced AFTER INSERT ON q BEGIN INSERT INTO idx (rowid, name) VALUES "
     "(NEW.id, NEW.name); END;"}};

constexpr std::string_view kRows =
    "INSERT INTO pair VALUES (1, 2, 0), (3, 4, 0);"
    "INSERT INTO p VALUES (1, 'a'), (2, 'b'), (3, 'c');"
    "INSERT INTO c VALUES (10, 1), (11, 1), (12, 1), (13, 1), (14, 1), (15, 1), (16, 2);";

FileMap Then(const std::string& sql, const std::string& down = {}) {
  FileMap files = kTables;
  files["20260102000000_b/migration.sql"] = sql;
  if (!down.empty()) files["20260102000000_b/down.sql"] = down;
  return files;
}

std::string Outcome(const Result<Report>& report) { return report.ok() ? "" : report.error().why; }

constexpr std::string_view kWhy =
    "it writes rows that no statement of it names, by a foreign key's action or a trigger: ";

TEST(Bystanders, AreSeenAndRolledBack) {
  const struct {
    std::string sql;
    std::string expected;  // after kWhy; empty = applied
  } rows[] = {
      {"DELETE FROM p WHERE id = 2;", "table \"c\": 1 row deleted: \"id\" = 16"},
      {"DELETE FROM p;",
       "table \"c\": 7 rows deleted: \"id\" = 10; \"id\" = 11; \"id\" = 12; \"id\" = 13; \"id\" = "
       "14 …"},
      // The wipe by a rebuild: DROP TABLE deletes the rows first, and what hangs on them.
      {"CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO n SELECT * FROM p; "
       "DROP TABLE p; ALTER TABLE n RENAME TO p;",
       "table \"c\": 7 rows deleted: \"id\" = 10; \"id\" = 11; \"id\" = 12; \"id\" = 13; \"id\" = "
       "14 …"},
      {"PRAGMA defer_foreign_keys = ON; CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT); INSERT "
       "INTO n SELECT * FROM p; DROP TABLE p; ALTER TABLE n RENAME TO p;",
       "table \"c\": 7 rows deleted: \"id\" = 10; \"id\" = 11; \"id\" = 12; \"id\" = 13; \"id\" = "
       "14 …"},
      // A table without a key has none to name; a virtual table is told by its rows.
      {"UPDATE p SET name = 'x' WHERE id = 1;",
       "table \"log\": 1 row inserted; table \"words\": 1 row inserted"},
      {"INSERT INTO p VALUES (9, 'z');",
       "table \"pair\": 2 rows changed: \"b\" = 2, \"a\" = 1; \"b\" = 4, \"a\" = 3"},
      {"-- godwit: touches C\nDELETE FROM p WHERE id = 2;", ""},
      {"-- godwit: touches \"log\"\n-- godwit: touches words\nUPDATE p SET name = 'x';", ""},
      {"DELETE FROM p WHERE id = 2; DELETE FROM c WHERE id = 99;", ""},
      // Written and yet the same in the end: it was written.
      {"UPDATE p SET name = 'x' WHERE id = 1; UPDATE p SET name = 'a' WHERE id = 1;",
       "table \"log\": 2 rows inserted; table \"words\": 2 rows inserted"},
      {"PRAGMA foreign_keys = OFF; CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO "
       "n SELECT * FROM p; DROP TABLE p; ALTER TABLE n RENAME TO p;",
       ""},
      {"ALTER TABLE c ADD COLUMN x; ALTER TABLE c DROP COLUMN x;", ""},
      {"CREATE TABLE fresh (a); CREATE TRIGGER f AFTER INSERT ON pair BEGIN INSERT INTO fresh "
       "VALUES (1); END; INSERT INTO pair VALUES (5, 6, 7);",
       ""},
      {"INSERT INTO words VALUES ('w');", ""},
      // An index over another table's rows follows from them.
      {"INSERT INTO q VALUES (1, 'n');", ""},
      {"ALTER TABLE p RENAME TO parent; DELETE FROM c;", ""},
      {"CREATE INDEX i ON c (p); REINDEX; ANALYZE;", ""},
  };
  for (const auto& row : rows) {
    for (const bool paranoid : {false, true}) {
      Bench bench(kTables);
      ASSERT_TRUE(bench.Up().ok());
      bench.Sql(kRows);
      bench.ChangeProject(Then(row.sql));
      const std::string before = bench.db().Serialize().value();
      UpOptions options;
      options.paranoid = paranoid;
      const Result<Report> report = Bench::Drive(StartUp(bench.context(), options));
      const std::string expected = row.expected.empty() ? "" : std::string(kWhy) + row.expected;
      EXPECT_EQ(Outcome(report), expected) << row.sql;
      if (report.ok()) continue;
      EXPECT_EQ(report.error().code, ErrorCode::kFailed);
      EXPECT_NE(report.error().next.find("-- godwit: touches "), std::string::npos);
      EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
      EXPECT_EQ(bench.db().Serialize().value(), before) << row.sql;
    }
  }
}

TEST(Bystanders, OfAWayBack) {
  const std::string up = "CREATE TABLE extra (id INTEGER PRIMARY KEY);";
  for (const auto& [down, applied] : {
           std::pair<std::string, bool>{"DROP TABLE extra; DELETE FROM p WHERE id = 2;", false},
           {"-- godwit: touches c\nDROP TABLE extra; DELETE FROM p WHERE id = 2;", true},
           {"DROP TABLE extra; DELETE FROM c; DELETE FROM p WHERE id = 2;", true},
       }) {
    Bench bench(Then(up, down));
    ASSERT_TRUE(bench.Up().ok());
    bench.Sql(kRows);
    const Result<Report> report = bench.Down();
    EXPECT_EQ(report.ok(), applied) << down;
    if (report.ok()) continue;
    EXPECT_EQ(report.error().why, std::string(kWhy) + "table \"c\": 1 row deleted: \"id\" = 16");
    EXPECT_EQ(bench.Show("SELECT count(*) FROM c"), "7");
    EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_migrations"), "2");
  }
}

TEST(Bystanders, OfADataStep) {
  const std::string step = "SELECT id, upper(name) AS name FROM p WHERE name <> upper(name);";
  FileMap files = Then("CREATE INDEX i ON p (name);");
  const std::string place = "20260102000000_b/backfill.sql";
  const std::string head = "-- godwit: data-step caps\n-- godwit: table p\n-- godwit: batch 2\n";
  files[place] = head + step;
  Bench bench(kTables);
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql(kRows);
  bench.ChangeProject(files);
  const Result<Report> stopped = bench.Up();
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::kDataStep);
  EXPECT_EQ(stopped.error().why,
            std::string(kWhy) +
                "table \"log\": 2 rows inserted: \"rowid\" = 1; \"rowid\" = 2; "
                "table \"words\": 2 rows inserted");
  EXPECT_EQ(bench.Show("SELECT group_concat(name) FROM p"), "'a,b,c'");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM log"), "0");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | caps:due(3)");

  files[place] = head + "-- godwit: touches log\n-- godwit: touches words\n" + step;
  bench.ChangeProject(files);
  EXPECT_TRUE(bench.BackfillAll().ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM log"), "3");
}

// Row 'b' fails after a trigger has written beside it: what is taken back was no change.
TEST(Bystanders, OfARowThatFailsAreNone) {
  for (const char* undo : {"", "-- godwit: undo off\n"}) {
    FileMap files = Then("CREATE INDEX i ON p (name);");
    files["20260102000000_b/backfill.sql"] =
        "-- godwit: data-step caps\n-- godwit: table p\n-- godwit: on-error record\n" +
        std::string(undo) +
        "SELECT id, upper(name) AS name FROM p WHERE name <> upper(name) AND name = 'b';";
    Bench bench(kTables);
    ASSERT_TRUE(bench.Up().ok());
    bench.Sql(kRows);
    bench.Sql(
        "CREATE TRIGGER no AFTER UPDATE ON p BEGIN "
        "INSERT INTO log VALUES (new.id); SELECT raise(ABORT, 'no'); END");
    bench.ChangeProject(files);
    const Result<Report> report = bench.Up();
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().why, "1 row could not be done and is still due: \"id\" = 2: no")
        << undo;
  }
}

TEST(Bystanders, DirectivesOfAWayBackAreRead) {
  const Result<Project> wrong =
      CollectProject(Files(Then("SELECT 1;", "-- godwit: optional because\nSELECT 1;")));
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().what, "directive \"optional\"");
  EXPECT_EQ(wrong.error().next, "use one of: touches, keeps");
}

TEST(RowWatch, SeesEveryRowAndWhoWritesIt) {
  Database db = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  for (const char* sql :
       {"CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT)",
        "CREATE TABLE c (k TEXT, p INT REFERENCES p ON DELETE CASCADE, PRIMARY KEY (k)) "
        "WITHOUT ROWID",
        "INSERT INTO p VALUES (1, 'a'), (2, NULL)", "INSERT INTO c VALUES ('x', 1), ('y', 2)",
        "CREATE TEMP TABLE t (a)"}) {
    ASSERT_TRUE(db.Execute(sql).ok()) << sql;
  }
  std::string seen;
  {
    const RowWatch watch(db, [&](const RowChange& change) {
      seen += std::string(change.table()) + "/" +
              std::to_string(static_cast<int>(change.operation())) + "/" +
              std::to_string(change.depth());
      for (int i = 0; i < change.columns(); ++i) seen += " " + Show(change.Old(i));
      seen += "\n";
    });
    for (const char* sql : {"UPDATE p SET name = 'b'", "INSERT INTO p VALUES (3, 'new')",
                            "INSERT INTO t VALUES (1)", "DELETE FROM p"}) {
      ASSERT_TRUE(db.Execute(sql).ok()) << sql;
    }
  }
  ASSERT_TRUE(db.Execute("INSERT INTO p VALUES (4, 'unseen')").ok());
  EXPECT_EQ(seen,
            "p/1/0 1 'a'\np/1/0 2 NULL\np/0/0 3 'new'\n"
            "p/2/0 1 'b'\nc/2/1 'x' 1\np/2/0 2 'b'\nc/2/1 'y' 2\np/2/0 3 'new'\n");
}

}  // namespace
}  // namespace godwit
