// Which scripts destroy something, and what may be restored where.
#include "core/migrate/snapshot.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "core/base/snapshot_shelf.h"
#include "core/digest/digest.h"
#include "tests/migrate/fixture.h"
#include "tests/scratch.h"

namespace godwit {
namespace {

TEST(IsDestructive, GoesByWhatIsLost) {
  const struct {
    const char* sql;
    bool destructive;
  } rows[] = {
      {"CREATE TABLE t (a, b REFERENCES u ON DELETE CASCADE); CREATE INDEX i ON t (a);", false},
      {"ALTER TABLE t ADD COLUMN c; ALTER TABLE t RENAME TO u;", false},
      {"INSERT INTO t VALUES ('drop table t');", false},
      {"CREATE TRIGGER g AFTER DELETE ON t BEGIN DELETE FROM u; END;", false},
      {"DROP INDEX i; DROP VIEW v; DROP TRIGGER g;", false},
      {"ALTER TABLE t RENAME COLUMN a TO \"drop\";", false},
      {"DROP TABLE t;", true},
      {"ALTER TABLE t DROP COLUMN a;", true},
      {"alter table t drop a;", true},
      {"UPDATE t SET a = 1;", true},
      {"DELETE FROM t;", true},
      {"REPLACE INTO t VALUES (1);", true},
      {"INSERT OR REPLACE INTO t VALUES (1);", true},
      {"INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING;", false},
      {"INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2;", true},
      {"WITH x AS (SELECT 1) DELETE FROM t;", true},
      {"SELECT 1; /* then */ Drop Table if exists t", true},
  };
  for (const auto& row : rows) {
    Script script;
    script.statements = SplitScript(row.sql);
    EXPECT_EQ(IsDestructive(script), row.destructive) << row.sql;
  }
}

// A shelf without a policy: numbered files.
class PlainShelf final : public SnapshotShelf {
 public:
  explicit PlainShelf(std::string prefix) : prefix_(std::move(prefix)) {}
  ~PlainShelf() override {
    for (const std::string& path : paths) std::remove(path.c_str());
  }
  Result<std::string> Begin(const std::string& /*database*/, const std::string& label,
                            std::int64_t bytes) override {
    if (full) return Error{.code = ErrorCode::kRefused, .what = "disk", .why = "it is full"};
    EXPECT_GT(bytes, 0);
    return prefix_ + std::to_string(paths.size()) + label + ".db";
  }
  Result<std::string> Keep(const std::string& part) override {
    paths.push_back(part);
    if (meanwhile) meanwhile();
    return part;
  }
  void Discard(const std::string& /*part*/) override {}
  void Forget(const std::string& path) override {
    std::erase(paths, path);
    std::remove(path.c_str());
  }
  void Prune(const std::string& /*database*/) override { ++prunes; }
  bool Holds(const std::string& /*database*/, const std::string& path) const override {
    return holds && std::find(paths.begin(), paths.end(), path) != paths.end();
  }
  Result<Size> Clear(const std::string& /*database*/) override { return Size{}; }

  bool full = false;
  bool holds = false;               // whether its files are the database's own
  std::function<void()> meanwhile;  // what another program does once a snapshot is whole
  int prunes = 0;
  std::vector<std::string> paths;

 private:
  std::string prefix_;
};

using FileMap = std::map<std::string, std::string>;

const FileMap kFiles = {
    {"20260101000000_a/migration.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY, v);"},
    {"20260102000000_b/migration.sql", "UPDATE t SET v = v + 1;"},
    {"20260102000000_b/down.sql", "UPDATE t SET v = v - 1;"}};

class SnapshotTest : public testing::Test {
 protected:
  void SetUp() override { std::remove(path_.c_str()); }
  void TearDown() override { std::remove(path_.c_str()); }

  static Result<Report> Up(Bench& bench, SnapshotShelf& shelf) {
    RunContext context = bench.context();
    context.snapshots = &shelf;
    return Bench::Drive(StartUp(context, {}));
  }

  std::string path_ = ScratchPath("snapshot.db");
  PlainShelf shelf_{ScratchPath("snapshot-")};
};

TEST_F(SnapshotTest, HoldsWhatWasBeforeAndComesBack) {
  Bench bench(kFiles, path_);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql("INSERT INTO t VALUES (1, 10), (2, 20)");
  const std::string before = Hex(DigestDatabase(bench.db()).value().data);
  const Result<Report> up = Up(bench, shelf_);
  ASSERT_TRUE(up.ok()) << Describe(up.error());
  ASSERT_EQ(up->snapshots.size(), 1U);
  EXPECT_NE(up->snapshots[0].path.find("before-20260102000000_b"), std::string::npos);
  EXPECT_EQ(bench.Show("SELECT sum(v) FROM t"), "32");
  RunContext context = bench.context();
  context.snapshots = &shelf_;
  const Result<Report> restored = RestoreSnapshot(context, up->snapshots[0].path);
  ASSERT_TRUE(restored.ok()) << Describe(restored.error());
  EXPECT_EQ(Hex(DigestDatabase(bench.db()).value().data), before);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
  // The present was kept as well, and comes back just so.
  ASSERT_EQ(restored->snapshots.size(), 1U);
  ASSERT_TRUE(RestoreSnapshot(context, restored->snapshots[0].path).ok());
  EXPECT_EQ(bench.Show("SELECT sum(v) FROM t"), "32");
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied");
}

TEST_F(SnapshotTest, NotOfAnEmptyDatabaseAndNotWithoutRoom) {
  Bench bench(kFiles, path_);
  const Result<Report> fresh = Up(bench, shelf_);
  ASSERT_TRUE(fresh.ok()) << Describe(fresh.error());
  ASSERT_EQ(fresh->snapshots.size(), 1U) << "the second migration found the first one's table";
  ASSERT_TRUE(bench.Down().ok());
  shelf_.full = true;
  const Result<Report> refused = Up(bench, shelf_);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:pending");
}

TEST_F(SnapshotTest, OfAnotherDatabaseIsRefused) {
  Bench bench(kFiles, path_);
  ASSERT_TRUE(bench.Up().ok());
  const std::string other_path = ScratchPath("other.db");
  std::remove(other_path.c_str());
  {
    Bench other({{"20250101000000_z/migration.sql", "CREATE TABLE z (a);"}}, other_path);
    ASSERT_TRUE(other.Up().ok());
  }
  RunContext context = bench.context();
  context.snapshots = &shelf_;
  const Result<Report> refused = RestoreSnapshot(context, other_path);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
  EXPECT_NE(refused.error().why.find("of another database"), std::string::npos);
  EXPECT_TRUE(shelf_.paths.empty()) << "nothing is taken for nothing";
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied");
  std::remove(other_path.c_str());
}

// What comes in between the snapshot of the present and the restoring is in neither.
TEST_F(SnapshotTest, AChangeThatComesBetweenIsNotLost) {
  Bench bench(kFiles, path_);
  // With a rollback journal the snapshot's reader keeps writers out while the test can write.
  bench.Show("PRAGMA journal_mode = WAL");
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  bench.Sql("INSERT INTO t VALUES (1, 10)");
  const Result<Report> up = Up(bench, shelf_);
  ASSERT_TRUE(up.ok()) << Describe(up.error());
  const std::size_t kept = shelf_.paths.size();
  RunContext context = bench.context();
  context.snapshots = &shelf_;
  shelf_.meanwhile = [&] {
    Result<Database> other = Database::Open(path_, {.mode = OpenMode::kReadWrite});
    ASSERT_TRUE(other->Execute("INSERT INTO t VALUES (2, 20)").ok());
  };
  const Result<Report> refused = RestoreSnapshot(context, up->snapshots[0].path);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
  EXPECT_NE(refused.error().why.find("another program changed it"), std::string::npos);
  EXPECT_EQ(bench.Show("SELECT group_concat(v) FROM t"), "'11,20'");
  EXPECT_EQ(shelf_.paths.size(), kept) << "what guards nothing is not kept";
  shelf_.meanwhile = nullptr;
  const Result<Report> again = RestoreSnapshot(context, up->snapshots[0].path);
  ASSERT_TRUE(again.ok()) << Describe(again.error());
  EXPECT_EQ(bench.Show("SELECT group_concat(v) FROM t"), "'10'");
}

// Takes a snapshot and fails.
class FailingRun final : public Run {
 public:
  FailingRun(const RunContext& context, bool uncertain)
      : Run(context, "up"), uncertain_(uncertain) {}

 private:
  Result<bool> Advance() override {
    GODWIT_TRY(TakeSnapshotOnce("b"));
    return Error{.what = "commit", .why = "it failed", .next = "look", .uncertain = uncertain_};
  }

  bool uncertain_;
};

// A commit that failed may have taken effect: what was there before must not be gone as well.
TEST_F(SnapshotTest, StaysWhereNobodyKnowsWhetherTheCommitTookEffect) {
  Bench bench(kFiles, path_);
  ASSERT_TRUE(bench.Up().ok());
  for (const bool uncertain : {false, true}) {
    RunContext context = bench.context();
    context.snapshots = &shelf_;
    FailingRun run(context, uncertain);
    const Result<bool> failed = run.Step();
    ASSERT_FALSE(failed.ok());
    ASSERT_EQ(shelf_.paths.size(), uncertain ? 1U : 0U);
    EXPECT_EQ(failed.error().next,
              uncertain ? "look; what was there before it is kept in " + shelf_.paths[0] : "look");
  }
}

// Anything is a beginning of nothing: a file without a ledger may be anybody's.
TEST_F(SnapshotTest, OfADatabaseWithoutALedgerIsRefused) {
  Bench bench(kFiles, path_);
  ASSERT_TRUE(bench.Up().ok());
  const std::string other_path = ScratchPath("other.db");
  {
    Result<Database> other = Database::Open(other_path, {.mode = OpenMode::kCreate});
    ASSERT_TRUE(other->Execute("CREATE TABLE stranger (a)").ok());
  }
  RunContext context = bench.context();
  context.snapshots = &shelf_;
  const Result<Report> refused = RestoreSnapshot(context, other_path);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied");
  std::remove(other_path.c_str());
}

// The state before the very first migration: it has no ledger, and lies where its own lie.
TEST_F(SnapshotTest, OfADatabaseBeforeItsFirstMigrationComesBackFromItsShelf) {
  Bench bench(kFiles, path_);
  bench.Sql("CREATE TABLE mine (a); INSERT INTO mine VALUES (7)");
  RunContext context = bench.context();
  context.snapshots = &shelf_;
  const Result<SnapshotReport> first = TakeSnapshot(context, "on-request");
  ASSERT_TRUE(first.ok()) << Describe(first.error());
  ASSERT_TRUE(bench.Up().ok());
  bench.Sql("UPDATE mine SET a = 8");
  ASSERT_FALSE(RestoreSnapshot(context, first->path).ok()) << "a file of that name elsewhere";
  shelf_.holds = true;
  const Result<Report> restored = RestoreSnapshot(context, first->path);
  ASSERT_TRUE(restored.ok()) << Describe(restored.error());
  EXPECT_EQ(bench.Show("SELECT a FROM mine"), "7");
  EXPECT_EQ(bench.StatusLine(), "a:pending b:pending");
}

TEST_F(SnapshotTest, OfOtherPagesOverAWriteAheadLogIsRefusedWithTheReason) {
  Bench bench(kFiles, path_);
  ASSERT_TRUE(bench.Up("20260101000000_a").ok());
  RunContext context = bench.context();
  context.snapshots = &shelf_;
  const Result<SnapshotReport> first = TakeSnapshot(context, "on-request");
  ASSERT_TRUE(first.ok()) << Describe(first.error());
  bench.Sql("INSERT INTO t VALUES (1, 10); PRAGMA page_size = 8192; VACUUM");
  bench.Show("PRAGMA journal_mode = WAL");
  const Result<Report> refused = RestoreSnapshot(context, first->path);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
  EXPECT_EQ(refused.error().why,
            "its pages have 4,096 bytes, the database's have 8,192 bytes, and a database with a "
            "write-ahead log keeps the size of its pages");
  EXPECT_EQ(shelf_.paths.size(), 1U) << "nothing is taken for nothing";
  // What the message says to do.
  bench.Show("PRAGMA journal_mode = DELETE");
  const Result<Report> restored = RestoreSnapshot(context, first->path);
  ASSERT_TRUE(restored.ok()) << Describe(restored.error());
  EXPECT_EQ(bench.Show("SELECT count(*) FROM t"), "0");
}

// Else a few failed calls would push out the copy of what an earlier migration destroyed.
TEST_F(SnapshotTest, OfAMigrationThatFailedGoesAgain) {
  auto files = kFiles;
  files["20260103000000_c/migration.sql"] = "DELETE FROM t; SELECT * FROM nowhere;";
  Bench bench(files, path_);
  ASSERT_TRUE(bench.Up("20260102000000_b").ok());
  for (int call = 0; call < 4; ++call) {
    const Result<Report> failed = Up(bench, shelf_);
    ASSERT_FALSE(failed.ok());
    EXPECT_TRUE(shelf_.paths.empty());
  }
  EXPECT_EQ(shelf_.prunes, 0);
}

}  // namespace
}  // namespace godwit
