#include "core/sqlite/database.h"

#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/sqlite/memory.h"

namespace godwit {
namespace {

Database Memory(Clock* clock = nullptr) {
  return std::move(Database::Open({}, {.mode = OpenMode::kMemory, .clock = clock})).value();
}

void Must(const Status& status) { ASSERT_TRUE(status.ok()) << Describe(status.error()); }

std::string ShowQuery(Database& db, std::string_view sql) {
  const Result<Value> value = db.QueryValue(sql);
  return value.ok() ? Show(View(*value)) : Describe(value.error());
}

TEST(Values, ComeBackAsTheyWere) {
  Database db = Memory();
  const std::vector<Value> values = {Null{},
                                     std::int64_t{0},
                                     std::numeric_limits<std::int64_t>::min(),
                                     std::numeric_limits<std::int64_t>::max(),
                                     0.1,
                                     -1e308,
                                     std::string(),
                                     std::string("a\0b", 3),
                                     std::string("한글 🐾"),
                                     Blob{},
                                     Blob{std::string("\0\xff", 2)}};
  auto statement = db.Prepare("SELECT ?1");
  ASSERT_TRUE(statement.ok());
  for (const Value& value : values) {
    Must(statement->Bind(1, value));
    ASSERT_TRUE(*statement->Step());
    EXPECT_EQ(Own(statement->Column(0)), value) << Show(View(value));
    statement->Reset();
  }
}

TEST(Values, AreBorrowedWhereAsked) {
  Database db = Memory();
  Result<Statement> select = db.Prepare("SELECT ?1 || ?2, ?3");
  ASSERT_TRUE(select.ok());
  std::string text = "one";
  for (const std::string_view word : {"two", "six"}) {
    text = word;
    ASSERT_TRUE(select->BindBorrowed(1, ValueView(std::string_view(text))).ok());
    ASSERT_TRUE(select->BindBorrowed(2, ValueView(std::string_view())).ok());
    ASSERT_TRUE(select->BindBorrowed(3, BlobView{text}).ok());
    ASSERT_TRUE(*select->Step());
    EXPECT_EQ(select->Text(0), word);
    EXPECT_EQ(Own(select->Column(1)), Value(Blob{std::string(word)}));
    select->Reset();
  }
}

TEST(Values, AreAssignedToAnyOther) {
  const Value values[] = {Null{},       std::int64_t{7},
                          0.5,          std::string("text"),
                          Blob{"blob"}, std::string("a longer text than that")};
  for (const Value& before : values) {
    for (const Value& after : values) {
      Value target = before;
      Assign(View(after), target);
      EXPECT_EQ(target, after);
    }
  }
}

TEST(Memory, OfSqliteIsTold) {
  const SqliteMemory before = ReadSqliteMemory();
  {
    Database db = Memory();
    ASSERT_TRUE(db.Execute("CREATE TABLE t AS SELECT zeroblob(1000000) AS b").ok());
    EXPECT_GT(ReadSqliteMemory().used_bytes, before.used_bytes + 1'000'000);
  }
  EXPECT_LE(ReadSqliteMemory().used_bytes, before.used_bytes);
  EXPECT_GT(ReadSqliteMemory().most_bytes, before.used_bytes + 1'000'000);
}

TEST(Values, AreShownForPeople) {
  const struct {
    Value value;
    std::string_view shown;
  } rows[] = {{Null{}, "NULL"},
              {std::int64_t{-7}, "-7"},
              {2.0, "2.0"},
              {1.5, "1.5"},
              {std::string("it's"), "'it''s'"},
              {std::string("한글한글"), "'한글…'"},
              {Blob{"\x01\xfe"}, "x'01fe'"},
              {Blob{"123456"}, "x'31323334…'"}};
  for (const auto& row : rows) EXPECT_EQ(Show(View(row.value), 8), row.shown);
}

TEST(Database, IsHardened) {
  Database db = Memory();
  Must(db.Execute("CREATE TABLE t (a)"));
  EXPECT_EQ(ShowQuery(db, "PRAGMA foreign_keys"), "1");
  EXPECT_EQ(ShowQuery(db, "PRAGMA trusted_schema"), "0");
  EXPECT_EQ(ShowQuery(db, "PRAGMA cell_size_check"), "1");
  // DEFENSIVE: the switch is accepted and ignored, so the schema cannot be written.
  Must(db.Execute("PRAGMA writable_schema = ON"));
  EXPECT_FALSE(db.Execute("UPDATE sqlite_schema SET sql = 'x'").ok());
  EXPECT_FALSE(db.Execute("SELECT load_extension('x')").ok());
  EXPECT_EQ(ShowQuery(db, "SELECT \"no such column\""),
            "SQL statement on database \":memory:\": no such column: \"no such column\" - should "
            "this be a string literal in single-quotes?");
  Must(db.SetDoubleQuotedStrings(true));
  EXPECT_EQ(ShowQuery(db, "SELECT \"no such column\""), "'no such column'");
}

TEST(Database, HasWhatTheDefinesPromise) {
  Database db = Memory();
  for (const std::string_view sql :
       {"CREATE VIRTUAL TABLE f USING fts5(a)", "CREATE VIRTUAL TABLE r USING rtree(id, x0, x1)",
        "SELECT sqrt(2.0), json_extract('{\"a\":1}', '$.a')", "SELECT count(*) FROM dbstat"}) {
    const Status status = db.Execute(sql);
    EXPECT_TRUE(status.ok()) << Describe(status.error());
  }
  EXPECT_EQ(SqliteVersion(), "3.54.1");
  for (const std::string_view option :
       {"ENABLE_SESSION", "ENABLE_PREUPDATE_HOOK", "ENABLE_COLUMN_METADATA", "ENABLE_NORMALIZE"}) {
    auto used = db.Prepare("SELECT sqlite_compileoption_used(?1)");
    Must(used->Bind(1, ValueView(option)));
    ASSERT_TRUE(*used->Step());
    EXPECT_EQ(used->Int(0), 1) << option;
  }
}

TEST(Database, TakesTimeFromItsClock) {
  FixedClock clock(1'768'478'400'000);
  Database db = Memory(&clock);
  EXPECT_EQ(ShowQuery(db, "SELECT CURRENT_TIMESTAMP"), "'2026-01-15 12:00:00'");
  EXPECT_EQ(ShowQuery(db, "SELECT strftime('%s')"), "'1768478400'");
  Must(db.Execute("CREATE TABLE t (a, at TEXT DEFAULT CURRENT_TIMESTAMP)"));
  Must(db.Execute("INSERT INTO t (a) VALUES (1)"));
  EXPECT_EQ(ShowQuery(db, "SELECT at FROM t"), "'2026-01-15 12:00:00'");
}

TEST(Database, TravelsAsBytes) {
  Database db = Memory();
  Must(db.Execute("CREATE TABLE t (a)"));
  Must(db.Execute("INSERT INTO t VALUES (?1)", std::string_view("kept")));
  const Result<std::string> bytes = db.Serialize();
  ASSERT_TRUE(bytes.ok());
  auto copy = Database::FromBytes(*bytes, {});
  ASSERT_TRUE(copy.ok()) << Describe(copy.error());
  EXPECT_EQ(ShowQuery(*copy, "SELECT a FROM t"), "'kept'");
  // It is a copy, and one that grows.
  Must(copy->Execute("INSERT INTO t SELECT randomblob(100000) FROM t"));
  EXPECT_EQ(ShowQuery(db, "SELECT count(*) FROM t"), "1");
  EXPECT_EQ(*copy->Serialize(), *copy->Serialize());
}

TEST(Database, ReadsBytesOfAWalDatabase) {
  Database db = Memory();
  Must(db.Execute("CREATE TABLE t (a)"));
  std::string bytes = *db.Serialize();
  bytes[18] = bytes[19] = 2;
  auto copy = Database::FromBytes(bytes, {});
  ASSERT_TRUE(copy.ok()) << Describe(copy.error());
  EXPECT_EQ(ShowQuery(*copy, "SELECT count(*) FROM t"), "0");
}

TEST(Database, RefusesBytesThatAreNoDatabase) {
  Database db = Memory();
  Must(db.Execute("CREATE TABLE t (a)"));
  const std::string good = *db.Serialize();
  std::string wrong_page_size = good;
  wrong_page_size[16] = 3;
  for (const std::string& bytes :
       {std::string("x"), std::string(4096, 'x'), good.substr(0, 99), wrong_page_size}) {
    const auto copy = Database::FromBytes(bytes, {});
    ASSERT_FALSE(copy.ok());
    EXPECT_EQ(copy.error().code, ErrorCode::kRefused);
    EXPECT_NE(copy.error().why.find("not a SQLite database"), std::string::npos);
  }
}

TEST(Database, MissingFileIsRefusedAndNotMade) {
  for (const OpenMode mode : {OpenMode::kReadOnly, OpenMode::kReadWrite}) {
    const auto db = Database::Open("no/such/folder/or.db", {.mode = mode});
    ASSERT_FALSE(db.ok());
    EXPECT_EQ(db.error().code, ErrorCode::kRefused);
    EXPECT_EQ(db.error().what, "database \"no/such/folder/or.db\"");
  }
}

TEST(Database, SaysWhereAStatementIsWrong) {
  Database db = Memory();
  const struct {
    std::string_view sql;
    int line;
    int column;
  } rows[] = {{"SELECT 1,\n  nope", 2, 3},   {"SELEC 1", 1, 1}, {"SELECT '한글', nope", 1, 14},
              {"SELECT 1; SELECT 2", 1, 11}, {"", 0, 0},        {"-- nothing", 0, 0}};
  for (const auto& row : rows) {
    const auto statement = db.Prepare(row.sql);
    ASSERT_FALSE(statement.ok()) << row.sql;
    EXPECT_EQ(statement.error().place.line, row.line) << row.sql;
    EXPECT_EQ(statement.error().place.column, row.column) << row.sql;
  }
  EXPECT_TRUE(db.Prepare("SELECT 1; -- a comment\n ; ").ok());
}

TEST(Guard, MigrationsMayNotDoWhatTheTransactionForbids) {
  Database db = Memory();
  Must(db.Execute("CREATE TABLE godwit_migrations (name)"));
  Must(db.Execute("CREATE TABLE t (a)"));
  const GuardScope guard(db, ScriptGuard::kMigration);
  for (const std::string_view sql :
       {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT s", "RELEASE s", "ATTACH 'x.db' AS x", "DETACH x",
        "VACUUM INTO 'x.db'", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF",
        "PRAGMA foreign_keys = OFF", "PRAGMA writable_schema = ON", "DELETE FROM godwit_migrations",
        "DROP TABLE godwit_migrations", "INSERT INTO Godwit_Migrations VALUES (1)",
        "ALTER TABLE godwit_migrations ADD COLUMN b", "CREATE INDEX i ON godwit_migrations (name)",
        "CREATE TABLE godwit_mine (a)"}) {
    const Status status = db.Execute(sql);
    ASSERT_FALSE(status.ok()) << sql;
    EXPECT_NE(status.error().why, "not authorized") << sql;
  }
  for (const std::string_view sql :
       {"CREATE TABLE u (a)", "INSERT INTO u VALUES (NULL)", "DROP TABLE u",
        "PRAGMA user_version = 3", "SELECT count(*) FROM godwit_migrations"}) {
    const Status status = db.Execute(sql);
    EXPECT_TRUE(status.ok()) << Describe(status.error());
  }
}

TEST(Guard, ReadersMayNotWrite) {
  Database db = Memory();
  Must(db.Execute("CREATE TABLE t (a)"));
  const GuardScope guard(db, ScriptGuard::kReadOnly);
  for (const std::string_view sql :
       {"INSERT INTO t VALUES (1)", "UPDATE t SET a = 1", "DELETE FROM t", "DROP TABLE t",
        "CREATE TABLE u (a)", "CREATE TEMP TABLE u (a)", "PRAGMA user_version = 3", "BEGIN",
        "ATTACH 'x' AS x", "ANALYZE", "PRAGMA journal_mode", "PRAGMA foreign_keys = OFF",
        "SELECT * FROM pragma_foreign_keys(0)"}) {
    EXPECT_FALSE(db.Execute(sql).ok()) << sql;
  }
  for (const std::string_view sql :
       {"SELECT * FROM t", "PRAGMA table_info(t)", "PRAGMA integrity_check", "PRAGMA foreign_keys",
        "SELECT foreign_keys FROM pragma_foreign_keys",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT * FROM "
        "n"}) {
    const Status status = db.Execute(sql);
    EXPECT_TRUE(status.ok()) << Describe(status.error());
  }
}

TEST(Function, AnswersAndFails) {
  Database db = Memory();
  Must(db.Register({.name = "join_all",
                    .arguments = -1,
                    .call = [](std::span<const ValueView> arguments) -> Result<Value> {
                      std::string text;
                      for (const ValueView& argument : arguments) text += Show(argument) + ' ';
                      return text;
                    }}));
  EXPECT_EQ(ShowQuery(db, "SELECT join_all(1, NULL, 'x', x'00', 1.5, 2, 3, 4, 5, 6)"),
            "'1 NULL ''x'' x''00'' 1.5 2 3 4 5 6 '");
  Must(db.Register({.name = "grumpy", .arguments = 0, .call = [](auto) -> Result<Value> {
                      return Error{.what = "the function", .why = "no", .next = "ask again"};
                    }}));
  const auto failed = db.QueryValue("SELECT grumpy()");
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().why, "the function: no");
  EXPECT_EQ(failed.error().next, "ask again");
  // The failure of one statement says nothing about the next.
  EXPECT_EQ(ShowQuery(db, "SELECT 1"), "1");
}

TEST(Interrupt, StopsALongStatement) {
  Database db = Memory();
  int asked = 0;
  db.SetInterrupt([&] { return ++asked > 3; });
  const auto value = db.QueryValue(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
  ASSERT_FALSE(value.ok());
  EXPECT_EQ(value.error().code, ErrorCode::kInterrupted);
  db.SetInterrupt({});
  EXPECT_EQ(ShowQuery(db, "SELECT 1"), "1");
}

TEST(Transaction, RollsBackUnlessCommitted) {
  Database db = Memory();
  Must(db.Execute("CREATE TABLE t (a)"));
  {
    auto transaction = Transaction::BeginImmediate(db);
    ASSERT_TRUE(transaction.ok());
    Must(db.Execute("INSERT INTO t VALUES (1)"));
    EXPECT_TRUE(db.InTransaction());
  }
  EXPECT_FALSE(db.InTransaction());
  EXPECT_EQ(ShowQuery(db, "SELECT count(*) FROM t"), "0");
  {
    auto transaction = Transaction::BeginImmediate(db);
    Must(db.Execute("INSERT INTO t VALUES (1)"));
    Must(transaction->Commit());
  }
  EXPECT_EQ(ShowQuery(db, "SELECT count(*) FROM t"), "1");
}

TEST(Names, AreQuoted) {
  EXPECT_EQ(QuoteName("Pet"), "\"Pet\"");
  EXPECT_EQ(QuoteName("a\"b"), "\"a\"\"b\"");
}

}  // namespace
}  // namespace godwit
