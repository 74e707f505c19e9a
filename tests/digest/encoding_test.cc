#include "core/digest/encoding.h"

#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace godwit {
namespace {

std::string HexOf(std::string_view bytes) {
  std::string hex;
  for (const char byte : bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex += kDigits[static_cast<unsigned char>(byte) >> 4];
    hex += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return hex;
}

const struct {
  Value value;
  std::string_view hex;
} kRows[] = {
    {Null{}, "00"},
    {std::int64_t{0}, "010000000000000000"},
    {std::int64_t{1}, "010000000000000001"},
    {std::int64_t{-1}, "01ffffffffffffffff"},
    {std::numeric_limits<std::int64_t>::min(), "018000000000000000"},
    {0.0, "020000000000000000"},
    {-0.0, "028000000000000000"},
    {1.0, "023ff0000000000000"},
    {-std::numeric_limits<double>::infinity(), "02fff0000000000000"},
    {5e-324, "020000000000000001"},
    {std::string(), "0300000000"},
    {std::string("a\0é", 4), "03000000046100c3a9"},
    {Blob{}, "0400000000"},
    {Blob{std::string("\xff\0", 2)}, "0400000002ff00"},
};

TEST(Encoding, GivesAndTakesTheDocumentedBytes) {
  for (const auto& row : kRows) {
    const std::string bytes = EncodeValue(View(row.value));
    EXPECT_EQ(HexOf(bytes), row.hex);
    const Result<Value> back = DecodeValue(bytes);
    ASSERT_TRUE(back.ok()) << row.hex;
    EXPECT_EQ(EncodeValue(View(*back)), bytes) << row.hex;  // also the sign of zero
    EXPECT_EQ(*back, row.value) << row.hex;
  }
}

TEST(Encoding, SequencesRoundTrip) {
  std::vector<Value> values;
  for (const auto& row : kRows) values.push_back(row.value);
  const Result<std::vector<Value>> back = DecodeValues(EncodeValues(values));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back, values);
  EXPECT_TRUE(DecodeValues("")->empty());
}

TEST(Encoding, NanIsNull) { EXPECT_EQ(HexOf(EncodeValue(std::nan(""))), "00"); }

TEST(Encoding, RefusesWhatItNeverWrites) {
  const struct {
    std::string bytes;
    std::string_view why;
  } rows[] = {
      {std::string("\x05", 1), "a value has an unknown type tag"},
      {std::string("\x01\0\0", 3), "the bytes end in the middle of a value"},
      {std::string("\x03\0\0\0\x05xy", 7), "the bytes end in the middle of a value"},
      {std::string("\x04\xff\xff\xff\xff", 5), "the bytes end in the middle of a value"},
      {std::string("\x02\x7f\xf8\0\0\0\0\0\0", 9),
       "a real number is NaN, which SQLite never stores"},
  };
  for (const auto& row : rows) {
    const Result<Value> value = DecodeValue(row.bytes);
    ASSERT_FALSE(value.ok());
    EXPECT_EQ(value.error().why, row.why);
    EXPECT_FALSE(DecodeValues(row.bytes).ok());
  }
  EXPECT_EQ(DecodeValue("").error().why, "the bytes end in the middle of a value");
  EXPECT_EQ(DecodeValue(std::string(2, '\0')).error().why, "bytes are left over after the value");
}

}  // namespace
}  // namespace godwit
