// What an up does next, while another connection writes between two of its migrations: what a run
// keeps of the ledger must never hide that.
#include "core/migrate/next.h"

#include <filesystem>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "tests/migrate/fixture.h"
#include "tests/scratch.h"

namespace godwit {
namespace {

std::map<std::string, std::string> ThreeTables() {
  std::map<std::string, std::string> files;
  for (const std::string name : {"a", "b", "c"}) {
    const std::string folder =
        std::string("2026010") + std::to_string(name[0] - 'a' + 1) + "000000_" + name + "/";
    files[folder + "migration.sql"] = "CREATE TABLE " + name + " (id INTEGER PRIMARY KEY)";
    files[folder + "down.sql"] = "DROP TABLE " + name;
  }
  return files;
}

class NextSteps : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }

  std::string path_ = ScratchPath("next.db");
};

TEST_F(NextSteps, SeeWhatAnotherRunApplied) {
  Bench ours(ThreeTables(), path_);
  auto run = StartUp(ours.context(), {});
  ASSERT_TRUE(*(*run)->Step());
  {
    Bench theirs(ThreeTables(), path_);
    ASSERT_TRUE(theirs.Up("20260102000000_b").ok());
  }
  const Result<Report> report = Bench::Drive(std::move(run));
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  ASSERT_EQ(report->migrations.size(), 2U);
  EXPECT_EQ(report->migrations.back().name, "20260103000000_c");
  EXPECT_EQ(ours.StatusLine(), "a:applied b:applied c:applied");
}

TEST_F(NextSteps, SeeWhatAnotherRunTookBack) {
  Bench ours(ThreeTables(), path_);
  auto run = StartUp(ours.context(), {});
  ASSERT_TRUE(*(*run)->Step());
  ASSERT_TRUE(*(*run)->Step());
  {
    Bench theirs(ThreeTables(), path_);
    ASSERT_TRUE(theirs.DownAll().ok());
  }
  const Result<Report> report = Bench::Drive(std::move(run));
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(ours.StatusLine(), "a:applied b:applied c:applied");
  EXPECT_EQ(ours.Show("SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b', 'c')"), "3");
}

TEST_F(NextSteps, SeeAnEntryThatAnotherProgramChanged) {
  Bench ours(ThreeTables(), path_);
  auto run = StartUp(ours.context(), {});
  ASSERT_TRUE(*(*run)->Step());
  {
    Bench theirs(ThreeTables(), path_);
    theirs.Sql("UPDATE godwit_migrations SET checksum = 'other', sql = 'SELECT 1'");
  }
  const Result<bool> step = (*run)->Step();
  ASSERT_FALSE(step.ok());
  EXPECT_NE(step.error().why.find("has changed since"), std::string::npos) << step.error().why;
}

}  // namespace
}  // namespace godwit
