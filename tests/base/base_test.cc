#include <string>

#include <gtest/gtest.h>

#include "core/base/clock.h"
#include "core/base/sha256.h"
#include "core/base/status.h"

namespace godwit {
namespace {

TEST(Sha256, PublishedVectors) {
  // FIPS 180-4's examples and one that crosses the padding's edge.
  const struct {
    std::string text;
    std::string_view digest;
  } rows[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const auto& row : rows) EXPECT_EQ(Hex(Sha256Of(row.text)), row.digest);
}

TEST(Sha256, PiecesOfAnySizeGiveTheSame) {
  const std::string text(300, 'x');
  const Sha256Digest whole = Sha256Of(text);
  for (std::size_t piece = 1; piece < 130; ++piece) {
    Sha256 hash;
    for (std::size_t at = 0; at < text.size(); at += piece) {
      hash.Update(std::string_view(text).substr(at, piece));
    }
    EXPECT_EQ(hash.Finish(), whole) << piece;
  }
}

TEST(Time, ParsesAndPrints) {
  const struct {
    std::string_view text;
    std::int64_t millis;
    std::string_view printed;
  } rows[] = {
      {"1970-01-01", 0, "1970-01-01T00:00:00.000Z"},
      {"1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00.000Z"},
      {"2026-01-15 12:00", 1'768'478'400'000, "2026-01-15T12:00:00.000Z"},
      {"2026-01-15T12:00:00.5Z", 1'768'478'400'500, "2026-01-15T12:00:00.500Z"},
      {"2026-01-15T12:00:00+09:00", 1'768'446'000'000, "2026-01-15T03:00:00.000Z"},
      {"2024-02-29T23:59:59.999Z", 1'709'251'199'999, "2024-02-29T23:59:59.999Z"},
      {"1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"},
      {"0000-03-01", -62'162'035'200'000, "0000-03-01T00:00:00.000Z"},
      {"9999-12-31T23:59:59Z", 253'402'300'799'000, "9999-12-31T23:59:59.000Z"},
  };
  for (const auto& row : rows) {
    const Result<std::int64_t> millis = ParseTime(row.text);
    ASSERT_TRUE(millis.ok()) << row.text;
    EXPECT_EQ(*millis, row.millis) << row.text;
    EXPECT_EQ(FormatTime(*millis), row.printed);
  }
}

TEST(Time, RefusesWhatIsNoTime) {
  for (const std::string_view text :
       {"", "today", "2026", "2026-13-01", "2026-02-29", "2026-01-15T24:00", "2026-01-15T12:60",
        "2026-01-15T12:00:00.", "2026-01-15T12:00:00X", "2026-01-15T12:00+9", "2026-01-15Z "}) {
    const Result<std::int64_t> millis = ParseTime(text);
    ASSERT_FALSE(millis.ok()) << text;
    EXPECT_EQ(millis.error().code, ErrorCode::kUsage);
    EXPECT_NE(millis.error().what.find(text), std::string::npos);
  }
}

Result<int> Half(int number) {
  if (number % 2 != 0) return Error{.what = "number " + std::to_string(number), .why = "it is odd"};
  return number / 2;
}

Result<int> Quarter(int number) {
  GODWIT_ASSIGN(const int half, Half(number));
  return Half(half);
}

TEST(Status, ErrorsTravelUp) {
  EXPECT_EQ(*Quarter(12), 3);
  EXPECT_EQ(Describe(Quarter(6).error()), "number 3: it is odd");
  const Error placed{.what = "statement", .why = "bad", .place = {"a.sql", 3, 7}};
  EXPECT_EQ(Describe(placed), "a.sql:3:7: statement: bad");
}

}  // namespace
}  // namespace godwit
