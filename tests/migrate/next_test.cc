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

std::map<std::string, std::string> FourTables() {
  std::map<std::string, std::string> files;
  for (const std::string name : {"a", "b", "c", "d"}) {
    const std::string folder =
        std::string("2026010") + std::to_string(name[0] - 'a' + 1) + "000000_" + name + "/";
    files[folder + "migration.sql"] = "CREATE TABLE " + name + " (id INTEGER PRIMARY KEY)";
    files[folder + "down.sql"] = "DROP TABLE " + name;
  }
  return files;
}

// From the second migration on a run keeps what it has read.
class NextSteps : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }

  std::string path_ = ScratchPath("next.db");
};

TEST_F(NextSteps, SeeWhatAnotherRunApplied) {
  Bench ours(FourTables(), path_);
  auto run = StartUp(ours.context(), {});
  ASSERT_TRUE(*(*run)->Step());
  ASSERT_TRUE(*(*run)->Step());
  {
    Bench theirs(FourTables(), path_);
    ASSERT_TRUE(theirs.Up("20260103000000_c").ok());
  }
  const Result<Report> report = Bench::Drive(std::move(run));
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  ASSERT_EQ(report->migrations.size(), 3U);
  EXPECT_EQ(report->migrations.back().name, "20260104000000_d");
  EXPECT_EQ(ours.StatusLine(), "a:applied b:applied c:applied d:applied");
}

TEST_F(NextSteps, SeeWhatAnotherRunTookBack) {
  Bench ours(FourTables(), path_);
  auto run = StartUp(ours.context(), {});
  ASSERT_TRUE(*(*run)->Step());
  ASSERT_TRUE(*(*run)->Step());
  {
    Bench theirs(FourTables(), path_);
    ASSERT_TRUE(theirs.DownAll().ok());
  }
  const Result<Report> report = Bench::Drive(std::move(run));
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(ours.StatusLine(), "a:applied b:applied c:applied d:applied");
  EXPECT_EQ(ours.Show("SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b', 'c', 'd')"),
            "4");
}

TEST_F(NextSteps, SeeAnEntryThatAnotherProgramChanged) {
  Bench ours(FourTables(), path_);
  auto run = StartUp(ours.context(), {});
  ASSERT_TRUE(*(*run)->Step());
  ASSERT_TRUE(*(*run)->Step());
  {
    Bench theirs(FourTables(), path_);
    theirs.Sql("UPDATE godwit_migrations SET checksum = 'other', sql = 'SELECT 1'");
  }
  const Result<bool> step = (*run)->Step();
  ASSERT_FALSE(step.ok());
  EXPECT_NE(step.error().why.find("has changed since"), std::string::npos) << step.error().why;
}

TEST_F(NextSteps, StopWhereTheyWereToldToAlsoWhenAnotherRunWasThereFirst) {
  Bench ours(FourTables(), path_);
  const UpOptions options = {.to = "20260103000000_c"};
  auto run = StartUp(ours.context(), options);
  ASSERT_TRUE(*(*run)->Step());
  ASSERT_TRUE(*(*run)->Step());
  {
    Bench theirs(FourTables(), path_);
    ASSERT_TRUE(theirs.Up("20260103000000_c").ok());
  }
  const Result<Report> report = Bench::Drive(std::move(run));
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(ours.StatusLine(), "a:applied b:applied c:applied d:pending");
}

TEST_F(NextSteps, ComeToTheirEndInMemoryToo) {
  Bench bench(FourTables());
  const Result<Report> report = bench.Up();
  ASSERT_TRUE(report.ok()) << Describe(report.error());
  EXPECT_EQ(report->migrations.size(), 4U);
  EXPECT_EQ(bench.StatusLine(), "a:applied b:applied c:applied d:applied");
}

}  // namespace
}  // namespace godwit
