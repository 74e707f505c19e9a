#include "native/cli/progress.h"

#include <algorithm>

#include "native/host.h"

namespace godwit::cli {
namespace {

constexpr std::int64_t kRedrawMicros = 100'000;
// A rate of the first moments says nothing.
constexpr std::int64_t kJudgeMicros = 500'000;
constexpr int kBar = 24;
constexpr int kLeastBar = 8;

std::string Rate(const ProgressState& state) {
  if (state.elapsed_micros < kJudgeMicros || state.done <= 0) return {};
  const double a_second =
      static_cast<double>(state.done) * 1e6 / static_cast<double>(state.elapsed_micros);
  if (a_second < 1) return {};
  std::string text = "  " + Grouped(static_cast<std::int64_t>(a_second)) + " " + state.unit + "/s";
  if (state.total > state.done) {
    const double left = static_cast<double>(state.total - state.done) / a_second;
    text += "  " + Duration(static_cast<std::int64_t>(left * 1e6)) + " left";
  }
  return text;
}

}  // namespace

std::string ProgressLine(const ProgressState& state, int width, const Paint& paint) {
  std::string count = Grouped(state.done);
  if (state.total > 0) count += " of " + Grouped(state.total);
  if (!state.unit.empty()) count += " " + state.unit;
  const std::string rate = Rate(state);
  // The rate goes first where there is no room, then the bar; the label is cut last.
  const int fixed = DisplayWidth(state.label) + 2 + DisplayWidth(count);
  const int with_rate = fixed + DisplayWidth(rate);
  const bool show_rate = with_rate + (state.total > 0 ? kLeastBar + 4 : 0) <= width;
  const int used = show_rate ? with_rate : fixed;
  const int bar = state.total > 0 ? std::min(kBar, width - used - 4) : 0;
  if (bar < kLeastBar) {
    return Fit(state.label + "  " + count + (show_rate ? rate : std::string()), width);
  }
  const std::int64_t done = std::clamp<std::int64_t>(state.done, 0, state.total);
  const auto filled = static_cast<int>(static_cast<double>(done) /
                                       static_cast<double>(state.total) * static_cast<double>(bar));
  std::string full;
  std::string empty;
  for (int i = 0; i < filled; ++i) full += "█";
  for (int i = filled; i < bar; ++i) empty += "░";
  return state.label + "  " + paint(Tone::kGood, full) + paint(Tone::kFaint, empty) + "  " + count +
         (show_rate ? rate : std::string());
}

void ProgressBar::Update(const std::string& phase, const std::string& name, std::int64_t done,
                         std::int64_t total, const std::string& unit) {
  if (!on_) return;
  const std::int64_t now = clock_.MonotonicMicros();
  std::string label = Clean(name.empty() ? phase : name);
  if (label != state_.label || done < state_.done) {
    begun_micros_ = now;
    state_.label = std::move(label);
  }
  state_.done = done;
  state_.total = total;
  state_.unit = unit;
  state_.elapsed_micros = now - begun_micros_;
  if (shown_ && now - drawn_micros_ < kRedrawMicros) return;
  drawn_micros_ = now;
  shown_ = true;
  // The last column stays free: a terminal may wrap when it is written.
  const int width = std::max(20, host::TerminalWidth() - 1);
  output_.Note("\r\x1b[K" + ProgressLine(state_, width, paint_));
}

void ProgressBar::Clear() {
  if (!shown_) return;
  output_.Note("\r\x1b[K");
  shown_ = false;
}

}  // namespace godwit::cli
