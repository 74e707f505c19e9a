// A clock by which every look at it takes the same time: what the tests of deadlines share.
#pragma once

#include <cstdint>

#include "core/base/clock.h"

namespace godwit {

class TickingClock final : public Clock {
 public:
  explicit TickingClock(std::int64_t tick_micros) : tick_(tick_micros) {}
  std::int64_t NowMillis() override { return 1'768'478'400'000; }
  std::int64_t MonotonicMicros() override { return micros_ += tick_; }

  void Advance(std::int64_t micros) { micros_ += micros; }

 private:
  std::int64_t tick_;
  std::int64_t micros_ = 0;
};

}  // namespace godwit
