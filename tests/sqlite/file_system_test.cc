// A connection whose files are not the operating system's.
#include "core/sqlite/file_system.h"

#include <memory>
#include <new>
#include <string>

#include <gtest/gtest.h>

#include "core/base/clock.h"
#include "core/sqlite/database.h"
#include "core/sqlite/memory_faults.h"
#include "tests/faults/fault_disk.h"

namespace godwit {
namespace {

Result<Database> Open(FileSystem& files, OpenMode mode = OpenMode::kCreate,
                      Clock* clock = nullptr) {
  OpenOptions options{.mode = mode, .clock = clock, .files = &files};
  options.busy_timeout_millis = 0;
  return Database::Open("a.db", options);
}

std::string ShowQuery(const Database& db, std::string_view sql) {
  const Result<Value> value = db.QueryValue(sql);
  return value.ok() ? Show(View(*value)) : Describe(value.error());
}

std::string Names(const FaultDisk& disk) {
  std::string names;
  for (const auto& [name, bytes] : disk.state().Files()) names += name + " ";
  return names;
}

TEST(FileSystem, HoldsTheDatabase) {
  FaultDisk disk;
  {
    Result<Database> db = Open(disk);
    ASSERT_TRUE(db.ok()) << Describe(db.error());
    ASSERT_TRUE(db->Execute("CREATE TABLE a (x)").ok());
    ASSERT_TRUE(db->Execute("INSERT INTO a VALUES (?1)", Value(std::string(100'000, 'x'))).ok());
    // Sorts in a file without a name, and a copy of the whole database through another one.
    ASSERT_TRUE(db->Execute("CREATE INDEX b ON a (x)").ok());
    ASSERT_TRUE(db->Execute("VACUUM").ok());
    EXPECT_EQ(ShowQuery(*db, "PRAGMA journal_mode"), "'delete'");
  }
  EXPECT_EQ(Names(disk), "a.db ");
  const std::string bytes = disk.state().Files().at("a.db");
  EXPECT_EQ(bytes.substr(0, 15), "SQLite format 3");
  const Result<Database> again = Open(disk, OpenMode::kReadOnly);
  ASSERT_TRUE(again.ok()) << Describe(again.error());
  EXPECT_EQ(ShowQuery(*again, "SELECT length(x) FROM a"), "100000");
  EXPECT_EQ(Hex(*again->FileDigest()), Hex(Sha256Of(bytes)));
}

TEST(FileSystem, IsLeftAloneWhereNothingMayBeMade) {
  FaultDisk disk;
  for (const OpenMode mode : {OpenMode::kReadOnly, OpenMode::kReadWrite}) {
    const Result<Database> db = Open(disk, mode);
    ASSERT_FALSE(db.ok());
    EXPECT_EQ(db.error().code, ErrorCode::kRefused);
    EXPECT_EQ(Names(disk), "");
  }
  ASSERT_TRUE(Open(disk)->Execute("CREATE TABLE a (x)").ok());
  Result<Database> reader = Open(disk, OpenMode::kReadOnly);
  ASSERT_TRUE(reader.ok());
  EXPECT_FALSE(reader->Execute("INSERT INTO a VALUES (1)").ok());
}

// To open is to lock.
TEST(FileSystem, GivesADatabaseToOneConnection) {
  FaultDisk disk;
  {
    const Result<Database> first = Open(disk);
    ASSERT_TRUE(first.ok());
    const Result<Database> second = Open(disk);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().why, "another connection holds the database");
  }
  EXPECT_TRUE(Open(disk).ok());
}

TEST(FileSystem, LeavesTheClockOurs) {
  FaultDisk disk;
  FixedClock clock(1'768'478'400'000);
  const Result<Database> db = Open(disk, OpenMode::kCreate, &clock);
  EXPECT_EQ(ShowQuery(*db, "SELECT CURRENT_TIMESTAMP"), "'2026-01-15 12:00:00'");
  const Result<Database> real = Open(disk, OpenMode::kCreate);
  EXPECT_FALSE(real.ok());
  FaultDisk other;
  EXPECT_NE(ShowQuery(*Open(other), "SELECT CURRENT_TIMESTAMP"), "'2026-01-15 12:00:00'");
}

TEST(FileSystem, KeepsAWriteAheadLog) {
  FaultDisk disk;
  {
    Result<Database> db = Open(disk);
    EXPECT_EQ(ShowQuery(*db, "PRAGMA journal_mode = WAL"), "'wal'");
    ASSERT_TRUE(db->Execute("CREATE TABLE a (x)").ok());
    // More pages than one region of its index tells of.
    ASSERT_TRUE(db->Execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                            "WHERE i < 6000) INSERT INTO a SELECT zeroblob(4000) FROM n")
                    .ok());
    EXPECT_EQ(Names(disk), "a.db a.db-wal ");
    EXPECT_EQ(ShowQuery(*db, "SELECT count(*) FROM a"), "6000");
  }
  EXPECT_EQ(Names(disk), "a.db ");
  EXPECT_EQ(ShowQuery(*Open(disk), "SELECT count(*) FROM a"), "6000");
}

TEST(FileSystem, ErrorsSayWhatTheStoreSaid) {
  const struct {
    FileCode code;
    std::string why;
  } rows[] = {{FileCode::kFailed, "disk I/O error"}, {FileCode::kFull, "the disk is full"}};
  for (const auto& row : rows) {
    FaultDisk disk;
    Result<Database> db = Open(disk);
    ASSERT_TRUE(db->Execute("CREATE TABLE a (x)").ok());
    disk.FailFrom(1, row.code, false);
    const Status status = db->Execute("INSERT INTO a VALUES (1)");
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().why, row.why);
    EXPECT_EQ(status.error().code, ErrorCode::kFailed);
    EXPECT_TRUE(LiesOutsideSql(status.error()));
    EXPECT_TRUE(db->Execute("INSERT INTO a VALUES (2)").ok());
    EXPECT_EQ(ShowQuery(*db, "SELECT group_concat(x) FROM a"), "'2'");
  }
}

// A store that runs out of memory, as a browser's may.
class NoMemoryFiles final : public FileSystem {
 public:
  FileCode Open(const FileRequest& request, std::unique_ptr<File>& file) override {
    if (fails) throw std::bad_alloc();
    return disk_.Open(request, file);
  }
  FileCode Delete(std::string_view path, bool durable) override {
    if (fails) throw std::bad_alloc();
    return disk_.Delete(path, durable);
  }
  FileCode Exists(std::string_view path, bool& exists) override {
    return disk_.Exists(path, exists);
  }

  bool fails = false;

 private:
  FaultDisk disk_;
};

TEST(FileSystem, ALackOfMemoryIsAnErrorAndThrowsNothing) {
  NoMemoryFiles files;
  {
    Result<Database> db = Open(files);
    ASSERT_TRUE(db->Execute("CREATE TABLE a (x)").ok());
    files.fails = true;
    const Status status = db->Execute("INSERT INTO a VALUES (1)");
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().why, "memory ran out");
    EXPECT_TRUE(LiesOutsideSql(status.error()));
    files.fails = false;
    EXPECT_TRUE(db->Execute("INSERT INTO a VALUES (2)").ok());
    EXPECT_EQ(ShowQuery(*db, "SELECT group_concat(x) FROM a"), "'2'");
  }
  files.fails = true;
  const Result<Database> again = Open(files);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().why, "memory ran out");
}

// Its index is memory of ours.
TEST(FileSystem, MemoryRunsOutInAWriteAheadLog) {
  MemoryFaults faults;
  // SQLite begins anew behind MemoryFaults; that is not meant here.
  ASSERT_TRUE(Database::Open({}, {.mode = OpenMode::kMemory}).ok());
  int refused = 0;
  for (int allocation = 1;; ++allocation) {
    FaultDisk disk;
    faults.FailFrom(allocation, false);
    const Status status = [&]() -> Status {
      GODWIT_ASSIGN(Database db, Open(disk));
      GODWIT_TRY(db.Execute("PRAGMA journal_mode = WAL"));
      GODWIT_TRY(db.Execute("CREATE TABLE a (x)"));
      return db.Execute("INSERT INTO a VALUES (1)");
    }();
    faults.Heal();
    if (!status.ok()) {
      ++refused;
      EXPECT_EQ(status.error().why, "memory ran out") << "allocation " << allocation;
      EXPECT_TRUE(Open(disk).ok());
    } else {
      EXPECT_EQ(ShowQuery(*Open(disk), "SELECT group_concat(x) FROM a"), "'1'");
    }
    if (!faults.failed()) break;
  }
  EXPECT_GT(refused, 20);
}

// A copy is no statement: SQLite leaves no message of it with the connection.
TEST(FileSystem, ErrorsOfACopySayWhatHappened) {
  FaultDisk disk;
  Result<Database> to = Open(disk);
  Result<Database> from = Database::Open({}, {.mode = OpenMode::kMemory});
  ASSERT_TRUE(from->Execute("CREATE TABLE a (x)").ok());
  Result<DatabaseCopy> copy = DatabaseCopy::Start(*from, *to);
  ASSERT_TRUE(copy.ok());
  disk.FailFrom(1, FileCode::kFailed, true);
  Result<bool> more = copy->Step();
  while (more.ok() && *more) more = copy->Step();
  ASSERT_FALSE(more.ok());
  EXPECT_EQ(more.error().why, "disk I/O error");
}

}  // namespace
}  // namespace godwit
