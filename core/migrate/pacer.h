// How many rows a batch takes: as many as are quick, so that nobody else waits long for the write
// lock.
#pragma once

#include <algorithm>
#include <cstdint>

namespace godwit {

// How long a batch should hold the write lock at most.
inline constexpr std::int64_t kLongestHoldMicros = 50'000;

class BatchPacer {
 public:
  // At most `most` rows; exactly so many when they were asked for.
  BatchPacer(std::int64_t most, bool exact)
      : most_(most), exact_(exact), rows_(exact ? most : std::min(most, kFirst)) {}

  std::int64_t rows() const { return rows_; }

  // A batch of rows() has held the lock for so long: for its rows, and for the commit, which takes
  // its time however few they are; where that alone is slow, fewer rows would only make more
  // commits. Under a clock that stands every batch is quick, so what is done there does not depend
  // on the machine.
  void Took(std::int64_t work_micros, std::int64_t commit_micros) {
    if (exact_) return;
    const std::int64_t aim = std::max(kAim - commit_micros, kAim / 2);
    if (work_micros > aim) {
      rows_ = std::max<std::int64_t>(1, rows_ * aim / work_micros);
    } else if (work_micros * 2 < aim) {
      rows_ = std::min(most_, rows_ * 2);
    }
  }

 private:
  static constexpr std::int64_t kFirst = 100;
  // Half of what is allowed: batches differ, and nearly all have to stay below it.
  static constexpr std::int64_t kAim = kLongestHoldMicros / 2;

  std::int64_t most_;
  bool exact_;
  std::int64_t rows_;
};

}  // namespace godwit
