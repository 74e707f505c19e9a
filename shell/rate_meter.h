// How fast a piece of work goes and how long it will still take, from what it reports now and then.
#pragma once

#include <cstdint>
#include <deque>

namespace godwit::shell {

class RateMeter {
 public:
  void Reset();
  // `done` out of `total` (0: unknown) at that time. A smaller `done` or another total starts anew.
  void Report(double seconds, std::int64_t done, std::int64_t total);

  // Units a second over the last two seconds; 0 while too little is known.
  double Rate() const;
  // Negative while unknown.
  double SecondsLeft() const;

 private:
  struct Sample {
    double seconds;
    std::int64_t done;
  };
  std::deque<Sample> samples_;
  std::int64_t total_ = 0;
};

}  // namespace godwit::shell
