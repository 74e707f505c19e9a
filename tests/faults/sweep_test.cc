// Pulls the plug anywhere in the product's own code, in every journal mode that it runs in: zero
// violations is the bar.
//
// The product's life is tried whole: natively the power goes in every operation, and in the
// product's own mode every operation fails. Other modes and stories try a sample. Under sanitizers
// and in WASM all are sampled (GODWIT_TEST_SAMPLE, cmake/tests.cmake). GODWIT_LONG in the
// environment, as `./run test --long` sets it, tries all of them everywhere but under node, where
// the program does not see its environment.
#include "tests/faults/sweep.h"

#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

#include "tests/faults/godwit_program.h"

namespace godwit {
namespace {

struct Mode {
  std::string name;
  Story (*story)() = nullptr;
  std::vector<std::string> pragmas = {};
  int sample = 1;      // of the faults that take a run of the whole story each
  int cut_sample = 1;  // of the power cuts
};

// How GoogleTest names it.
void PrintTo(const Mode& mode, std::ostream* out) { *out << mode.name; }

const std::vector<std::string> kTruncate = {"PRAGMA journal_mode = TRUNCATE"};
const std::vector<std::string> kPersist = {"PRAGMA journal_mode = PERSIST"};
const std::vector<std::string> kWal = {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"};

// A rollback journal with what Database::Open itself sets, synchronous = EXTRA, in its three ways
// to end; a write-ahead log.
const std::vector<Mode> kModes = {
    {"LifeDelete", &LifeStory},
    {"LifeTruncate", &LifeStory, kTruncate, 7},
    {"LifePersist", &LifeStory, kPersist, 7},
    {"LifeWal", &LifeStory, kWal, 5},
    {"PartsDelete", &PartsStory, {}, 7, 3},
    {"PartsWal", &PartsStory, kWal, 13, 5},
    {"UndoDelete", &UndoStory, {}, 7, 3},
    {"UndoWal", &UndoStory, kWal, 13, 5},
    {"PiecesDelete", &PiecesStory, {}, 3},
    {"PiecesWal", &PiecesStory, kWal, 13, 5},
    {"PrismaDelete", &PrismaStory, {}, 7, 3},
    {"PrismaPersist", &PrismaStory, kPersist, 13, 5},
};

class Plug : public testing::TestWithParam<Mode> {
 protected:
  Sweep Make(int sample) const {
    const bool all = std::getenv("GODWIT_LONG") != nullptr;
    const int every = all ? 1 : std::max(sample, GODWIT_TEST_SAMPLE);
    return {program_,
            program_,
            {.pragmas = GetParam().pragmas,
             .every = every,
             .every_question = 7 * every,
             .every_allocation = 97 * every}};
  }
  static void ExpectNone(const Verdict& verdict) {
    EXPECT_EQ(verdict.count(), 0) << verdict.Show();
    EXPECT_GT(verdict.runs, 0);
  }

 private:
  GodwitProgram program_{GetParam().story()};
};

TEST_P(Plug, PowerCuts) {
  Sweep sweep = Make(GetParam().cut_sample);
  EXPECT_GT(sweep.operations(), 150);
  EXPECT_GT(sweep.states(), 10U);
  ExpectNone(sweep.CutPower());
}

TEST_P(Plug, PowerCutsDuringRecovery) { ExpectNone(Make(GetParam().sample).CutPowerTwice()); }

TEST_P(Plug, DiskFaultsDuringRecovery) {
  ExpectNone(Make(GetParam().sample).CutPowerThenFailDisk(FileCode::kFailed));
}

TEST_P(Plug, DiskFaults) {
  Sweep sweep = Make(GetParam().sample);
  ExpectNone(sweep.FailDisk(FileCode::kFailed, false));
  ExpectNone(sweep.FailDisk(FileCode::kFailed, true));
}

// What is full befalls the next write, so that every second operation will do.
TEST_P(Plug, FullDisk) {
  Sweep sweep = Make(2 * GetParam().sample);
  ExpectNone(sweep.FailDisk(FileCode::kFull, false));
  ExpectNone(sweep.FailDisk(FileCode::kFull, true));
}

TEST_P(Plug, ReadFaults) {
  Sweep sweep = Make(GetParam().sample);
  ExpectNone(sweep.FailReads(false));
  ExpectNone(sweep.FailReads(true));
}

TEST_P(Plug, NoMemory) {
  Sweep sweep = Make(GetParam().sample);
  ExpectNone(sweep.FailMemory(false));
  ExpectNone(sweep.FailMemory(true));
}

INSTANTIATE_TEST_SUITE_P(Anywhere, Plug, testing::ValuesIn(kModes),
                         [](const auto& mode) { return mode.param.name; });

}  // namespace
}  // namespace godwit
