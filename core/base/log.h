// The structured log: who did what, as data. Where it goes is its taker's affair.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace godwit {

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };

constexpr std::string_view LogLevelName(LogLevel level) {
  constexpr std::string_view kNames[] = {"debug", "info", "warning", "error"};
  return kNames[static_cast<std::size_t>(level)];
}

struct LogField {
  std::string_view name;
  std::variant<std::int64_t, double, bool, std::string> value;
};

class Log {
 public:
  virtual ~Log() = default;
  // `component` is the part of the program ("reviews"), `event` what happened there ("like on").
  // Neither event nor fields hold secrets.
  virtual void Write(LogLevel level, std::string_view component, std::string_view event,
                     std::span<const LogField> fields) = 0;
};

class NoLog final : public Log {
 public:
  void Write(LogLevel /*level*/, std::string_view /*component*/, std::string_view /*event*/,
             std::span<const LogField> /*fields*/) override {}
};

}  // namespace godwit
