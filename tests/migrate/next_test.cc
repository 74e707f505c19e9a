// What an up does next, while another connection writes between two of its migrations: what a run
// keeps of the ledger must never hide that.
#include "core/migrate/next.h"

#include <filesystem>
#include <map>
#include <memory>
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

  // A run of ours that has applied the first two, and what it comes to once the other has been.
  std::unique_ptr<godwit::Run> Begin(const UpOptions& options = {}) {
    auto run = std::move(StartUp(ours_.context(), options)).value();
    EXPECT_TRUE(*run->Step());
    EXPECT_TRUE(*run->Step());
    return run;
  }
  Report End(std::unique_ptr<godwit::Run> run) {
    Result<Report> report = Bench::Drive(std::move(run));
    EXPECT_TRUE(report.ok()) << Describe(report.error());
    return report.ok() ? std::move(report).value() : Report();
  }

  std::string path_ = ScratchPath("next.db");
  Bench ours_{FourTables(), path_};
};

TEST_F(NextSteps, SeeWhatAnotherRunApplied) {
  auto run = Begin();
  ASSERT_TRUE(Bench(FourTables(), path_).Up("20260103000000_c").ok());
  const Report report = End(std::move(run));
  ASSERT_EQ(report.migrations.size(), 3U);
  EXPECT_EQ(report.migrations.back().name, "20260104000000_d");
  EXPECT_EQ(ours_.StatusLine(), "a:applied b:applied c:applied d:applied");
}

TEST_F(NextSteps, SeeWhatAnotherRunTookBack) {
  auto run = Begin();
  ASSERT_TRUE(Bench(FourTables(), path_).DownAll().ok());
  End(std::move(run));
  EXPECT_EQ(ours_.StatusLine(), "a:applied b:applied c:applied d:applied");
  EXPECT_EQ(ours_.Show("SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b', 'c', 'd')"),
            "4");
}

TEST_F(NextSteps, SeeAnEntryThatAnotherProgramChanged) {
  auto run = Begin();
  Bench(FourTables(), path_)
      .Sql("UPDATE godwit_migrations SET checksum = 'other', sql = 'SELECT 1'");
  const Result<bool> step = run->Step();
  ASSERT_FALSE(step.ok());
  EXPECT_NE(step.error().why.find("has changed since"), std::string::npos) << step.error().why;
}

TEST_F(NextSteps, StopWhereTheyWereToldToAlsoWhenAnotherRunWasThereFirst) {
  auto run = Begin({.to = "20260103000000_c"});
  ASSERT_TRUE(Bench(FourTables(), path_).Up("20260103000000_c").ok());
  End(std::move(run));
  EXPECT_EQ(ours_.StatusLine(), "a:applied b:applied c:applied d:pending");
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
