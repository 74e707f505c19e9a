#include "core/json/decimal.h"

#include <algorithm>
#include <array>

namespace godwit {
namespace {

constexpr std::array<std::uint64_t, 20> kPowersOfTen = [] {
  std::array<std::uint64_t, 20> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Reads the significant digits between `p` and `end`, skipping the point.
void TakeDigits(const char* p, const char* end, Decimal& decimal) {
  for (; p < end; ++p) {
    if (*p == '.') continue;
    const auto digit = static_cast<std::uint64_t>(*p - '0');
    if (decimal.count < kMaxDecimalDigits) {
      decimal.digits = decimal.digits * 10 + digit;
      decimal.count += decimal.digits != 0;
    } else {
      decimal.more |= digit != 0;
    }
  }
}

// Reads `e-7` if it stands at `p`. Returns nullptr when it begins and is broken.
const char* TakeExponent(const char* p, const char* end, std::int64_t& exponent) {
  exponent = 0;
  if (p == end || (*p != 'e' && *p != 'E')) return p;
  ++p;
  bool negative = false;
  if (p < end && (*p == '+' || *p == '-')) negative = *p++ == '-';
  if (p == end || !IsDigit(*p)) return nullptr;
  for (; p < end && IsDigit(*p); ++p) {
    exponent = std::min<std::int64_t>(exponent * 10 + (*p - '0'), kMaxDecimalPoint);
  }
  if (negative) exponent = -exponent;
  return p;
}

// Every significant digit of a number text, and its point, without leading or trailing zeros.
struct LongDecimal {
  bool negative = false;
  std::string digits;
  std::int64_t point = 0;
};

LongDecimal ReadLong(std::string_view number) {
  LongDecimal result;
  const std::size_t mark = number.find_first_of("eE");
  for (const char c : number.substr(0, mark)) {
    if (IsDigit(c)) result.digits += c;
  }
  Decimal decimal;
  ScanDecimal(number, decimal);
  result.negative = decimal.negative;
  result.point = decimal.point;
  result.digits.erase(0, std::min(result.digits.find_first_not_of('0'), result.digits.size()));
  while (!result.digits.empty() && result.digits.back() == '0') result.digits.pop_back();
  return result;
}

}  // namespace

std::uint64_t PowerOfTen(int n) { return kPowersOfTen[static_cast<std::size_t>(n)]; }

std::size_t ScanDecimal(std::string_view text, Decimal& decimal) {
  decimal = Decimal{};
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const char* p = begin;
  if (p < end && *p == '-') {
    decimal.negative = true;
    ++p;
  }
  // More than 19 digits wrap around here and are read again below.
  std::uint64_t digits = 0;
  const char* first = p;  // the first digit that counts
  while (p < end && IsDigit(*p)) digits = digits * 10 + static_cast<std::uint64_t>(*p++ - '0');
  std::int64_t point = p - first;
  std::int64_t count = point;
  if (count == 0 || (*first == '0' && count > 1)) return 0;
  const bool small = *first == '0';
  if (small) count = point = 0;
  const char* fraction = nullptr;
  if (p < end && *p == '.') {
    fraction = ++p;
    if (small) {
      while (p < end && *p == '0') ++p;
      point = fraction - p;
    }
    const char* const counted = p;
    while (p < end && IsDigit(*p)) digits = digits * 10 + static_cast<std::uint64_t>(*p++ - '0');
    count += p - counted;
    if (p == fraction) return 0;
  }
  const char* const last = p;
  std::int64_t exponent = 0;
  p = TakeExponent(p, end, exponent);
  if (p == nullptr) return 0;
  const auto length = static_cast<std::size_t>(p - begin);
  if (count == 0) return length;
  decimal.digits = digits;
  decimal.count = static_cast<std::int32_t>(count);
  if (count > kMaxDecimalDigits) {
    decimal.digits = 0;
    decimal.count = 0;
    TakeDigits(first, last, decimal);
  }
  point = std::clamp<std::int64_t>(point + exponent, -kMaxDecimalPoint, kMaxDecimalPoint);
  decimal.point = static_cast<std::int32_t>(point);
  return length;
}

std::strong_ordering Compare(const Decimal& a, const Decimal& b) {
  const bool a_negative = a.negative && a.count > 0;
  const bool b_negative = b.negative && b.count > 0;
  if (a_negative != b_negative) {
    return a_negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const auto magnitude = [&] {
    if (a.count == 0 || b.count == 0) return a.count <=> b.count;
    if (a.point != b.point) return a.point <=> b.point;
    const int width = std::max(a.count, b.count);
    const std::uint64_t a_digits = a.digits * PowerOfTen(width - a.count);
    const std::uint64_t b_digits = b.digits * PowerOfTen(width - b.count);
    if (a_digits != b_digits) return a_digits <=> b_digits;
    return static_cast<int>(a.more) <=> static_cast<int>(b.more);
  }();
  return a_negative ? 0 <=> magnitude : magnitude;
}

std::string CanonicalDecimal(std::string_view number) {
  const LongDecimal value = ReadLong(number);
  if (value.digits.empty()) return "0";
  return (value.negative ? "-" : "") + value.digits + 'p' + std::to_string(value.point);
}

bool IsInteger(const Decimal& decimal, std::string_view number) {
  if (decimal.count == 0 || (decimal.exponent() >= 0 && !decimal.more)) return true;
  if (decimal.more) {
    const LongDecimal value = ReadLong(number);
    return value.point >= static_cast<std::int64_t>(value.digits.size());
  }
  if (decimal.point <= 0) return false;
  return decimal.digits % PowerOfTen(decimal.count - decimal.point) == 0;
}

bool IsMultiple(std::string_view number, const Decimal& divisor) {
  const LongDecimal value = ReadLong(number);
  if (value.digits.empty()) return true;
  std::uint64_t step = divisor.digits;
  std::int64_t step_exponent = divisor.exponent();
  for (; step % 10 == 0; step /= 10) ++step_exponent;
  const std::int64_t exponent = value.point - static_cast<std::int64_t>(value.digits.size());
  // The value's last digit is not zero, so below the divisor's last digit it cannot be a multiple.
  if (exponent < step_exponent) return false;
  std::uint64_t rest = 0;
  for (const char c : value.digits) rest = (rest * 10 + static_cast<std::uint64_t>(c - '0')) % step;
  // More tens can only cancel the twos and fives in `step`, and it has fewer than 60 of either:
  // after 64 of them the rest is zero or never will be.
  const std::int64_t zeros = std::min<std::int64_t>(exponent - step_exponent, 64);
  for (std::int64_t i = 0; i < zeros && rest != 0; ++i) rest = rest * 10 % step;
  return rest == 0;
}

}  // namespace godwit
