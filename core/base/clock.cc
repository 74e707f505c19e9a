#include "core/base/clock.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

namespace godwit {
namespace {

constexpr std::int64_t kDayMillis = 86'400'000;

// Days since 1970-01-01 of a proleptic Gregorian date; years count from March so that the leap day
// comes last.
constexpr std::int64_t DaysFromCivil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr int DaysInMonth(std::int64_t year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

void AppendDigits(std::string& text, std::int64_t value, int width) {
  std::string digits = std::to_string(value);
  text.append(static_cast<std::size_t>(width) - std::min<std::size_t>(digits.size(), width), '0');
  text += digits;
}

// Takes characters off the front of a text; every reader says whether it found what it wanted.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  bool Take(char wanted) {
    if (text_.empty() || text_.front() != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::optional<int> Digits(int count) {
    int value = 0;
    for (int i = 0; i < count; ++i) {
      if (text_.empty() || text_.front() < '0' || text_.front() > '9') return std::nullopt;
      value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    return value;
  }
  // `.` and one to three digits, as milliseconds; 0 when there is no fraction.
  std::optional<int> Fraction() {
    if (!Take('.')) return 0;
    int value = 0;
    int digits = 0;
    for (; digits < 3; ++digits) {
      const std::optional<int> digit = Digits(1);
      if (!digit) break;
      value = value * 10 + *digit;
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 3; ++digits) value *= 10;
    return value;
  }

 private:
  std::string_view text_;
};

std::optional<std::int64_t> ScanTimeOfDay(Scanner& scan) {
  const std::optional<int> hour = scan.Digits(2);
  if (!hour || *hour > 23 || !scan.Take(':')) return std::nullopt;
  const std::optional<int> minute = scan.Digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  std::int64_t millis = (std::int64_t{*hour} * 60 + *minute) * 60'000;
  if (scan.Take(':')) {
    const std::optional<int> second = scan.Digits(2);
    if (!second || *second > 59) return std::nullopt;
    const std::optional<int> fraction = scan.Fraction();
    if (!fraction) return std::nullopt;
    millis += std::int64_t{*second} * 1000 + *fraction;
  }
  return millis;
}

// Minutes east of Greenwich; 0 for `Z` and for nothing.
std::optional<std::int64_t> ScanZone(Scanner& scan) {
  if (scan.done() || scan.Take('Z')) return 0;
  const bool west = scan.Take('-');
  if (!west && !scan.Take('+')) return std::nullopt;
  const std::optional<int> hour = scan.Digits(2);
  if (!hour || *hour > 14 || !scan.Take(':')) return std::nullopt;
  const std::optional<int> minute = scan.Digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  return (west ? -1 : 1) * (*hour * 60 + *minute);
}

std::optional<std::int64_t> ScanTime(Scanner& scan) {
  const std::optional<int> year = scan.Digits(4);
  if (!year || !scan.Take('-')) return std::nullopt;
  const std::optional<int> month = scan.Digits(2);
  if (!month || *month < 1 || *month > 12 || !scan.Take('-')) return std::nullopt;
  const std::optional<int> day = scan.Digits(2);
  if (!day || *day < 1 || *day > DaysInMonth(*year, *month)) return std::nullopt;
  std::int64_t millis = DaysFromCivil(*year, *month, *day) * kDayMillis;
  if (scan.Take('T') || scan.Take(' ')) {
    const std::optional<std::int64_t> time = ScanTimeOfDay(scan);
    if (!time) return std::nullopt;
    const std::optional<std::int64_t> zone = ScanZone(scan);
    if (!zone) return std::nullopt;
    millis += *time - *zone * 60'000;
  }
  if (!scan.done()) return std::nullopt;
  return millis;
}

}  // namespace

std::int64_t SystemClock::NowMillis() {
  using std::chrono::duration_cast;
  return duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::int64_t SystemClock::MonotonicMicros() {
  using std::chrono::duration_cast;
  return duration_cast<std::chrono::microseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::string FormatTime(std::int64_t millis) {
  std::int64_t days = millis / kDayMillis;
  std::int64_t rest = millis % kDayMillis;
  if (rest < 0) {
    rest += kDayMillis;
    --days;
  }
  // The inverse of DaysFromCivil.
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const std::int64_t month = shifted_month + (shifted_month < 10 ? 3 : -9);
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);

  std::string text;
  AppendDigits(text, year, 4);
  text += '-';
  AppendDigits(text, month, 2);
  text += '-';
  AppendDigits(text, day, 2);
  text += 'T';
  AppendDigits(text, rest / 3'600'000, 2);
  text += ':';
  AppendDigits(text, rest / 60'000 % 60, 2);
  text += ':';
  AppendDigits(text, rest / 1000 % 60, 2);
  text += '.';
  AppendDigits(text, rest % 1000, 3);
  text += 'Z';
  return text;
}

Result<std::int64_t> ParseTime(std::string_view text) {
  Scanner scan(text);
  if (const std::optional<std::int64_t> millis = ScanTime(scan)) return *millis;
  return Error{.code = ErrorCode::kUsage,
               .what = "time \"" + std::string(text) + "\"",
               .why = "it is not an ISO 8601 date or time",
               .next = "write it like 2026-01-15T12:00:00Z"};
}

}  // namespace godwit
