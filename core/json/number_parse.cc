// Reading numbers: a decimal text to the nearest double, in integers only.
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "core/json/decimal.h"
#include "core/json/number.h"

namespace godwit {
namespace {

constexpr int kMaxPowerOfFive = 27;  // 5^27 < 2^63

constexpr std::array<std::uint64_t, kMaxPowerOfFive + 1> kPowersOfFive = [] {
  std::array<std::uint64_t, kMaxPowerOfFive + 1> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 5;
  return powers;
}();

// m × 2^exponent (a little more when `sticky`) rounded to the nearest double, ties to even; nullopt
// on overflow. REQUIRES: m > 0, and m >= 2^55 when sticky.
std::optional<double> Round(std::uint64_t m, int exponent, bool sticky) {
  const int shift = std::countl_zero(m);
  m <<= shift;
  exponent -= shift;
  // The value is 1.xxx × 2^(exponent + 63).
  int biased = exponent + 63 + 1023;
  if (biased > 2046) return std::nullopt;
  int drop = 11;
  if (biased <= 0) {  // subnormal: fewer bits are kept
    drop += 1 - biased;
    biased = 0;
    if (drop > 64) return 0.0;
  }
  std::uint64_t kept = drop == 64 ? 0 : m >> drop;
  const std::uint64_t half = std::uint64_t{1} << (drop - 1);
  const std::uint64_t rest = m & (half | (half - 1));
  if (rest > half || (rest == half && (sticky || (kept & 1) != 0))) ++kept;
  // The hidden bit adds one to the exponent field, and so does a carry out of the fraction.
  const std::uint64_t bits =
      kept + (biased == 0 ? 0 : static_cast<std::uint64_t>(biased - 1) << 52);
  if (bits >= std::uint64_t{2047} << 52) return std::nullopt;
  return std::bit_cast<double>(bits);
}

// digits × 10^exponent for an exponent of -27..0, by long division in 64-bit steps.
std::optional<double> Divide(std::uint64_t digits, int exponent) {
  const std::uint64_t divisor = kPowersOfFive[static_cast<std::size_t>(-exponent)];
  std::uint64_t quotient = digits / divisor;
  std::uint64_t rest = digits % divisor;
  while (rest != 0 && std::bit_width(quotient) < 56) {
    const int step = std::min(std::countl_zero(divisor), std::countl_zero(quotient));
    quotient = (quotient << (step - 1) << 1) | (rest << step) / divisor;
    rest = (rest << step) % divisor;
    exponent -= step;
  }
  return Round(quotient, exponent, rest != 0);
}

// An unsigned integer of any size, least significant word first, no leading zero words.
class BigInteger {
 public:
  void MultiplyAdd(std::uint32_t factor, std::uint32_t add) {
    std::uint64_t carry = add;
    for (std::uint32_t& word : words_) {
      carry += std::uint64_t{word} * factor;
      word = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) words_.push_back(static_cast<std::uint32_t>(carry));
  }

  void ShiftLeft(int bits) {
    const int part = bits % 32;
    if (part != 0) MultiplyAdd(std::uint32_t{1} << part, 0);
    words_.insert(words_.begin(), static_cast<std::size_t>(bits / 32), 0);
  }

  int BitWidth() const {
    if (words_.empty()) return 0;
    return static_cast<int>(words_.size() - 1) * 32 + std::bit_width(words_.back());
  }

  bool AtLeast(const BigInteger& other) const {
    if (words_.size() != other.words_.size()) return words_.size() > other.words_.size();
    return !std::lexicographical_compare(words_.rbegin(), words_.rend(), other.words_.rbegin(),
                                         other.words_.rend());
  }

  // REQUIRES: AtLeast(other).
  void Subtract(const BigInteger& other) {
    std::int64_t borrow = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      borrow += words_[i];
      if (i < other.words_.size()) borrow -= other.words_[i];
      words_[i] = static_cast<std::uint32_t>(borrow);
      borrow >>= 32;
    }
    while (!words_.empty() && words_.back() == 0) words_.pop_back();
  }

  bool IsZero() const { return words_.empty(); }

 private:
  std::vector<std::uint32_t> words_;
};

// Any number, however long: both sides as big integers, then 64 bits of quotient one by one.
std::optional<double> DivideBig(std::string_view number, const Decimal& decimal) {
  if (decimal.point > 400) return std::nullopt;
  if (decimal.point < -400) return 0.0;
  BigInteger numerator;
  BigInteger denominator;
  denominator.MultiplyAdd(0, 1);
  // 800 digits decide every rounding (a double's midpoint has at most 767); a nonzero tail beyond
  // them counts as a last digit 1.
  int taken = 0;
  bool tail = false;
  for (const char c : number.substr(0, number.find_first_of("eE"))) {
    if (c < '0' || c > '9' || (taken == 0 && c == '0')) continue;
    if (taken < 800) {
      numerator.MultiplyAdd(10, static_cast<std::uint32_t>(c - '0'));
      ++taken;
    } else {
      tail |= c != '0';
    }
  }
  if (tail) {
    numerator.MultiplyAdd(10, 1);
    ++taken;
  }
  for (int i = decimal.point - taken; i > 0; --i) numerator.MultiplyAdd(10, 0);
  for (int i = decimal.point - taken; i < 0; ++i) denominator.MultiplyAdd(10, 0);

  int exponent = numerator.BitWidth() - denominator.BitWidth() - 63;
  if (exponent < 0) numerator.ShiftLeft(-exponent);
  if (exponent > 0) denominator.ShiftLeft(exponent);
  // Now 2^62 < numerator / denominator < 2^64.
  denominator.ShiftLeft(64);
  std::uint64_t quotient = 0;
  for (int bit = 0; bit < 64; ++bit) {
    numerator.ShiftLeft(1);
    quotient <<= 1;
    if (numerator.AtLeast(denominator)) {
      numerator.Subtract(denominator);
      quotient |= 1;
    }
  }
  return Round(quotient, exponent, !numerator.IsZero());
}

}  // namespace

std::optional<double> ParseNumber(std::string_view text) {
  Decimal decimal;
  if (text.empty() || ScanDecimal(text, decimal) != text.size()) return std::nullopt;
  std::optional<double> size = 0.0;
  if (decimal.count > 0) {
    const int exponent = decimal.exponent();
    if (!decimal.more && exponent <= 0 && exponent >= -kMaxPowerOfFive) {
      size = Divide(decimal.digits, exponent);
    } else {
      size = DivideBig(text, decimal);
    }
  }
  if (size && decimal.negative) size = -*size;
  return size;
}

}  // namespace godwit
