#include "native/cli/text.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace godwit::cli {
namespace {

TEST(Text, CleanShowsWhatATerminalWouldObey) {
  struct Case {
    std::string_view text;
    std::string_view clean;
  };
  const Case cases[] = {
      {"plain text", "plain text"},
      {"Grüße, 안녕, 🐦", "Grüße, 안녕, 🐦"},
      {"a\x1b[31mb", "a\\u{1b}[31mb"},
      {"a\nb\tc\r", "a\\u{0a}b\\u{09}c\\u{0d}"},
      {std::string_view("a\0b", 3), "a\\u{00}b"},
      {"\x7f", "\\u{7f}"},
      {"\xc2\x9b", "\\u{9b}"},        // C1: an escape in one character
      {"\xe2\x80\xae", "\\u{202e}"},  // right-to-left override
      {"\xe2\x81\xa6x\xe2\x81\xa9", "\\u{2066}x\\u{2069}"},
      {"\xd8\x9c", "\\u{61c}"},
      {"\xef\xbb\xbf", "\\u{feff}"},
      {"a\xff\xfe", "a\xef\xbf\xbd\xef\xbf\xbd"},  // malformed, byte by byte
      {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
      {"\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd"},
      {"\xef\xbf\xbd", "\xef\xbf\xbd"},  // U+FFFD itself is a character
      {"\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd"},
  };
  for (const Case& c : cases) EXPECT_EQ(Clean(c.text), c.clean);
}

TEST(Text, CleanLinesKeepsLines) {
  EXPECT_EQ(CleanLines("a\r\n\tb\n"), (std::vector<std::string>{"a", "  b", ""}));
}

TEST(Text, WidthCountsColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3);
  EXPECT_EQ(DisplayWidth("안녕"), 4);
  EXPECT_EQ(DisplayWidth("e\xcc\x81"), 1);  // e with a combining accent
  EXPECT_EQ(DisplayWidth("🐦"), 2);
}

TEST(Text, FitCutsAtACharacter) {
  EXPECT_EQ(Fit("abcdef", 6), "abcdef");
  EXPECT_EQ(Fit("abcdef", 5), "abcd…");
  EXPECT_EQ(Fit("안녕하", 4), "안…");
  EXPECT_EQ(Fit("abc", 0), "");
}

TEST(Text, Numbers) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1000), "1,000");
  EXPECT_EQ(Grouped(-1234567), "-1,234,567");
  EXPECT_EQ(Grouped(-123), "-123");
  EXPECT_EQ(Counted(1, "row"), "1 row");
  EXPECT_EQ(Counted(0, "row"), "0 rows");
  EXPECT_EQ(Counted(2, "batch", "batches"), "2 batches");
}

TEST(Text, Durations) {
  EXPECT_EQ(Duration(0), "0 ms");
  EXPECT_EQ(Duration(1'499), "1 ms");
  EXPECT_EQ(Duration(999'499), "999 ms");
  EXPECT_EQ(Duration(1'000'000), "1.0 s");
  EXPECT_EQ(Duration(59'949'000), "59.9 s");
  EXPECT_EQ(Duration(59'950'000), "1 min 0 s");
  EXPECT_EQ(Duration(185'000'000), "3 min 5 s");
  EXPECT_EQ(Duration(std::int64_t{7'440} * 1'000'000), "2 h 4 min");
}

TEST(Text, TablesAlignAndEndWithoutSpaces) {
  Table table({Table::Align::kLeft, Table::Align::kRight, Table::Align::kLeft});
  table.Add({{"안"}, {"7"}, {""}});
  table.Add({{"abcd"}, {"1,000"}, {"x", Tone::kGood}});
  EXPECT_EQ(table.Print(Paint(false)), "  안        7\n  abcd  1,000  x\n");
  EXPECT_EQ(table.Print(Paint(true), 0), "안        7\nabcd  1,000  \x1b[32mx\x1b[0m\n");
}

}  // namespace
}  // namespace godwit::cli
