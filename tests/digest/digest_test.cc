#include "core/digest/digest.h"

#include <limits>

#include "tests/digest/databases.h"

namespace godwit {
namespace {

TEST(Digest, KeepsTheSignOfZeroWhereSqliteDoes) {
  const auto with = [](const char* type, double value) {
    Database db = Make(std::string("CREATE TABLE t (a ") + type + ")");
    EXPECT_TRUE(db.Execute("INSERT INTO t VALUES (?1)", Value(value)).ok());
    return Digest(db).data;
  };
  EXPECT_NE(with("BLOB", -0.0), with("BLOB", 0.0));
  EXPECT_EQ(with("REAL", -0.0), with("REAL", 0.0));
  EXPECT_EQ(with("NUMERIC", -0.0), with("NUMERIC", 0.0));
  // SQLite stores NaN as NULL.
  EXPECT_EQ(with("REAL", std::numeric_limits<double>::quiet_NaN()),
            DigestOf("CREATE TABLE t (a REAL); INSERT INTO t VALUES (NULL)").data);
}

TEST(Digest, ReadsNamesOfEveryKind) {
  Database db = Make(
      "CREATE TABLE \"select\" (\"from\" INTEGER PRIMARY KEY, \"a \"\"b\"\"\" TEXT);"
      "CREATE TABLE \"it's 🐾\" (\"ключ, x\" TEXT PRIMARY KEY, \"[y]\");"
      "CREATE TABLE \"line\nbreak\" (\"rowid\" TEXT, \"a\\b\");"
      "INSERT INTO \"select\" VALUES (1, 'x'); INSERT INTO \"it's 🐾\" VALUES ('k', 1);"
      "INSERT INTO \"line\nbreak\" VALUES ('k', 1), ('l', 2)");
  const DatabaseDigest digest = Digest(db);
  ASSERT_EQ(digest.tables.size(), 3u);
  EXPECT_EQ(digest.tables[0].name, "it's 🐾");
  EXPECT_EQ(digest.tables[1].name, "line\nbreak");
  EXPECT_EQ(digest.tables[1].rows, 2u);
  EXPECT_EQ(digest.tables[2].name, "select");
}

TEST(Digest, TakesStepsToTheSameResult) {
  Database db = Make(
      "CREATE TABLE big (id INTEGER PRIMARY KEY, a); CREATE TABLE empty (a); CREATE TABLE z (a);"
      "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 25000) "
      "INSERT INTO big SELECT i, 'row ' || i FROM n; INSERT INTO z SELECT a FROM big");
  Result<DigestRun> run = DigestRun::Start(db);
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->table_count(), 3u);
  EXPECT_EQ(run->table(), "big");
  int steps = 1;
  for (std::uint64_t before = 0;; ++steps) {
    const Result<bool> more = run->Step();
    ASSERT_TRUE(more.ok());
    EXPECT_LE(run->rows() - before, DigestRun::kRowsAStep);
    before = run->rows();
    if (!*more) break;
  }
  EXPECT_EQ(steps, 6);
  EXPECT_EQ(run->rows(), 50000u);
  EXPECT_EQ(run->table(), "");
  EXPECT_EQ(std::move(*run).Finish(), Digest(db));
}

TEST(Digest, RowDigestsAreTheLeavesOfTheTable) {
  Database db = Make(
      "CREATE TABLE Pet (a INT, id TEXT, PRIMARY KEY (id, a)); "
      "INSERT INTO Pet VALUES (2, 'x'), (1, 'y'), (1, 'x'), (NULL, 'x'); CREATE TABLE n (a); "
      "INSERT INTO n VALUES (1), (1)");
  std::vector<std::string> keys;
  DigestTree tree;
  const auto sink = [&](const RowDigest& row) -> Status {
    std::string key;
    for (const Value& value : row.key) key += Show(View(value)) + " ";
    keys.push_back(key);
    tree.Add(row.sha256);
    return {};
  };
  Result<TableDigest> table = RowDigests(db, "PET", sink);
  ASSERT_TRUE(table.ok()) << Describe(table.error());
  EXPECT_EQ(keys, (std::vector<std::string>{"'x' NULL ", "'x' 1 ", "'x' 2 ", "'y' 1 "}));
  EXPECT_EQ(*table, Digest(db).tables[0]);

  keys.clear();
  ASSERT_TRUE(RowDigests(db, "n", sink).ok());
  EXPECT_EQ(keys, (std::vector<std::string>{"", ""}));

  const auto missing = RowDigests(db, "pets", sink);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kUsage);
  EXPECT_EQ(missing.error().next, "choose one of: Pet, n");

  const auto stopped =
      RowDigests(db, "Pet", [](const RowDigest&) -> Status { return Error{.what = "enough"}; });
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().what, "enough");
}

TEST(Digest, ReadsTablesOfManyColumns) {
  std::string columns = "c0";
  std::string values = "0";
  for (int i = 1; i < 1500; ++i) {
    columns += ", c" + std::to_string(i);
    values += ", " + std::to_string(i);
  }
  const auto wide = [&](const std::string& suffix, const std::string& last) {
    return DigestOf("CREATE TABLE t (" + columns + suffix + "); INSERT INTO t VALUES (" +
                    values.substr(0, values.size() - 4) + last + ")");
  };
  // Without a key the rows go through SQL functions, with one they do not: same hashes.
  EXPECT_EQ(wide("", "1499").data, wide(", PRIMARY KEY (c1)", "1499").data);
  EXPECT_NE(wide("", "1499").data, wide("", "1498").data);
}

TEST(Digest, StopsWhenInterrupted) {
  Database db = Make(
      "CREATE TABLE t (a); WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n "
      "WHERE i < 20000) INSERT INTO t SELECT i FROM n");
  db.SetInterrupt([] { return true; });
  const Result<DatabaseDigest> digest = DigestDatabase(db);
  ASSERT_FALSE(digest.ok());
  EXPECT_EQ(digest.error().code, ErrorCode::kInterrupted);
  db.SetInterrupt({});
  EXPECT_TRUE(DigestDatabase(db).ok());
  EXPECT_FALSE(db.InTransaction());
}

TEST(Digest, WorksWhereOnlyReadingIsAllowed) {
  Database db = Make("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  const DatabaseDigest before = Digest(db);
  auto transaction = Transaction::BeginRead(db);
  ASSERT_TRUE(transaction.ok());
  const GuardScope scope(db, ScriptGuard::kReadOnly);
  EXPECT_EQ(Digest(db), before);
}

}  // namespace
}  // namespace godwit
