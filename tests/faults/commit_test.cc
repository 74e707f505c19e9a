// `up`, `up` held to a receipt and `down` on a disk that fails: what they say of the database is
// so.
#include <string>

#include <gtest/gtest.h>

#include "core/migrate/expect.h"
#include "core/migrate/rehearse.h"
#include "tests/faults/fault_disk.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

constexpr const char* kPath = "/app.db";

const std::map<std::string, std::string> kFiles = {
    {"20260101000000_a/migration.sql",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT); INSERT INTO t WITH i(x) AS (SELECT 1 UNION "
     "ALL SELECT x + 1 FROM i WHERE x < 200) SELECT x, 'some text ' || x FROM i"},
    {"20260102000000_b/migration.sql", "CREATE INDEX i ON t (n); DELETE FROM t WHERE id > 150"},
    {"20260102000000_b/down.sql", "DROP INDEX i"}};

enum class Way : std::uint8_t { kUp, kHeld, kDown };

struct Case {
  std::string mode;
  Way way = Way::kUp;
};

class UpOnAFailingDisk : public testing::TestWithParam<Case> {
 protected:
  Result<Database> Open() {
    Result<Database> db = Database::Open(kPath, {.mode = OpenMode::kCreate, .files = &disk_});
    if (db.ok()) (void)db->Execute("PRAGMA journal_mode = " + GetParam().mode);
    return db;
  }

  FaultDisk disk_;
};

TEST_P(UpOnAFailingDisk, WhatIsSaidIsSo) {
  Bench bench(kFiles);
  {
    Database db = std::move(Open()).value();
    RunContext context = bench.context();
    const RunContext here{db, context.project, context.validators, context.clock, context.listener};
    UpOptions first;
    if (GetParam().way != Way::kDown) first.to = "20260101000000_a";
    ASSERT_TRUE(Bench::Drive(StartUp(here, first)).ok());
  }
  const auto files = disk_.state().Files();
  Receipt receipt;
  if (GetParam().way == Way::kHeld) {
    Database db = std::move(Open()).value();
    auto rehearsal = Rehearsal::Start(&db, bench.context(), {});
    ASSERT_TRUE(rehearsal.ok());
    while (*(*rehearsal)->Step()) continue;
    receipt = (*rehearsal)->receipt();
    ASSERT_TRUE(receipt.passed);
  }
  int told_done = 0;
  int told_undone = 0;
  int told_open = 0;
  for (const bool for_good : {false, true}) {
    for (int operation = 1;; ++operation) {
      disk_.Load(files);
      bool failed = false;
      bool unsure = false;
      std::string said;
      {
        Result<Database> db = Open();
        ASSERT_TRUE(db.ok());
        disk_.FailFrom(operation, FileCode::kFailed, for_good);
        const RunContext context = bench.context();
        const RunContext here{*db, context.project, context.validators, context.clock,
                              context.listener};
        const Way way = GetParam().way;
        const Result<Report> report =
            Bench::Drive(way == Way::kDown   ? StartDown(here, {})
                         : way == Way::kHeld ? StartExpectedUp(here, receipt)
                                             : StartUp(here, {}));
        unsure = !report.ok() && report.error().uncertain;
        said = report.ok() ? "done" : report.error().next;
        failed = disk_.failed();
      }
      disk_.Heal();
      Database after = std::move(Open()).value();
      const Result<bool> applied = HasEntry(after, "20260102000000_b");
      ASSERT_TRUE(applied.ok());
      const bool done = *applied == (GetParam().way != Way::kDown);
      const std::string at = "operation " + std::to_string(operation) + ": " + said;
      if (said == "done") {
        EXPECT_TRUE(done) << at;
        ++told_done;
      } else if (unsure) {
        EXPECT_EQ(said.find("same command again"), std::string::npos) << at;
        ++told_open;
      } else {
        EXPECT_FALSE(done) << at;
        ++told_undone;
      }
      if (!failed) break;
    }
  }
  EXPECT_GT(told_done, 0);
  // A write-ahead log is written by the commit alone.
  const bool in_wal = GetParam().mode == "WAL";
  EXPECT_GT(in_wal ? told_open : told_undone, 3);
}

INSTANTIATE_TEST_SUITE_P(
    In, UpOnAFailingDisk,
    testing::Values(Case{"DELETE", Way::kHeld}, Case{"TRUNCATE", Way::kHeld},
                    Case{"PERSIST", Way::kHeld}, Case{"WAL", Way::kHeld}, Case{"DELETE", Way::kUp},
                    Case{"WAL", Way::kUp}, Case{"DELETE", Way::kDown}, Case{"WAL", Way::kDown}),
    [](const auto& one) {
      const Way way = one.param.way;
      const bool held = way == Way::kHeld;
      return one.param.mode + (held ? "Held" : way == Way::kDown ? "Down" : "");
    });

}  // namespace
}  // namespace godwit
