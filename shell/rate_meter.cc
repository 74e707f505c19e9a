#include "shell/rate_meter.h"

namespace godwit::shell {
namespace {

constexpr double kWindow = 2.0;     // seconds looked back
constexpr double kShortest = 0.05;  // below this a rate is noise

}  // namespace

void RateMeter::Reset() {
  samples_.clear();
  total_ = 0;
}

void RateMeter::Report(double seconds, std::int64_t done, std::int64_t total) {
  if (total != total_ || (!samples_.empty() && done < samples_.back().done)) Reset();
  total_ = total;
  samples_.push_back({seconds, done});
  while (samples_.size() > 2 && seconds - samples_[1].seconds > kWindow) samples_.pop_front();
}

double RateMeter::Rate() const {
  if (samples_.size() < 2) return 0;
  const double span = samples_.back().seconds - samples_.front().seconds;
  if (span < kShortest) return 0;
  return static_cast<double>(samples_.back().done - samples_.front().done) / span;
}

double RateMeter::SecondsLeft() const {
  const double rate = Rate();
  if (rate <= 0 || total_ <= 0) return -1;
  return static_cast<double>(total_ - samples_.back().done) / rate;
}

}  // namespace godwit::shell
