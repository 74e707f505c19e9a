// Writing numbers: the shortest digits, laid out as ECMAScript lays them out.
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "core/json/decimal.h"
#include "core/json/number.h"

namespace godwit {
namespace {

constexpr std::uint64_t kHidden = std::uint64_t{1} << 52;

// The 128 bits of a × b.
struct Wide {
  std::uint64_t high;
  std::uint64_t low;
};

constexpr Wide Multiply(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t kLow = 0xffffffff;
  const std::uint64_t low = (a & kLow) * (b & kLow);
  const std::uint64_t middle = (a >> 32) * (b & kLow) + (low >> 32);
  const std::uint64_t cross = (a & kLow) * (b >> 32) + (middle & kLow);
  return {(a >> 32) * (b >> 32) + (middle >> 32) + (cross >> 32), cross << 32 | (low & kLow)};
}

// The shortest, closest decimal of a number as digits × 10^-decimals.
struct Shortest {
  std::uint64_t digits = 0;
  int decimals = -1;  // -1: not found here
};

// Doubles from 1 up to 512 — degrees and percentages, the numbers that Godwit writes by the million
// — have an exact fixed-point form in 10^-16 (below 64) or 10^-15 that fits two words, and every
// decimal in their rounding interval is a whole number of those units. Three times as fast as the
// general algorithm; the rare cases that need more care (powers of two, exact ties) are left to it.
Shortest ShortestInTheMiddle(std::uint64_t bits) {
  const int exponent = static_cast<int>(bits >> 52) - 1023;
  const std::uint64_t mantissa = (bits & (kHidden - 1)) | kHidden;
  if (exponent < 0 || exponent > 8 || mantissa == kHidden) return {};
  const int decimals = exponent < 6 ? 16 : 15;
  const std::uint64_t scale = PowerOfTen(decimals);
  // The value is (units + rest / 2^shift) × 10^-decimals, its neighbours scale / 2^shift units
  // away.
  const int shift = 52 - exponent;
  const std::uint64_t mask = (std::uint64_t{1} << shift) - 1;
  const Wide product = Multiply(mantissa, scale);
  const std::uint64_t units = product.high << (64 - shift) | product.low >> shift;
  const std::uint64_t rest = product.low & mask;
  // The units that read back as this double; the bounds themselves do when the mantissa is even.
  const std::uint64_t above = rest + scale / 2;
  const auto below = static_cast<std::int64_t>(rest) - static_cast<std::int64_t>(scale / 2);
  const bool odd = (mantissa & 1) != 0;
  std::uint64_t high = units + (above >> shift);
  if (odd && (above & mask) == 0) --high;
  const std::int64_t up = (below + static_cast<std::int64_t>(mask)) >> shift;
  std::uint64_t low = units + static_cast<std::uint64_t>(up);
  if (odd && (static_cast<std::uint64_t>(below) & mask) == 0) ++low;

  std::uint64_t power = 1;
  int dropped = 0;
  for (std::uint64_t tens = high / 10; dropped < decimals && tens * power * 10 >= low; tens /= 10) {
    power *= 10;
    ++dropped;
  }
  // Of the two multiples around the value the closer one.
  const std::uint64_t digits = units / power;
  const auto room = static_cast<std::int64_t>(power - 2 * (units - digits * power));
  const std::uint64_t half = std::uint64_t{1} << (shift - 1);
  if ((room == 0 && rest == 0) || (room == 1 && rest == half)) return {};
  const bool down = room > 1 || (room == 1 && rest < half);
  return {down ? digits : digits + 1, decimals - dropped};
}

constexpr std::array<char, 200> kPairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

// Writes the last `count` digits of `digits`.
void WriteDigits(std::uint64_t digits, int count, char* out) {
  char* p = out + count;
  for (; count >= 2; count -= 2, digits /= 100) {
    p -= 2;
    std::memcpy(p, &kPairs[2 * (digits % 100)], 2);
  }
  if (count == 1) *--p = static_cast<char>('0' + digits % 10);
}

std::size_t WriteFixed(const Shortest& number, char* out) {
  const std::uint64_t power = PowerOfTen(number.decimals);
  const std::uint64_t whole = number.digits / power;  // 1..512
  const int width = whole >= 100 ? 3 : whole >= 10 ? 2 : 1;
  WriteDigits(whole, width, out);
  if (number.decimals == 0) return static_cast<std::size_t>(width);
  out[width] = '.';
  WriteDigits(number.digits % power, number.decimals, out + width + 1);
  const int length = width + 1 + number.decimals;
  return static_cast<std::size_t>(length);
}

// Lays out `count` digits with the point after `point` of them (ECMA-262 Number::toString, steps
// 6 to 10) and returns the length.
std::size_t LayOut(const char* digits, int count, int point, char* out) {
  char* p = out;
  const auto zeros = [&p](int n) {
    std::memset(p, '0', static_cast<std::size_t>(n));
    p += n;
  };
  if (count <= point && point <= 21) {
    p = std::copy_n(digits, count, p);
    zeros(point - count);
  } else if (0 < point && point <= 21) {
    p = std::copy_n(digits, point, p);
    *p++ = '.';
    p = std::copy_n(digits + point, count - point, p);
  } else if (-6 < point && point <= 0) {
    *p++ = '0';
    *p++ = '.';
    zeros(-point);
    p = std::copy_n(digits, count, p);
  } else {
    *p++ = digits[0];
    if (count > 1) {
      *p++ = '.';
      p = std::copy_n(digits + 1, count - 1, p);
    }
    *p++ = 'e';
    *p++ = point > 0 ? '+' : '-';
    p = std::to_chars(p, p + 4, std::abs(point - 1)).ptr;
  }
  return static_cast<std::size_t>(p - out);
}

}  // namespace

std::size_t WriteNumber(double value, char* out) {
  if (value == 0) {
    *out = '0';
    return 1;
  }
  if (const auto number = ShortestInTheMiddle(std::bit_cast<std::uint64_t>(value));
      number.decimals >= 0) {
    return WriteFixed(number, out);
  }
  const double size = std::fabs(value);
  if (size >= 1e-6 && size < 9007199254740992.0) {
    // Here the library's shortest fixed form is already ECMAScript's.
    const char* end = std::to_chars(out, out + kMaxNumberText, value, std::chars_format::fixed).ptr;
    return static_cast<std::size_t>(end - out);
  }
  std::array<char, 40> text;
  const char* const end =
      std::to_chars(text.data(), text.data() + text.size(), size, std::chars_format::scientific)
          .ptr;
  // d.ddde±xx: close up the digits, then read the exponent.
  const char* const mark = std::find(text.data(), const_cast<char*>(end), 'e');
  int exponent = 0;
  std::from_chars(mark + 1 + (mark[1] == '+'), end, exponent);
  const int count = static_cast<int>(mark - text.data()) - (mark - text.data() > 1 ? 1 : 0);
  if (count > 1)
    std::memmove(text.data() + 1, text.data() + 2, static_cast<std::size_t>(count) - 1);
  std::size_t sign = 0;
  if (value < 0) out[sign++] = '-';
  return sign + LayOut(text.data(), count, exponent + 1, out + sign);
}

std::size_t WriteNumber16(double value, char* out) {
  if (value == 0) return WriteNumber(value, out);
  std::array<char, 800> text;
  const auto print = [&text, size = std::fabs(value)](int precision) {
    char* const last = text.data() + text.size();
    return std::to_chars(text.data(), last, size, std::chars_format::scientific, precision).ptr;
  };
  // toPrecision rounds a tie upwards in magnitude, the library to even. A tie's exact expansion
  // ends in its 17th digit, a 5; only then is the whole expansion (at most 767 digits) needed.
  const char* end = print(16);
  const bool may_be_tie = text[17] == '5';
  end = print(may_be_tie ? 766 : 15);
  std::uint64_t digits = static_cast<std::uint64_t>(text[0] - '0');
  for (std::size_t i = 2; i < 17; ++i) {
    digits = digits * 10 + static_cast<std::uint64_t>(text[i] - '0');
  }
  if (may_be_tie && text[17] >= '5') ++digits;
  const char* const mark = std::find(text.data(), const_cast<char*>(end), 'e');
  std::array<char, 48> rounded;
  char* p = rounded.data();
  if (value < 0) *p++ = '-';
  p = std::to_chars(p, p + 20, digits).ptr;
  int exponent = 0;
  std::from_chars(mark + 1 + (mark[1] == '+'), end, exponent);
  *p++ = 'e';
  p = std::to_chars(p, p + 8, exponent - 15).ptr;
  const auto number = ParseNumber({rounded.data(), static_cast<std::size_t>(p - rounded.data())});
  // The 16 digits of a number next to the largest double may lie beyond it; JavaScript then has
  // Infinity, which no JSON holds: the number stays as it is.
  return WriteNumber(number.value_or(value), out);
}

void AppendNumber(double value, std::string& out) {
  std::array<char, kMaxNumberText> text;
  out.append(text.data(), WriteNumber(value, text.data()));
}

}  // namespace godwit
