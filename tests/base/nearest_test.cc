#include "core/base/nearest.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace godwit {
namespace {

TEST(Nearest, IsWhatWasMostLikelyMeant) {
  constexpr std::array<std::string_view, 5> kKnown = {"feed", "get", "toggle-like", "tree",
                                                      "tree-ids"};
  struct {
    std::string_view typed;
    std::string_view nearest;
  } const rows[] = {{"feed", "feed"},
                    {"fede", "feed"},               // two letters swapped
                    {"togle-like", "toggle-like"},  // one left out
                    {"toggle-lieks", "toggle-like"},
                    {"gte", "get"},
                    {"xyz", ""},  // three letters
                    {"gxy", ""},  // of a short word two letters are most of it
                    {"", ""},
                    {"tree-id", "tree-ids"}};
  for (const auto& row : rows) EXPECT_EQ(NearestName(row.typed, kKnown), row.nearest) << row.typed;
  EXPECT_EQ(NearestName(std::string(100'000, 'a'), kKnown), "");
}

}  // namespace
}  // namespace godwit
