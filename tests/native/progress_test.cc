#include "native/cli/progress.h"

#include <gtest/gtest.h>

namespace godwit::cli {
namespace {

ProgressState State(std::int64_t done, std::int64_t total, std::int64_t elapsed_micros) {
  return {.label = "pet-traits",
          .done = done,
          .total = total,
          .unit = "rows",
          .elapsed_micros = elapsed_micros};
}

TEST(Progress, Lines) {
  struct Case {
    const char* what;
    ProgressState state;
    int width;
    const char* line;
  };
  const Case cases[] = {
      {"a quarter", State(250, 1000, 1'000'000), 100,
       "pet-traits  ██████░░░░░░░░░░░░░░░░░░  250 of 1,000 rows  250 rows/s  3.0 s left"},
      {"too early to judge", State(250, 1000, 400'000), 100,
       "pet-traits  ██████░░░░░░░░░░░░░░░░░░  250 of 1,000 rows"},
      {"done", State(1000, 1000, 2'000'000), 100,
       "pet-traits  ████████████████████████  1,000 of 1,000 rows  500 rows/s"},
      {"more than there should be", State(1500, 1000, 400'000), 100,
       "pet-traits  ████████████████████████  1,500 of 1,000 rows"},
      {"nobody knows how many", State(300, 0, 1'000'000), 100, "pet-traits  300 rows  300 rows/s"},
      {"no room for the rate", State(250, 1000, 1'000'000), 44,
       "pet-traits  ██░░░░░░░░░  250 of 1,000 rows"},
      {"no room for the bar", State(250, 1000, 1'000'000), 34, "pet-traits  250 of 1,000 rows"},
      {"no room at all", State(250, 1000, 1'000'000), 20, "pet-traits  250 of …"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    const std::string line = ProgressLine(c.state, c.width, Paint(false));
    EXPECT_EQ(line, c.line);
    EXPECT_LE(DisplayWidth(line), c.width);
  }
}

}  // namespace
}  // namespace godwit::cli
