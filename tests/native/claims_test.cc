#include "native/claims.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "native/disk.h"

namespace godwit {
namespace {

namespace fs = std::filesystem;

class Claims : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              ("godwit-claims-" + std::to_string(host::Self().pid) + "-" + test->name());
    fs::create_directories(folder_);
    database_ = (folder_ / "a.db").string();
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  fs::path folder_;
  std::string database_;
};

TEST_F(Claims, AreWrittenWholeAndRead) {
  const host::Process self = host::Self();
  const Result<std::string> file = WriteClaim(database_, self);
  ASSERT_TRUE(file.ok());
  EXPECT_TRUE(Exists(file.value()));
  const std::vector<Claim> claims = ReadClaims(database_);
  ASSERT_EQ(claims.size(), 1U);
  EXPECT_EQ(claims[0].id, ClaimId(self));
  EXPECT_EQ(claims[0].file, file.value());
  EXPECT_EQ(claims[0].owner.pid, self.pid);
  EXPECT_EQ(claims[0].owner.start, self.start);
  EXPECT_EQ(host::IsRunning(claims[0].owner), host::Liveness::kRuns);
  // One's own claim holds nobody up.
  EXPECT_TRUE(LookAtClaims(database_, self).standing.empty());
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(Claims, OfOthersStandUntilTheirOwnerIsKnownToBeGone) {
  struct Case {
    const char* what;
    void (*change)(host::Process&);
    bool stands;
  };
  const Case cases[] = {
      {"runs, as its parent sees it", [](host::Process&) {}, true},
      {"another start of the same number", [](host::Process& p) { p.start = "1"; }, false},
      {"no such process", [](host::Process& p) { p.pid = 1 << 30; }, false},
      {"before the machine started", [](host::Process& p) { p.boot = "earlier"; }, false},
      {"another machine", [](host::Process& p) { p.machine = "elsewhere"; }, true},
      {"another container", [](host::Process& p) { p.pid_space = "pid:[1]"; }, true},
  };
  host::Process other = host::Self();
  other.pid += 1'000'000;  // whose claims these look at them for
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    host::Process owner = host::Self();
    c.change(owner);
    const Result<std::string> file = WriteClaim(database_, owner);
    ASSERT_TRUE(file.ok());
    const OtherClaims others = LookAtClaims(database_, other);
    EXPECT_EQ(others.standing.size(), c.stands ? 1U : 0U);
    EXPECT_EQ(others.dead.size(), c.stands ? 0U : 1U);
    RemoveDead(database_, others.dead);
    EXPECT_EQ(Exists(file.value()), c.stands);
    std::remove(file.value().c_str());
  }
}

TEST_F(Claims, ThatNobodyCanReadStand) {
  Write("a.db-godwit-lock-0123456789ab", "half a cl");
  Write("a.db-godwit-lock-short", "{}");
  Write("b.db-godwit-lock-0123456789ab", "{}");
  const OtherClaims others = LookAtClaims(database_, host::Self());
  ASSERT_EQ(others.standing.size(), 1U);
  EXPECT_EQ(others.standing[0].owner.pid, 0);
  EXPECT_NE(ClaimedError("a.db", others.standing[0]).next.find("remove"), std::string::npos);
}

TEST_F(Claims, OfTheDeadTellOfACrashUntilItIsMended) {
  host::Process gone = host::Self();
  gone.start = "1";
  ASSERT_TRUE(WriteClaim(database_, gone).ok());
  struct Case {
    const char* name;
    std::string text;
    bool leftover;
  };
  std::string cleared(28, '\0');
  cleared.append("old pages");
  const Case cases[] = {{"a.db-journal", "\xd9\xd5\x05\xf9 journal", true},
                        {"a.db-journal", cleared, false},
                        {"a.db-journal", "", false},
                        {"a.db-wal", "frames", true},
                        {"a.db-wal", "", false}};
  for (const Case& c : cases) {
    Write(c.name, c.text);
    EXPECT_EQ(FindLeftover(database_), c.leftover ? (folder_ / c.name).string() : "");
    if (c.leftover) {
      RemoveDead(database_, LookAtClaims(database_, host::Self()).dead);
      EXPECT_EQ(LookAtClaims(database_, host::Self()).dead.size(), 1U);
    }
    fs::remove(folder_ / c.name);
  }
  RemoveDead(database_, LookAtClaims(database_, host::Self()).dead);
  EXPECT_TRUE(ReadClaims(database_).empty());
}

}  // namespace
}  // namespace godwit
