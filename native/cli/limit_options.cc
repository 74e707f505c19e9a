#include "native/cli/limit_options.h"

#include <optional>
#include <string>
#include <string_view>

#include "core/sqlite/limits.h"

namespace godwit::cli {
namespace {

// "2", "0.25": digits with at most three behind a point. nullopt = it is none, 0, or too large.
std::optional<std::int64_t> ReadSeconds(std::string_view text) {
  std::int64_t millis = 0;
  int behind = -1;  // digits behind the point; -1: there was none
  bool any = false;
  for (const char c : text) {
    if (c == '.' && behind < 0) {
      behind = 0;
      continue;
    }
    if (c < '0' || c > '9' || behind == 3) return std::nullopt;
    any = true;
    millis = millis * 10 + (c - '0');
    if (behind >= 0) ++behind;
    if (millis > kLongestDeadlineMillis) return std::nullopt;
  }
  for (int place = behind < 0 ? 0 : behind; place < 3; ++place) millis *= 10;
  if (!any || millis == 0 || millis > kLongestDeadlineMillis) return std::nullopt;
  return millis;
}

std::string WhyNoSeconds(const std::string& text) {
  if (ReadSeconds(text)) return {};
  return "\"" + text + "\" is no time from 0.001 to 1000000 seconds";
}

}  // namespace

void AddLimitOptions(CLI::App& app, Options& options) {
  app.add_flag("--strangers", options.strangers,
               "Project and database come from somebody whom you do not trust: check the file "
               "first, and let SQL take little time and memory");
  app.add_option("--deadline", options.deadline,
                 "End a statement of the project that takes longer. Default: none; 2 with "
                 "--strangers")
      ->type_name("SECONDS")
      ->check(CLI::Validator(WhyNoSeconds, ""));
  app.add_option("--heap", options.heap_megabytes,
                 "Let SQLite take at most this much memory. Default: any; 256 with --strangers")
      ->type_name("MB")
      ->check(CLI::Range(std::int64_t{1}, kLargestHeapBytes / kMegabyte));
  app.add_option("--length", options.length_megabytes,
                 "The largest text, blob or row. Default: 1000; 64 with --strangers")
      ->type_name("MB")
      ->check(CLI::Range(std::int64_t{1}, kLargestLengthBytes / kMegabyte));
}

Json LimitParams(const Options& options) {
  Json limits;
  if (options.strangers) limits["strangers"] = true;
  if (const auto millis = ReadSeconds(options.deadline)) limits["deadlineMillis"] = *millis;
  if (options.heap_megabytes > 0) limits["heapBytes"] = options.heap_megabytes * kMegabyte;
  if (options.length_megabytes > 0) limits["lengthBytes"] = options.length_megabytes * kMegabyte;
  return limits;
}

std::int64_t HeapCapOf(const Options& options) {
  if (options.heap_megabytes > 0) return options.heap_megabytes * kMegabyte;
  return BaseLimits(options.strangers).heap_bytes;
}

}  // namespace godwit::cli
