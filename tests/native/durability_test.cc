// Durability is chosen, not inherited: what a connection says is looked at before a run.
#include "core/migrate/durability.h"

#include <cstdio>
#include <string>

#include <gtest/gtest.h>

#include "tests/scratch.h"

namespace godwit {
namespace {

class DurabilityTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = ScratchPath("durability.db");
    std::remove(path_.c_str());
  }
  void TearDown() override { std::remove(path_.c_str()); }

  Database Open(OpenMode mode = OpenMode::kCreate) const {
    return std::move(Database::Open(path_, {.mode = mode})).value();
  }

  std::string path_;
};

constexpr std::int64_t kExtra = 3;

TEST_F(DurabilityTest, IsTheFullestUnlessSaidOtherwise) {
  Database db = Open();
  ASSERT_TRUE(db.Execute("CREATE TABLE t (a)").ok());
  EXPECT_TRUE(Durability::Choose(db, false).ok());
  EXPECT_EQ(db.QueryValue("PRAGMA synchronous").value(), Value(kExtra));
  {
    const Result<Durability> chosen = Durability::Choose(db, true);
    ASSERT_TRUE(chosen.ok());
    EXPECT_EQ(db.QueryValue("PRAGMA synchronous").value(), Value(std::int64_t{0}));
  }
  EXPECT_EQ(db.QueryValue("PRAGMA synchronous").value(), Value(kExtra));
}

TEST_F(DurabilityTest, RefusesWhatACrashWouldDamage) {
  for (const auto& [pragma, why] : {
           std::pair<std::string, std::string>{"PRAGMA journal_mode = MEMORY", "'memory'"},
           {"PRAGMA synchronous = OFF", "syncing is off"},
       }) {
    Database db = Open();
    ASSERT_TRUE(db.Execute(pragma).ok());
    const Result<Durability> chosen = Durability::Choose(db, false);
    ASSERT_FALSE(chosen.ok()) << pragma;
    EXPECT_EQ(chosen.error().code, ErrorCode::kRefused);
    EXPECT_NE(chosen.error().why.find(why), std::string::npos) << chosen.error().why;
    EXPECT_TRUE(Durability::Choose(db, true).ok());
  }
}

TEST_F(DurabilityTest, AllowsEveryOtherJournal) {
  for (const char* mode : {"DELETE", "TRUNCATE", "PERSIST", "WAL"}) {
    Database db = Open();
    ASSERT_TRUE(db.Execute("PRAGMA journal_mode = " + std::string(mode)).ok());
    EXPECT_TRUE(Durability::Choose(db, false).ok()) << mode;
  }
  std::remove((path_ + "-wal").c_str());
  std::remove((path_ + "-shm").c_str());
}

TEST_F(DurabilityTest, MemoryHasNothingToLose) {
  Database db = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  EXPECT_FALSE(db.OnDisk());
  EXPECT_TRUE(Open().OnDisk());
  ASSERT_TRUE(db.Execute("PRAGMA synchronous = OFF").ok());
  EXPECT_TRUE(Durability::Choose(db, false).ok());
}

}  // namespace
}  // namespace godwit
