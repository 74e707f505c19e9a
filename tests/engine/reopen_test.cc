// After an error nothing is taken from memory: the engine lets go of a database file, and the next
// request reads the truth from the disk again.
#include <string>

#include <gtest/gtest.h>

#include "core/sqlite/database.h"
#include "tests/engine/client.h"
#include "tests/faults/fault_disk.h"

namespace godwit {
namespace {

const json kProject = {
    {"origin", "p"},
    {"files",
     {{"godwit.json", R"({"name": "p"})"},
      {"migrations/20250101000000_a/migration.sql", "CREATE TABLE a (x);"},
      {"migrations/20250102000000_b/migration.sql", "CREATE TABLE b (x); CREATE INDEX i ON b (x);"},
      {"migrations/20250103000000_c/migration.sql", "INSERT INTO nowhere VALUES (1);"}}}};
constexpr const char* kLast = "20250102000000_b";

class Reopening : public testing::Test {
 protected:
  Reopening() {
    client_.Result("open",
                   {{"project", kProject},
                    {"database", {{"kind", "file"}, {"path", "x.db"}, {"mode", "create"}}}});
    client_.Result("up", {{"to", "20250101000000_a"}});
  }
  // A disk has one connection to a file at a time.
  bool IsHeld() {
    const Result<Database> other =
        Database::Open("x.db", {.mode = OpenMode::kReadOnly, .files = &disk_});
    return !other.ok();
  }

  FaultDisk disk_;
  Client client_{&disk_};
};

TEST_F(Reopening, AfterAnErrorOfTheDisk) {
  ASSERT_TRUE(IsHeld());
  disk_.FailFrom(3, FileCode::kFailed, true);
  EXPECT_EQ(client_.Ask("up", {{"to", kLast}})["error"]["code"], "failed");
  EXPECT_TRUE(disk_.failed());
  EXPECT_FALSE(IsHeld());
  // It cannot be read yet, and nobody takes it for an empty one.
  disk_.Heal();
  disk_.FailQuestionsFrom(1, true);
  for (const char* method : {"status", "plan", "verify", "rehearse", "digest", "tables", "up"}) {
    EXPECT_EQ(client_.Ask(method)["type"], "error") << method;
  }
  disk_.Heal();
  const json status = client_.Result("status");
  EXPECT_EQ(status["migrations"][0]["state"], "applied");
  EXPECT_EQ(status["migrations"][1]["state"], "pending");
  EXPECT_TRUE(IsHeld());
  client_.Result("up", {{"to", kLast}});
  EXPECT_EQ(client_.Result("tables").size(), 2U);
}

TEST_F(Reopening, AfterAMigrationThatFails) {
  EXPECT_EQ(client_.Ask("up")["error"]["code"], "failed");
  EXPECT_FALSE(IsHeld());
  EXPECT_EQ(client_.Result("status")["migrations"][1]["state"], "applied");
}

// What is wrong with a request says nothing about the file.
TEST_F(Reopening, NotAfterASlip) {
  EXPECT_EQ(client_.Ask("up", {{"too", "far"}})["error"]["code"], "usage");
  EXPECT_EQ(client_.Ask("up", {{"to", "nowhere"}})["error"]["code"], "refused");
  EXPECT_TRUE(IsHeld());
  client_.Result("close");
  EXPECT_FALSE(IsHeld());
  EXPECT_EQ(client_.Ask("digest")["error"]["code"], "usage");
}

TEST(ReopeningNot, WhatIsInMemory) {
  Client client;
  client.Result("open", {{"project", kProject}, {"database", {{"kind", "memory"}}}});
  EXPECT_EQ(client.Ask("up")["error"]["code"], "failed");
  EXPECT_EQ(client.Result("status")["migrations"][1]["state"], "applied");
}

}  // namespace
}  // namespace godwit
