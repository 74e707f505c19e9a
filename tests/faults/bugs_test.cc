// The sweep must see: each of these bugs is planted, and each is found by the harness that finds
// none in the product's code (sweep_test.cc).
#include <gtest/gtest.h>

#include "tests/faults/godwit_program.h"
#include "tests/faults/naive_program.h"
#include "tests/faults/sweep.h"

namespace godwit {
namespace {

// Of the operations each third is enough to meet a bug, and fewer where runs are slow.
constexpr int kEvery = GODWIT_TEST_SAMPLE > 1 ? 3 : 1;

Verdict CutPowerWith(Bug bug) {
  const NaiveProgram correct(Bug::kNone);
  const NaiveProgram program(bug);
  return Sweep(program, correct, {.pragmas = {}, .every = kEvery}).CutPower();
}

Verdict CutPowerIn(std::vector<std::string> pragmas) {
  const GodwitProgram program(LifeStory());
  return Sweep(program, program, {.pragmas = std::move(pragmas), .every = 3 * kEvery}).CutPower();
}

bool Has(const Verdict& verdict, const std::string& kind) {
  return verdict.violations.contains(kind);
}

TEST(PlantedBugs, NoneIsFoundWhereThereIsNone) {
  const Verdict verdict = CutPowerWith(Bug::kNone);
  EXPECT_EQ(verdict.count(), 0) << verdict.Show();
  EXPECT_GT(verdict.runs, 100);
}

TEST(PlantedBugs, CursorOutsideTheTransaction) {
  const Verdict verdict = CutPowerWith(Bug::kCursorOutside);
  EXPECT_TRUE(Has(verdict, "its content is none between two pieces")) << verdict.Show();
}

TEST(PlantedBugs, QuarantineOutsideTheTransaction) {
  const Verdict verdict = CutPowerWith(Bug::kQuarantineOutside);
  EXPECT_TRUE(Has(verdict, "its content is none between two pieces")) << verdict.Show();
}

TEST(PlantedBugs, UndoOutsideTheTransaction) {
  const Verdict verdict = CutPowerWith(Bug::kUndoOutside);
  EXPECT_TRUE(Has(verdict, "its content is none between two pieces")) << verdict.Show();
}

TEST(PlantedBugs, RebuildWithoutATransaction) {
  const Verdict verdict = CutPowerWith(Bug::kRebuildWithoutTransaction);
  EXPECT_TRUE(Has(verdict, "its content is none between two pieces")) << verdict.Show();
}

// No cut is needed for this one, and neither integrity_check nor foreign_key_check sees it.
TEST(PlantedBugs, ForeignKeysSwitchedOffInsideTheTransaction) {
  const Verdict verdict = CutPowerWith(Bug::kForeignKeysInside);
  EXPECT_TRUE(Has(verdict, "its content is none between two pieces")) << verdict.Show();
  EXPECT_EQ(verdict.violations.size(), 1U) << verdict.Show();
}

TEST(PlantedBugs, SynchronousOff) {
  const Verdict verdict = CutPowerIn({"PRAGMA synchronous = OFF"});
  EXPECT_TRUE(Has(verdict, "it cannot be opened or read")) << verdict.Show();
  EXPECT_TRUE(Has(verdict, "acknowledged work is lost")) << verdict.Show();
}

// Nothing is damaged, but the deleted journal comes back and undoes what was reported.
TEST(PlantedBugs, SynchronousFullWithADeletedJournal) {
  const Verdict verdict = CutPowerIn({"PRAGMA synchronous = FULL"});
  EXPECT_TRUE(Has(verdict, "acknowledged work is lost")) << verdict.Show();
  EXPECT_EQ(verdict.violations.size(), 1U) << verdict.Show();
}

TEST(PlantedBugs, SynchronousNormalWithAWriteAheadLog) {
  const Verdict verdict = CutPowerIn({"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"});
  EXPECT_TRUE(Has(verdict, "acknowledged work is lost")) << verdict.Show();
  EXPECT_EQ(verdict.violations.size(), 1U) << verdict.Show();
}

}  // namespace
}  // namespace godwit
