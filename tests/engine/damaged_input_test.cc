// Databases and receipts with bytes that chance has changed: refused, or read as they are; never a
// crash. The sanitizers' builds look at what happens inside.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "core/sqlite/database.h"
#include "tests/engine/client.h"
#include "tests/faults/fault_disk.h"

namespace godwit {
namespace {

constexpr const char* kPath = "damaged.db";

const json kProject = {
    {"origin", "p"},
    {"files",
     {{"godwit.json", R"({"name": "p"})"},
      {"migrations/20260101000000_a/migration.sql",
       "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT, y);\nCREATE INDEX i ON a (n);\n"
       "CREATE VIEW v AS SELECT id, n FROM a;"},
      {"migrations/20260101000000_a/backfill.sql",
       "-- godwit: data-step y\n-- godwit: table a\nSELECT id, upper(n) AS y FROM a WHERE y IS "
       "NULL;"},
      {"migrations/20260101000000_a/seed.sql",
       "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
       "INSERT INTO a (id, n) SELECT i, 'some text ' || i FROM n;"},
      {"migrations/20260102000000_b/migration.sql", "CREATE TABLE b AS SELECT id, n FROM a;"},
      {"migrations/20260102000000_b/down.sql", "DROP TABLE b;"}}}};

class Damaged : public testing::Test {
 protected:
  Damaged() {
    FaultDisk disk;
    Client client(&disk);
    client.Result("open", Open("create"));
    client.Result("up", {{"to", "20260101000000_a"}});
    client.Result("seed");
    client.Result("backfill");
    receipt_ = client.Result("rehearse");
    client.Result("close");
    file_ = disk.state().Files().at(kPath);
  }
  static json Open(const std::string& mode) {
    return {{"project", kProject},
            {"status", false},
            {"now", "2026-01-15"},
            {"database", {{"kind", "file"}, {"path", kPath}, {"mode", mode}}}};
  }
  std::size_t Draw(std::size_t below) {
    seed_ = seed_ * 1664525U + 1013904223U;
    return static_cast<std::size_t>(seed_ >> 8) % below;
  }
  static int Rounds(int usual, int lasting) {
    return std::getenv("GODWIT_LONG") != nullptr ? lasting : usual;
  }
  // A few bytes of it become others. Half of them are where a page's own bookkeeping is.
  std::string Spoilt() {
    std::string bytes = file_;
    for (std::size_t count = 1 + Draw(4); count > 0; --count) {
      const std::size_t page = Draw(bytes.size() / 4096) * 4096;
      const std::size_t at = Draw(2) == 0 ? page + Draw(page == 0 ? 200 : 60) : Draw(bytes.size());
      bytes[at] = static_cast<char>(Draw(256));
    }
    return bytes;
  }

  std::string file_;
  json receipt_;
  std::uint32_t seed_ = 20260115;
};

TEST_F(Damaged, DatabaseFiles) {
  int refused = 0;
  const int rounds = Rounds(150, 2000);
  for (int round = 0; round < rounds; ++round) {
    FaultDisk disk;
    disk.Load({{kPath, Spoilt()}});
    Client client(&disk);
    if (client.Ask("open", Open("write"))["type"] == "error") {
      ++refused;
      continue;
    }
    for (const char* method :
         {"status", "plan", "verify", "digest", "tables", "rehearse", "up", "undo", "down"}) {
      const json answer = client.Ask(method);
      if (answer["type"] != "error") continue;
      ++refused;
      EXPECT_FALSE(answer["error"]["what"].get<std::string>().empty()) << round << method;
    }
  }
  EXPECT_GT(refused, rounds / 2);
}

// What is opened from bytes is looked through first, so nothing else is ever told of them.
TEST_F(Damaged, DatabasesInBytes) {
  int refused = 0;
  const int rounds = Rounds(150, 2000);
  for (int round = 0; round < rounds; ++round) {
    Client client;
    json open = Open("read");
    open["database"] = {{"kind", "bytes"}};
    const json opened = client.Ask("open", open, Spoilt());
    if (opened["type"] == "error") {
      ++refused;
      EXPECT_EQ(opened["error"]["code"], "refused") << round << ToText(opened);
      continue;
    }
    for (const char* method : {"status", "verify", "digest", "up", "undo"})
      (void)client.Ask(method);
  }
  EXPECT_GT(refused, rounds / 5);
}

// Byte 47 of the header: the schema's format, of which SQLite has written four.
TEST_F(Damaged, AHeaderOfAnUnknownFormat) {
  file_[47] = 9;
  FaultDisk disk;
  disk.Load({{kPath, file_}});
  Client client(&disk);
  const json opened = client.Ask("open", Open("write"));
  EXPECT_EQ(opened["error"]["code"], "refused") << ToText(opened);
}

// A receipt is sealed: what is not to the letter the one that was given is not worked to.
TEST_F(Damaged, Receipts) {
  const std::string text = ToText(receipt_);
  int tried = 0;
  const int rounds = Rounds(150, 2000);
  for (int round = 0; round < rounds; ++round) {
    std::string spoilt = text;
    spoilt[Draw(spoilt.size())] ^= static_cast<char>(1 << Draw(7));
    const json receipt = json::parse(spoilt, nullptr, false);
    if (receipt.is_discarded() || receipt == receipt_) continue;
    ++tried;
    FaultDisk disk;
    disk.Load({{kPath, file_}});
    Client client(&disk);
    client.Result("open", Open("write"));
    const json answer = client.Ask("up", {{"expect", receipt}});
    ASSERT_EQ(answer["type"], "error") << spoilt;
    EXPECT_EQ(disk.state().Files().at(kPath), file_) << spoilt;
  }
  EXPECT_GT(tried, rounds / 5);
}

}  // namespace
}  // namespace godwit
