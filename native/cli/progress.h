// The bar that shows long work on a terminal: how far, how fast, how long still.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/clock.h"
#include "native/cli/output.h"
#include "native/cli/text.h"

namespace godwit::cli {

struct ProgressState {
  std::string label;  // clean
  std::int64_t done = 0;
  std::int64_t total = 0;  // 0 = unknown
  std::string unit;
  std::int64_t elapsed_micros = 0;
};

// One line of at most `width` columns. Rate and time left only once there is something to judge by.
std::string ProgressLine(const ProgressState& state, int width, const Paint& paint);

class ProgressBar {
 public:
  // Draws nothing when it is off.
  ProgressBar(Output& output, bool on, Paint paint) : output_(output), on_(on), paint_(paint) {}
  ~ProgressBar() { Clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // At most ten times a second.
  void Update(const std::string& phase, const std::string& name, std::int64_t done,
              std::int64_t total, const std::string& unit);
  // Takes the bar off the terminal, so that something else can be written.
  void Clear();

 private:
  Output& output_;
  bool on_;
  Paint paint_;
  SystemClock clock_;
  ProgressState state_;
  std::int64_t begun_micros_ = 0;
  std::int64_t drawn_micros_ = 0;
  bool shown_ = false;
};

}  // namespace godwit::cli
