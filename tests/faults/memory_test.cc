// Memory that runs out while Godwit asks what is left to do: an error then, not a wrong answer.
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "core/migrate/ledger.h"
#include "core/migrate/mend.h"
#include "core/sqlite/memory_faults.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

// A finished step with two rows that have become due since, and a migration after it: what the step
// writes might have been removed by that one.
class NoMemory : public testing::Test {
 protected:
  NoMemory() {
    EXPECT_TRUE(bench_.Up().ok());
    bench_.Sql("INSERT INTO a (x) VALUES (1), (2)");
  }
  // Lets each allocation fail once, until `answer` heals that; it gives nothing when it was told of
  // an error.
  void ForEachAllocation(const std::function<std::string()>& answer, const std::string& right) {
    int refused = 0;
    for (int allocation = 1;; ++allocation) {
      faults_.FailFrom(allocation, false);
      const std::string text = answer();
      if (text.empty()) {
        ++refused;
      } else {
        EXPECT_EQ(text, right) << "allocation " << allocation;
      }
      if (!faults_.failed()) break;
    }
    EXPECT_GT(refused, 20);
  }

  MemoryFaults faults_;
  Bench bench_{std::map<std::string, std::string>{
      {"20260101000000_a/migration.sql", "CREATE TABLE a (x INTEGER PRIMARY KEY, y);"},
      {"20260101000000_a/backfill.sql",
       "-- godwit: data-step y\n-- godwit: table a\n"
       "SELECT x, x + 1 AS y FROM a WHERE y IS NULL;"},
      {"20260102000000_b/migration.sql", "CREATE TABLE b (z);"}}};
};

TEST_F(NoMemory, BackfillNeverTakesADueStepForARemovedOne) {
  ForEachAllocation(
      [&] {
        const Result<Report> report = bench_.BackfillAll();
        faults_.Heal();
        const std::string done = report.ok() ? bench_.Show("SELECT count(y) FROM a") : "";
        bench_.Sql("UPDATE a SET y = NULL");
        return done;
      },
      "2");
}

TEST_F(NoMemory, StatusNeverTakesADueStepForACompleteOne) {
  ForEachAllocation(
      [&] {
        const Result<ProjectStatus> status = ReadStatus(&bench_.db(), bench_.project());
        faults_.Heal();
        if (!status.ok()) return std::string();
        const DataStepStatus& step = status->data_steps.at(0);
        return std::string(StepStateName(step.state)) + " " + step.problem;
      },
      "due ");
}

// Whether the second list is in use cannot be asked then.
TEST_F(NoMemory, TwoLedgersAreNeverTakenForOne) {
  bench_.Sql(
      "CREATE TABLE _prisma_migrations (id, checksum, finished_at, migration_name, logs, "
      "rolled_back_at, started_at, applied_steps_count);"
      "INSERT INTO _prisma_migrations (id, migration_name, started_at) VALUES (1, 'x', 0)");
  ForEachAllocation(
      [&] {
        const Result<Ledger> ledger = ReadLedger(bench_.db());
        faults_.Heal();
        return ledger.ok() ? std::string("one") : std::string();
      },
      "two");
}

TEST_F(NoMemory, BaselineNeverTakesItForDrift) {
  constexpr int kEvery = 11;
  int refused = 0;
  for (int allocation = 1;; allocation += kEvery) {
    Bench found(std::map<std::string, std::string>{
        {"20260101000000_a/migration.sql", "CREATE TABLE a (x INTEGER PRIMARY KEY);"}});
    found.Sql("CREATE TABLE a (x INTEGER PRIMARY KEY)");
    Database scratch = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
    faults_.FailFrom(allocation, false);
    const Result<Report> report = Bench::Drive(
        StartBaseline(found.context(), scratch,
                      {.to = "20260101000000_a", .accept_drift = true, .reason = "it is so"}));
    faults_.Heal();
    if (!faults_.failed()) break;
    if (report.ok()) {
      EXPECT_TRUE(report->warnings.empty()) << allocation << report->warnings.front();
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, 20);
}

}  // namespace
}  // namespace godwit
