// IEEE 754 binary64 arithmetic in integers: what a compiler must not contract, reorder or keep in
// wider registers. Only what the pet generator needs: finite values, no subnormals, products by
// small whole numbers, sums; every result rounded to nearest, ties to even.
//
// No floating-point value occurs here or in pet_draw.cc, so there is nothing to contract.
#pragma once

#include <bit>
#include <cstdint>

namespace godwit {

// (negative ? -1 : 1) × mantissa × 2^exponent with 2^52 <= mantissa < 2^53; mantissa 0 is zero.
struct SoftDouble {
  std::uint64_t mantissa = 0;
  int exponent = 0;
  bool negative = false;
};

namespace soft {

inline constexpr std::uint64_t kHidden = std::uint64_t{1} << 52;

constexpr SoftDouble FromBits(std::uint64_t bits) {
  if (bits << 1 == 0) return {};
  return {(bits & (kHidden - 1)) | kHidden, static_cast<int>(bits >> 52 & 2047) - 1075,
          bits >> 63 != 0};
}

constexpr std::uint64_t ToBits(const SoftDouble& a) {
  if (a.mantissa == 0) return 0;
  return static_cast<std::uint64_t>(a.negative) << 63 |
         static_cast<std::uint64_t>(a.exponent + 1075) << 52 | (a.mantissa - kHidden);
}

// m × 2^exponent rounded; a set lowest bit of m may stand for anything smaller that is not zero, as
// long as m has more than 54 bits.
constexpr SoftDouble Round(std::uint64_t m, int exponent, bool negative) {
  if (m == 0) return {};
  const int excess = std::bit_width(m) - 53;
  if (excess <= 0) return {m << -excess, exponent + excess, negative};
  std::uint64_t kept = m >> excess;
  const std::uint64_t half = std::uint64_t{1} << (excess - 1);
  const std::uint64_t rest = m & (half | (half - 1));
  if (rest > half || (rest == half && (kept & 1) != 0)) ++kept;
  exponent += excess;
  if (kept == kHidden << 1) return {kHidden, exponent + 1, negative};
  return {kept, exponent, negative};
}

constexpr SoftDouble FromInteger(std::uint64_t n) { return Round(n, 0, false); }

// numerator / denominator: the double that the decimal literal of that value denotes.
// REQUIRES: 0 < numerator < denominator < 2^8.
constexpr SoftDouble FromRatio(std::uint64_t numerator, std::uint64_t denominator) {
  const std::uint64_t scaled = numerator << 56;
  const std::uint64_t quotient = scaled / denominator;
  // Seven more bits by a second step keep the quotient above 54 bits for the smallest ratio.
  const std::uint64_t rest = (scaled % denominator) << 7;
  const std::uint64_t sticky = rest % denominator != 0 ? 1 : 0;
  return Round((quotient << 7 | rest / denominator) | sticky, -63, false);
}

constexpr SoftDouble Negate(SoftDouble a) {
  a.negative = !a.negative;
  return a;
}

// REQUIRES: factor < 2^11.
constexpr SoftDouble Multiply(const SoftDouble& a, std::uint64_t factor) {
  return Round(a.mantissa * factor, a.exponent, a.negative);
}

// Any product; half words, because no portable integer is 106 bits wide.
constexpr SoftDouble MultiplyFull(const SoftDouble& a, const SoftDouble& b) {
  constexpr std::uint64_t kLow = 0xffffffff;
  const std::uint64_t low = (a.mantissa & kLow) * (b.mantissa & kLow);
  const std::uint64_t middle = (a.mantissa >> 32) * (b.mantissa & kLow) + (low >> 32);
  const std::uint64_t cross = (a.mantissa & kLow) * (b.mantissa >> 32) + (middle & kLow);
  const std::uint64_t high =
      (a.mantissa >> 32) * (b.mantissa >> 32) + (middle >> 32) + (cross >> 32);
  // high × 2^64 + (cross's low word) × 2^32 + (low's low word): 106 bits, of which the top 64 and a
  // sticky bit are kept.
  const std::uint64_t rest = (cross & kLow) << 32 | (low & kLow);
  const std::uint64_t kept = high << 22 | rest >> 42;
  const std::uint64_t sticky = rest << 22 != 0 ? 1 : 0;
  return Round(kept | sticky, a.exponent + b.exponent + 42, a.negative != b.negative);
}

constexpr SoftDouble Add(const SoftDouble& a, const SoftDouble& b) {
  if (a.mantissa == 0) return b;
  if (b.mantissa == 0) return a;
  const bool a_larger =
      a.exponent > b.exponent || (a.exponent == b.exponent && a.mantissa >= b.mantissa);
  const SoftDouble& large = a_larger ? a : b;
  const SoftDouble& small = a_larger ? b : a;
  // Ten guard bits below the larger one; what falls off the smaller one is remembered in the last.
  const int distance = large.exponent - small.exponent;
  const std::uint64_t wide = large.mantissa << 10;
  std::uint64_t shifted = 1;
  if (distance < 63) {
    const std::uint64_t full = small.mantissa << 10;
    shifted = full >> distance;
    if (shifted << distance != full) shifted |= 1;
  }
  const std::uint64_t sum = large.negative == small.negative ? wide + shifted : wide - shifted;
  return Round(sum, large.exponent - 10, large.negative);
}

constexpr SoftDouble Subtract(const SoftDouble& a, const SoftDouble& b) {
  return Add(a, Negate(b));
}

// a < b for values that are not negative.
constexpr bool Less(const SoftDouble& a, const SoftDouble& b) {
  if (a.mantissa == 0 || b.mantissa == 0) return a.mantissa < b.mantissa;
  return a.exponent != b.exponent ? a.exponent < b.exponent : a.mantissa < b.mantissa;
}

}  // namespace soft
}  // namespace godwit
