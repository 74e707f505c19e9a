// Where time comes from. Nothing in core reads the system's clock by itself: a rehearsal and
// `--now` fix it, and then every byte that Godwit writes is reproducible.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/status.h"

namespace godwit {

class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since 1970-01-01T00:00:00Z.
  virtual std::int64_t NowMillis() = 0;
  // Microseconds from an arbitrary start; never goes backwards. A fixed clock stands still, so that
  // recorded durations are zero and files made under it are equal byte for byte.
  virtual std::int64_t MonotonicMicros() = 0;
};

class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::int64_t millis) : millis_(millis) {}
  std::int64_t NowMillis() override { return millis_; }
  std::int64_t MonotonicMicros() override { return 0; }

 private:
  std::int64_t millis_;
};

// Tells one time, but durations as another clock measures them. Borrows that clock.
class StoppedClock final : public Clock {
 public:
  explicit StoppedClock(Clock& clock) : millis_(clock.NowMillis()), clock_(clock) {}
  std::int64_t NowMillis() override { return millis_; }
  std::int64_t MonotonicMicros() override { return clock_.MonotonicMicros(); }

 private:
  std::int64_t millis_;
  Clock& clock_;
};

// The real one (std::chrono).
class SystemClock final : public Clock {
 public:
  std::int64_t NowMillis() override;
  std::int64_t MonotonicMicros() override;
};

// `2026-01-15T12:00:00.000Z`; proleptic Gregorian, years 0000..9999.
std::string FormatTime(std::int64_t millis);

// Reads ISO 8601: a date, or date and time with `T` or a space, seconds and up to three digits of
// fraction optional, `Z` or `+hh:mm` optional (absent = UTC). An error names what is wrong.
Result<std::int64_t> ParseTime(std::string_view text);

}  // namespace godwit
