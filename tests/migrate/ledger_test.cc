// The ledger's two formats beside each other: what they record, what they read, what they refuse.
#include "core/migrate/ledger.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/base/sha256.h"
#include "core/migrate/ledger_format.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using FileMap = std::map<std::string, std::string>;

constexpr const char* kPrismaTable =
    "CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, "
    "finished_at DATETIME, migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME, "
    "started_at DATETIME NOT NULL DEFAULT current_timestamp, applied_steps_count INTEGER UNSIGNED "
    "NOT NULL DEFAULT 0)";

const FileMap kTwo = {
    {"/godwit.json", R"({"name": "app", "ledger": "prisma"})"},
    {"20260101000000_a/migration.sql", "CREATE TABLE a (x INTEGER PRIMARY KEY);\n"},
    {"20260101000000_a/down.sql", "DROP TABLE a;"},
    {"20260102000000_b/migration.sql", "CREATE TABLE b (y TEXT);\n"},
    {"20260102000000_b/down.sql", "DROP TABLE b;"},
};

FileMap With(FileMap files, const std::string& path, const std::string& text) {
  files[path] = text;
  return files;
}

// A text that the database answers with, whole.
std::string Text(Bench& bench, const std::string& sql) {
  const Result<Value> value = bench.db().QueryValue(sql);
  if (!value.ok()) return Describe(value.error());
  const auto* text = std::get_if<std::string>(&*value);
  return text == nullptr ? Show(View(*value)) : *text;
}

std::string Checksum(const Bench& bench, std::size_t migration) {
  return bench.project().migrations[migration].checksum;
}

// A row as Prisma's, of migration a unless the text says another name.
void AddRow(Bench& bench, const std::string& id, const std::string& checksum,
            const std::string& finished, const std::string& rolled_back,
            const std::string& name = "20260101000000_a", const std::string& started = "1000") {
  bench.Sql("INSERT INTO _prisma_migrations VALUES ('" + id + "', '" + checksum + "', " + finished +
            ", '" + name + "', NULL, " + rolled_back + ", " + started + ", 1)");
}

TEST(PrismaLedger, IsWrittenAsPrismaKeepsIt) {
  Bench bench(kTwo);
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied");
  EXPECT_EQ(Text(bench, "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table'"),
            "a,_prisma_migrations,b");
  EXPECT_EQ(Text(bench,
                 "SELECT group_concat(quote(checksum) || quote(finished_at) || quote(logs) || "
                 "quote(rolled_back_at) || quote(started_at) || quote(applied_steps_count)) "
                 "FROM _prisma_migrations WHERE migration_name = '20260101000000_a'"),
            "'" + Checksum(bench, 0) +
                "''2026-01-15T12:00:00.000+00:00'NULLNULL'2026-01-15T12:00:00.000+00:00'1");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM _prisma_migrations WHERE length(id) = 36 AND "
                       "substr(id, 9, 1) || substr(id, 14, 2) || substr(id, 24, 1) = '--8-'"),
            "2");
}

TEST(PrismaLedger, GivesEqualRunsEqualRows) {
  const auto rows = [](Bench& bench) {
    return Text(bench, "SELECT group_concat(id || started_at) FROM _prisma_migrations");
  };
  Bench first(kTwo);
  Bench second(kTwo);
  ASSERT_TRUE(first.Up().ok());
  ASSERT_TRUE(second.Up().ok());
  EXPECT_EQ(rows(first), rows(second));
}

TEST(PrismaLedger, GoesBackSoThatPrismaSeesIt) {
  Bench bench(kTwo);
  ASSERT_TRUE(bench.Up().ok());
  ASSERT_TRUE(bench.Down().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
  EXPECT_EQ(Text(bench, "SELECT group_concat(migration_name) FROM _prisma_migrations"),
            "20260101000000_a");
  ASSERT_TRUE(bench.Up().ok());
  ASSERT_TRUE(bench.DownAll().ok());
  // Prisma never drops its table.
  EXPECT_EQ(Text(bench, "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table'"),
            "_prisma_migrations");
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied");
}

TEST(PrismaLedger, IsTheDatabasesOwnWhateverTheProjectSays) {
  FileMap files = kTwo;
  files.erase("/godwit.json");
  Bench bench(files);
  bench.Sql(kPrismaTable);
  AddRow(bench, "1", Checksum(bench, 0), "2000", "NULL");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
  const Result<Ledger> ledger = ReadLedger(bench.db());
  EXPECT_EQ(ledger->entries[0].finished_at, "1970-01-01T00:00:02.000Z");
  ASSERT_TRUE(bench.Up().ok());
  // Times as the table has them already: milliseconds.
  EXPECT_EQ(Text(bench,
                 "SELECT group_concat(typeof(started_at) || typeof(finished_at)) "
                 "FROM _prisma_migrations"),
            "integerinteger,integerinteger");
}

TEST(PrismaLedger, GodwitsStaysGodwits) {
  FileMap files = kTwo;
  files.erase("/godwit.json");
  Bench bench(files);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.ChangeProject(kTwo);
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM godwit_migrations"), "2");
  // An empty table of Prisma's says nothing.
  bench.Sql(kPrismaTable);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied");
  AddRow(bench, "1", "x", "NULL", "5000");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied");
  AddRow(bench, "2", "x", "2000", "NULL");
  const Result<Ledger> both = ReadLedger(bench.db());
  ASSERT_FALSE(both.ok());
  EXPECT_EQ(both.error().code, ErrorCode::kRefused);
  EXPECT_EQ(both.error().why,
            "it has two: migrations are recorded in godwit_migrations and in _prisma_migrations, "
            "and nothing says which of them is right");
}

TEST(PrismaLedger, DataStepsStandInGodwitsOwnTables) {
  const FileMap files = With(With(kTwo, "20260102000000_b/backfill.sql",
                                  "-- godwit: data-step fill\n-- godwit: table b\n"
                                  "SELECT rowid, 'z' AS y FROM b WHERE y IS NULL;"),
                             "20260102000000_b/seed.sql", "INSERT INTO b VALUES (NULL);");
  Bench bench(files);
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | fill:complete(0)");
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema WHERE name = 'godwit_migrations'"), "0");
  bench.Sql("INSERT INTO b VALUES (NULL)");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | fill:due(1)");
  ASSERT_TRUE(bench.BackfillAll().ok());
  EXPECT_EQ(Text(bench, "SELECT y FROM b"), "z");
  ASSERT_TRUE(bench.DownAll().ok());
  EXPECT_EQ(Text(bench, "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table'"),
            "_prisma_migrations");
}

TEST(PrismaLedger, DataStepsOfWhatPrismaApplied) {
  Bench bench(With(kTwo, "20260101000000_a/backfill.sql",
                   "-- godwit: data-step fill\n-- godwit: table a\n-- godwit: batch 1\n"
                   "SELECT x, 'n' AS n FROM a WHERE n IS NULL;"));
  bench.Sql(kPrismaTable);
  bench.Sql("CREATE TABLE a (x INTEGER PRIMARY KEY, n TEXT); INSERT INTO a (x) VALUES (1), (2)");
  AddRow(bench, "1", Checksum(bench, 0), "2000", "NULL");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending | fill:due(2)");
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied | fill:complete(0)");
}

TEST(PrismaLedger, AClockThatGoesBackKeepsTheOrder) {
  Bench bench(kTwo);
  bench.Sql(kPrismaTable);
  AddRow(bench, "1", Checksum(bench, 0), "'2099-01-01T00:00:00.000+00:00'", "NULL",
         "20260101000000_a", "'2099-01-01T00:00:00.000+00:00'");
  ASSERT_TRUE(bench.Up().ok());
  EXPECT_EQ(ReadLedger(bench.db())->entries.back().name, "20260102000000_b");
  EXPECT_EQ(Text(bench,
                 "SELECT migration_name FROM _prisma_migrations ORDER BY started_at DESC, "
                 "rowid DESC LIMIT 1"),
            "20260102000000_b");
}

TEST(PrismaLedger, AMigrationMayNotChangeIt) {
  for (const char* sql : {"DELETE FROM _prisma_migrations;", "DROP TABLE _prisma_migrations;",
                          "ALTER TABLE _prisma_migrations RENAME TO c;"}) {
    Bench bench(With(kTwo, "20260102000000_b/migration.sql", sql));
    const Result<Report> report = bench.Up();
    ASSERT_FALSE(report.ok()) << sql;
    EXPECT_EQ(report.error().why, "it changes the ledger, the list of applied migrations itself");
    EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
  }
}

struct RowCase {
  const char* what;
  // Of migration a: its file's text when it was recorded.
  std::string text;
  const char* finished;
  const char* rolled_back;
  const char* state;
};

TEST(PrismaLedger, TellsWhatARowMeans) {
  const std::string text = "CREATE TABLE a (x);\n-- two\n";
  const std::string crlf = "CREATE TABLE a (x);\r\n-- two\r\n";
  const RowCase cases[] = {
      {"as it is", text, "2000", "NULL", "applied"},
      {"text time", text, "'2026-11-21T05:16:10.825+00:00'", "NULL", "applied"},
      {"SQLite's time", text, "'2026-11-21 05:16:10'", "NULL", "applied"},
      {"other line endings", crlf, "2000", "NULL", "cosmetic"},
      {"byte order mark", "\xef\xbb\xbf" + text, "2000", "NULL", "cosmetic"},
      {"mark and endings", "\xef\xbb\xbf" + crlf, "2000", "NULL", "cosmetic"},
      {"other comment", "CREATE TABLE a (x);\n-- three\n", "2000", "NULL", "changed"},
      {"not finished", text, "NULL", "NULL", "failed"},
      {"seen to", text, "NULL", "3000", "pending"},
      {"finished and rolled back", text, "2000", "3000", "pending"},
  };
  for (const RowCase& row : cases) {
    Bench bench({{"20260101000000_a/migration.sql", text}});
    bench.Sql(kPrismaTable);
    AddRow(bench, "1", Hex(Sha256Of(row.text)), row.finished, row.rolled_back);
    EXPECT_EQ(bench.StatusLine(), "a:" + std::string(row.state)) << row.what;
  }
}

TEST(PrismaLedger, KnowsEarlyChecksums) {
  // Its SHA-256 has bytes below 16.
  const std::string text = "CREATE TABLE t (\n  id INTEGER PRIMARY KEY\n);\n";
  const std::string whole = "5795807af1351cb4fa95b65ffeb8bd4ae058a9e27dfc056437fb07d153e2a493";
  std::string early = whole;
  early.erase(early.find("0564"), 1);
  early.erase(early.find("07d1"), 1);
  for (const std::string& checksum : {whole, early}) {
    Bench bench({{"20260101000000_a/migration.sql", text}});
    bench.Sql(kPrismaTable);
    AddRow(bench, "1", checksum, "2000", "NULL");
    EXPECT_EQ(bench.StatusLine(), "a:applied") << checksum;
  }
}

TEST(PrismaLedger, AFailedOneStopsUpAndNamesTheWaysOut) {
  Bench bench(kTwo);
  bench.Sql(kPrismaTable);
  bench.Sql(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, started_at, "
      "applied_steps_count) VALUES ('1', 'x', '20260101000000_a', 'near \"x\": syntax "
      "error\nmore', 1000, 0)");
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kRefused);
  EXPECT_EQ(report.error().why,
            "it was begun at 1970-01-01T00:00:01.000Z and has failed halfway: near \"x\": syntax "
            "error");
  for (const char* way :
       {"resolve --rolled-back 20260101000000_a", "resolve --applied 20260101000000_a"}) {
    EXPECT_NE(report.error().next.find(way), std::string::npos) << report.error().next;
  }
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema WHERE name = 'a'"), "0");
}

TEST(PrismaLedger, AChangedOneIsToldByItsChecksum) {
  Bench bench(kTwo);
  ASSERT_TRUE(bench.Up().ok());
  bench.ChangeProject(With(kTwo, "20260101000000_a/migration.sql", "CREATE TABLE a (x, y);"));
  const Result<Report> report = bench.Up();
  ASSERT_FALSE(report.ok());
  EXPECT_NE(report.error().why.find("its checksum was "), std::string::npos) << report.error().why;
  EXPECT_NE(report.error().next.find("godwit resolve --applied 20260101000000_a"),
            std::string::npos);
}

TEST(PrismaLedger, OddTablesAreRefused) {
  struct Case {
    std::string sql;
    const char* why;
  };
  const std::string table = kPrismaTable;
  const Case cases[] = {
      {"CREATE TABLE _prisma_migrations (id)",
       "it is not as Prisma makes it: column \"checksum\" is missing"},
      {"CREATE VIEW _prisma_migrations AS SELECT 1 AS id",
       "it is not as Prisma makes it: column \"checksum\" is missing"},
      {table + "; INSERT INTO _prisma_migrations VALUES ('1', 'c', 'soon', 'm', '', NULL, 1, 1)",
       "the row of migration \"m\": finished_at is 'soon', which is no time"},
      {table + "; INSERT INTO _prisma_migrations VALUES ('1', 'c', 1, 'm', '', NULL, "
               "9223372036854775807, 1)",
       "the row of migration \"m\": started_at is 9223372036854775807, which is no time"},
      {table + "; INSERT INTO _prisma_migrations VALUES ('1', 'c', 1, 'm', '', NULL, x'00', 1)",
       "the row of migration \"m\": started_at is x'00', which is no time"},
  };
  for (const Case& odd : cases) {
    Bench bench(kTwo);
    bench.Sql(odd.sql);
    const Result<Report> report = bench.Up();
    ASSERT_FALSE(report.ok()) << odd.sql;
    EXPECT_EQ(report.error().code, ErrorCode::kRefused);
    EXPECT_EQ(report.error().why, odd.why);
    EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema WHERE name = 'a'"), "0");
  }
}

TEST(PrismaLedger, ToleratesNullStepsAndTwoRows) {
  Bench bench(kTwo);
  bench.Sql(
      "CREATE TABLE _Prisma_Migrations (id, checksum, finished_at, migration_name, logs, "
      "rolled_back_at, started_at, applied_steps_count)");
  for (const char* id : {"1", "2"}) AddRow(bench, id, Checksum(bench, 0), "2000", "NULL");
  bench.Sql("UPDATE _prisma_migrations SET applied_steps_count = NULL");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
  EXPECT_EQ(ReadLedger(bench.db())->entries.size(), 1U);
}

TEST(LedgerFormats, AreNamedInGodwitJson) {
  EXPECT_EQ(FindLedgerFormat("prisma"), &PrismaLedger());
  EXPECT_EQ(FindLedgerFormat("godwit"), &GodwitLedger());
  EXPECT_EQ(FindLedgerFormat("flyway"), nullptr);
  const Result<Project> project =
      CollectProject(Files(With(kTwo, "/godwit.json", R"({"name": "app", "ledger": "flyway"})")));
  ASSERT_FALSE(project.ok());
  EXPECT_EQ(project.error().what, "godwit.json at /ledger");
  EXPECT_EQ(project.error().why, "it must be \"godwit\" or \"prisma\"");
}

TEST(Ledger, FindsByNameInWhateverOrder) {
  Ledger ledger;
  for (const char* name : {"c", "a", "b"}) {
    LedgerEntry entry;
    entry.name = name;
    ledger.entries.push_back(entry);
  }
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(ledger.Find("a"), &ledger.entries[1]);
    EXPECT_EQ(ledger.Find("c"), &ledger.entries[0]);
    EXPECT_EQ(ledger.Find("d"), nullptr);
    EXPECT_EQ(ledger.Find(""), nullptr);
    ledger.Index();
  }
}

TEST(Up, WarnsOfWhatRunsAfterALaterOne) {
  FileMap files = kTwo;
  files.erase("/godwit.json");
  files.erase("20260101000000_a/migration.sql");
  files.erase("20260101000000_a/down.sql");
  Bench bench(files);
  ASSERT_TRUE(bench.Up()->warnings.empty());
  files = kTwo;
  files["20260101120000_c/migration.sql"] = "-- godwit: optional later\nCREATE TABLE c (x);";
  bench.ChangeProject(files);
  const std::vector<std::string> expected = {
      "migration \"20260101000000_a\" is dated before \"20260102000000_b\", which is applied "
      "already: it runs after it"};
  EXPECT_EQ(ReadStatus(&bench.db(), bench.project())->warnings, expected);
  EXPECT_EQ(bench.Up()->warnings, expected);
  EXPECT_EQ(bench.StatusLine(), "a:applied c:off b:applied");
  EXPECT_EQ(ReadLedger(bench.db())->entries.back().name, "20260101000000_a");
  EXPECT_TRUE(bench.Up()->warnings.empty());
}

}  // namespace
}  // namespace godwit
