#include "core/json/number.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/sha256.h"
#include "core/json/decimal.h"
#include "tests/test_path.h"

namespace godwit {
namespace {

std::string Written(double value) {
  std::string text;
  AppendNumber(value, text);
  return text;
}

// Rows from ECMA-262's Number::toString layout rules: every bound of every branch.
const struct {
  double value;
  std::string_view text;
} kLayout[] = {
    {0.0, "0"},
    {-0.0, "0"},
    {1.0, "1"},
    {-1.5, "-1.5"},
    {0.1, "0.1"},
    {56.0, "56"},
    {1e15, "1000000000000000"},
    {9007199254740991.0, "9007199254740991"},
    {9007199254740992.0, "9007199254740992"},
    {123456789012345680000.0, "123456789012345680000"},
    {999999999999999900000.0, "999999999999999900000"},
    {1e21, "1e+21"},
    {1.5e21, "1.5e+21"},
    {1e-6, "0.000001"},
    {1.5e-6, "0.0000015"},
    {9.999e-7, "9.999e-7"},
    {1e-7, "1e-7"},
    {-1.25e-9, "-1.25e-9"},
    {1e23, "1e+23"},
    {5e-324, "5e-324"},
    {2.2250738585072014e-308, "2.2250738585072014e-308"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {0.1 + 0.2, "0.30000000000000004"},
    {1.0 / 3, "0.3333333333333333"},
    {4294967296.5, "4294967296.5"},
};

TEST(Number, Layout) {
  for (const auto& row : kLayout) EXPECT_EQ(Written(row.value), row.text);
}

// The doubles of the ES6 number corpus (tests/data/README.md): 168 chosen ones, 2,000 in series,
// then a chain of SHA-256 digests read as four little-endian doubles each.
class Corpus {
 public:
  Corpus() {
    std::ifstream stream(TestPath("data/es6-numbers.txt"));
    for (std::string line; std::getline(stream, line);) {
      chosen_.push_back(ParseNumber(line).value_or(std::nan("")));
    }
  }

  std::size_t chosen() const { return chosen_.size(); }

  double Next() {
    if (at_ < chosen_.size()) return chosen_[at_++];
    if (serial_ < 2000) return std::bit_cast<double>(0x0010000000000000 + serial_++);
    for (;;) {
      if (word_ == 4) {
        digest_ = Sha256Of({reinterpret_cast<const char*>(digest_.data()), digest_.size()});
        word_ = 0;
      }
      std::uint64_t bits = 0;
      for (std::size_t i = 8; i-- > 0;) bits = bits << 8 | digest_[word_ * 8 + i];
      ++word_;
      const auto value = std::bit_cast<double>(bits);
      if (value != 0 && std::isfinite(value)) return value;
    }
  }

 private:
  std::vector<double> chosen_;
  std::size_t at_ = 0;
  std::uint64_t serial_ = 0;
  Sha256Digest digest_{};
  std::size_t word_ = 4;
};

void AppendHex(std::uint64_t bits, std::string& out) {
  std::array<char, 16> text;
  out.append(text.data(), std::to_chars(text.data(), text.data() + 16, bits, 16).ptr);
}

TEST(Number, Es6Corpus) {
  const std::map<int, std::string> digests = {
      {1000, "be18b62b6f69cdab33a7e0dae0d9cfa869fda80ddc712221570f9f40a5878687"},
      {10000, "b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892"},
      {100000, "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7"},
  };
  Corpus corpus;
  ASSERT_EQ(corpus.chosen(), 168U);
  std::string lines;
  for (int line = 1; line <= 100000; ++line) {
    const double value = corpus.Next();
    AppendHex(std::bit_cast<std::uint64_t>(value), lines);
    lines += ',';
    const std::size_t begin = lines.size();
    AppendNumber(value, lines);
    const auto back = ParseNumber(std::string_view(lines).substr(begin));
    ASSERT_TRUE(back.has_value()) << lines.substr(begin);
    ASSERT_EQ(*back, value) << lines.substr(begin);
    lines += '\n';
    if (const auto digest = digests.find(line); digest != digests.end()) {
      EXPECT_EQ(Hex(Sha256Of(lines)), digest->second) << "first " << line << " lines";
    }
  }
}

// Degrees and percentages take a way of their own; the library's shortest form is its oracle.
TEST(Number, MiddleRangeAgreesWithTheLibrary) {
  const auto check = [](double value) {
    std::array<char, 64> text;
    const auto* const end =
        std::to_chars(text.data(), text.data() + 64, value, std::chars_format::fixed).ptr;
    const std::string_view expected(text.data(), static_cast<std::size_t>(end - text.data()));
    ASSERT_EQ(Written(value), expected);
    ASSERT_EQ(Written(-value), '-' + std::string(expected));
  };
  std::uint64_t random = 88172645463325252;
  for (int i = 0; i < 300000; ++i) {
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    const std::uint64_t exponent = 1021 + random % 13;  // 1/4 … 1024
    std::uint64_t fraction = random >> 12;
    // Every third has few bits: short decimals, powers of two, exact ties.
    if (i % 3 == 0) fraction &= ~std::uint64_t{0} << (30 + random % 23);
    check(std::bit_cast<double>(exponent << 52 | fraction));
  }
  for (int tenths = 1; tenths < 6000; ++tenths) {
    check(tenths / 10.0);
    check(std::nextafter(tenths / 10.0, 0.0));
    check(std::nextafter(tenths / 10.0, 1000.0));
  }
}

// Texts whose nearest double is hard to find: halves, just beside halves, subnormals, the edges.
const struct {
  std::string_view text;
  double value;
} kParsed[] = {
    {"0", 0.0},
    {"-0.0e5", -0.0},
    {"0.000", 0.0},
    {"1", 1.0},
    {"100e-2", 1.0},
    {"0.1", 0.1},
    {"1E2", 100.0},
    {"9007199254740993", 9007199254740992.0},
    {"9007199254740993.0000000000000000000000001", 9007199254740994.0},
    {"9007199254740995", 9007199254740996.0},
    {"5e-324", 5e-324},
    {"2.4703282292062327e-324", 0.0},
    {"2.4703282292062328e-324", 5e-324},
    {"2.2250738585072011e-308", 2.225073858507201e-308},
    {"1.7976931348623157e308", 1.7976931348623157e308},
    {"1.797693134862315807e308", 1.7976931348623157e308},
    {"245.35474782766636", 245.35474782766636},
    {"123456789012345678901234567890", 123456789012345678901234567890.0},
    {"0.00000000000000000000000000000000000000000000000000001", 1e-53},
    {"1e-400", 0.0},
    {"8.5e-1000000000000", 0.0},
};

TEST(Number, Parses) {
  for (const auto& row : kParsed) {
    const auto value = ParseNumber(row.text);
    ASSERT_TRUE(value.has_value()) << row.text;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(*value), std::bit_cast<std::uint64_t>(row.value))
        << row.text;
  }
}

TEST(Number, RefusesWhatIsNoJsonNumber) {
  for (const std::string_view text :
       {"", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "0x1", "1 ", " 1", "NaN", "Infinity",
        "1.8e308", "1e400", "-1e999999999999", "1,5"}) {
    EXPECT_FALSE(ParseNumber(text).has_value()) << text;
  }
}

// However late the digit comes that decides.
TEST(Number, ParsesAHalfWayCaseWithManyDigits) {
  // 1 + 2^-53 exactly, a tie that goes to the even 1.
  const std::string half = "1.00000000000000011102230246251565404236316680908203125";
  EXPECT_EQ(ParseNumber(half), 1.0);
  EXPECT_EQ(ParseNumber(half + std::string(900, '0')), 1.0);
  EXPECT_EQ(ParseNumber(half + std::string(900, '0') + "1"), 1.0000000000000002);
}

const struct {
  double value;
  std::string_view text;
} kSixteen[] = {
    {0.0, "0"},
    {245.35474782766636, "245.3547478276664"},
    {64.3932841243653, "64.3932841243653"},
    {1.0 / 3, "0.3333333333333333"},
    {-245.35474782766636, "-245.3547478276664"},
    {1e23, "1e+23"},
    {99999999999999999.0, "100000000000000000"},
    // Ties, exact in binary: 17 digits that end in 5. They go up, also where the even digit is
    // below.
    {1.0000000000000002, "1"},
    {1125899906842624.5, "1125899906842625"},
    {1125899906842625.5, "1125899906842626"},
    {5e-324, "5e-324"},
    // Its 16 digits would lie beyond the largest double.
    {1.7976931348623157e308, "1.7976931348623157e+308"},
};

TEST(Number, SixteenDigits) {
  for (const auto& row : kSixteen) {
    std::array<char, kMaxNumberText> text;
    EXPECT_EQ(std::string_view(text.data(), WriteNumber16(row.value, text.data())), row.text);
  }
}

Decimal ToDecimal(std::string_view text) {
  Decimal decimal;
  EXPECT_EQ(ScanDecimal(text, decimal), text.size()) << text;
  return decimal;
}

TEST(Decimal, ComparesAsWritten) {
  // Ascending; each row's texts are equal to each other.
  const std::vector<std::vector<std::string_view>> ascending = {
      {"-1e400"},
      {"-12.5", "-1250e-2"},
      {"-0.001"},
      {"0", "-0", "0.0", "0e9"},
      {"1e-400"},
      {"0.1", "1e-1", "0.10"},
      {"1", "1.0", "10e-1"},
      {"9007199254740992"},
      {"9007199254740993", "9007199254740993.0"},
      {"12345678901234567890", "1.2345678901234567890e19"},
      {"12345678901234567891"},
      {"1e400"},
  };
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      for (const std::string_view a : ascending[i]) {
        for (const std::string_view b : ascending[j]) {
          EXPECT_EQ(CanonicalDecimal(a) == CanonicalDecimal(b), i == j) << a << ' ' << b;
          // Compare itself promises exactness when one side has up to 19 digits.
          if (a.size() < 20 || b.size() < 20) {
            EXPECT_EQ(Compare(ToDecimal(a), ToDecimal(b)), i <=> j) << a << ' ' << b;
          }
        }
      }
    }
  }
}

TEST(Decimal, IntegersAndMultiples) {
  const auto is_integer = [](std::string_view text) { return IsInteger(ToDecimal(text), text); };
  for (const std::string_view text :
       {"0", "-0.0", "1.0", "120e-1", "1e400", "12345678901234567890123.000"}) {
    EXPECT_TRUE(is_integer(text)) << text;
  }
  for (const std::string_view text : {"0.5", "12e-1", "1e-400", "12345678901234567890123.001"}) {
    EXPECT_FALSE(is_integer(text)) << text;
  }
  const struct {
    std::string_view number, divisor;
    bool multiple;
  } rows[] = {
      {"0", "7", true},
      {"21", "7", true},
      {"22", "7", false},
      {"0.0075", "0.0001", true},
      {"0.00751", "0.0001", false},
      {"0.3", "0.1", true},
      {"4.5", "1.5", true},
      {"35", "1.5", false},
      {"1e300", "7", false},
      {"7e300", "7", true},
      {"1e30", "1024", true},
      {"-21", "7", true},
      {"1e9", "0.000000001", true},
      {"0.5", "2", false},
      {"1e2", "8", false},
      {"1e3", "8", true},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(IsMultiple(row.number, ToDecimal(row.divisor)), row.multiple)
        << row.number << " by " << row.divisor;
  }
}

}  // namespace
}  // namespace godwit
