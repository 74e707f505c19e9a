// JSON numbers as the decimals they are written as, compared without rounding.
//
// A validator that turned texts into doubles first would call 9007199254740993 and
// 9007199254740992 equal. Here both sides of a comparison stay decimal, in integers only.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace godwit {

// 0.digits × 10^point, the first 19 significant digits held as an integer.
struct Decimal {
  bool negative = false;
  bool more = false;         // further digits that are not all zero were dropped
  std::int32_t count = 0;    // digits in `digits`, 0 for the number zero
  std::int32_t point = 0;    // where the point stands after the first digit's left edge
  std::uint64_t digits = 0;  // without leading zeros

  // Power of ten of the last digit in `digits`.
  std::int32_t exponent() const { return point - count; }
};

inline constexpr int kMaxDecimalDigits = 19;
// Exponents are cut to this, far beyond any double.
inline constexpr int kMaxDecimalPoint = 100'000'000;

// Reads the JSON number (RFC 8259 §6) that `text` begins with. Returns its length in bytes, 0 when
// there is none; what follows the number is the caller's business.
std::size_t ScanDecimal(std::string_view text, Decimal& decimal);

// Exact when at most one of the two has more than 19 digits; two longer numbers that agree in
// their first 19 digits compare as equal.
std::strong_ordering Compare(const Decimal& a, const Decimal& b);

// The number text in one spelling: equal numbers give equal strings. REQUIRES: a JSON number.
std::string CanonicalDecimal(std::string_view number);

// Nothing behind the point: 1.0 and 12e-1e1 … as JSON Schema counts integers. REQUIRES: a JSON
// number.
bool IsInteger(const Decimal& decimal, std::string_view number);

// Is the number a whole multiple of `divisor`, exactly? REQUIRES: divisor > 0, at most 17 digits.
bool IsMultiple(std::string_view number, const Decimal& divisor);

// 10^n. REQUIRES: 0 <= n <= 19.
std::uint64_t PowerOfTen(int n);

}  // namespace godwit
