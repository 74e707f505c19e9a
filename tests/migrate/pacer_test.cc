#include "core/migrate/pacer.h"

#include <vector>

#include <gtest/gtest.h>

namespace godwit {
namespace {

TEST(BatchPacer, GrowsWhileQuickAndShrinksBeforeTheLockIsHeldTooLong) {
  const struct {
    std::int64_t most;
    bool exact;
    std::vector<std::int64_t> took;  // microseconds of work
    std::int64_t rows;
    std::int64_t commit = 0;  // and of each commit
  } rows[] = {
      {10'000, false, {}, 100},
      {10, false, {}, 10},
      {10'000, false, {0, 0, 0}, 800},
      {300, false, {0, 0, 0}, 300},
      {10'000, false, {20'000}, 100},       // quick enough, but twice as many would not be
      {10'000, false, {50'000}, 50},        // half the time allowed is the aim
      {10'000, false, {1'000'000'000}, 1},  // never none
      {10'000, false, {1'000'000, 1'000, 1'000}, 8},
      {5'000, true, {1'000'000, 0}, 5'000},  // asked for
      // A slow disk: its part is fixed, and what is left is for the rows, if only half of the aim.
      {10'000, false, {1'000, 1'000}, 400, 10'000},
      {10'000, false, {1'000, 1'000}, 400, 70'000},
      {10'000, false, {25'000}, 50, 70'000},
  };
  for (const auto& row : rows) {
    BatchPacer pacer(row.most, row.exact);
    for (const std::int64_t micros : row.took) pacer.Took(micros, row.commit);
    EXPECT_EQ(pacer.rows(), row.rows);
  }
}

}  // namespace
}  // namespace godwit
