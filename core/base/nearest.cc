#include "core/base/nearest.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace godwit {
namespace {

// How many letters are put in, left out, changed or swapped with their neighbour.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        rows[i][j] = i + j;
        continue;
      }
      const std::size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
      rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + other});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[a.size()][b.size()];
}

}  // namespace

std::string_view NearestName(std::string_view typed, std::span<const std::string_view> known) {
  constexpr std::size_t kLongest = 40;  // of what is worth comparing
  std::string_view nearest;
  std::size_t least = 3;
  if (typed.size() > kLongest) return nearest;
  for (const std::string_view name : known) {
    const std::size_t distance = Distance(typed, name);
    // Of a short word two letters are most of it.
    if (distance >= least || distance * 2 > typed.size()) continue;
    nearest = name;
    least = distance;
  }
  return nearest;
}

}  // namespace godwit
