// Where a sample's chance comes from: injected, so that the same seed gives the same rows anywhere.
#pragma once

#include <algorithm>
#include <string_view>

#include "core/traits/seedrandom.h"

namespace godwit {

class RandomSource {
 public:
  virtual ~RandomSource() = default;
  // The next draw, in [0, 1).
  virtual double Next() = 0;

  // One draw as a whole number in 0 … count-1. REQUIRES: 0 < count < 2^31.
  int Below(int count) {
    // The product is rounded, so that a draw next to 1 could reach count.
    return std::min(static_cast<int>(Next() * count), count - 1);
  }
};

// seedrandom's default generator; reproducible, not for secrets.
class SeededSource final : public RandomSource {
 public:
  explicit SeededSource(std::string_view seed) : random_(seed) {}
  double Next() override { return random_.Next(); }

 private:
  SeedRandom random_;
};

}  // namespace godwit
