#include "shell/words.h"

#include <gtest/gtest.h>

#include "shell/code_block.h"
#include "shell/rate_meter.h"
#include "shell/summary.h"

namespace godwit::shell {
namespace {

TEST(ShellWords, Numbers) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(61204), "61,204");
  EXPECT_EQ(Grouped(-1234567), "-1,234,567");
  EXPECT_EQ(Counted(1, "row", "rows"), "1 row");
  EXPECT_EQ(Bytes(9999), "9,999 B");
  EXPECT_EQ(Bytes(123456), "123.5 kB");
  EXPECT_EQ(Bytes(5'000'000), "5 MB");
  EXPECT_EQ(Duration(0.0401), "40 ms");
  EXPECT_EQ(Duration(1.26), "1.3 s");
  EXPECT_EQ(Duration(185), "3 min 5 s");
  EXPECT_EQ(Percent(0.663), "66.3 %");
}

TEST(ShellWords, Names) {
  EXPECT_EQ(HumanName("20250922090000_trait_system"), "Trait system");
  EXPECT_EQ(HumanName("pet-traits"), "Pet traits");
  EXPECT_EQ(DateOfName("20250901090000_users"), "1 Sep 2025");
  EXPECT_EQ(DateOfName("users"), "");
  EXPECT_EQ(DateOfName("20259901090000_users"), "");
  EXPECT_EQ(Moment("2026-01-15T12:00:00.000Z"), "15 Jan 2026, 12:00:00 UTC");
  EXPECT_EQ(Moment("yesterday"), "yesterday");
  EXPECT_EQ(Noun("Pet", 2), "pets");
  EXPECT_EQ(Noun("Pet", 1), "pet");
  EXPECT_EQ(Noun("Category", 2), "categories");
  EXPECT_EQ(Noun("PetTrait", 2), "rows of PetTrait");
  EXPECT_EQ(ShortDigest("0123456789abcdef"), "0123 4567 89ab");
}

struct SummaryCase {
  const char* sql;
  const char* words;
};

TEST(ShellSummary, SaysWhatSqlDoes) {
  const SummaryCase cases[] = {
      {"CREATE TABLE \"A\" (x); CREATE INDEX i ON A(x);", "Makes table A, with 1 index."},
      {"create table if not exists A(x); create table B(x)", "Makes tables A and B."},
      {"-- CREATE TABLE no\nALTER TABLE \"Pet\" ADD COLUMN \"traits\" TEXT;",
       "Adds column traits to Pet."},
      {"ALTER TABLE Pet DROP COLUMN traits;", "Drops column traits of Pet."},
      {"CREATE TABLE new_A(x); INSERT INTO new_A SELECT * FROM A; DROP TABLE A;"
       "ALTER TABLE new_A RENAME TO A;",
       "Rebuilds table A, with its rows."},
      {"CREATE TABLE guard(x); DROP TABLE guard;", ""},
      {"DROP TABLE A; DROP TABLE B;", "Drops tables A and B."},
      {"UPDATE A SET x = 'CREATE TABLE no';", ""},
      {"", ""},
  };
  for (const SummaryCase& row : cases) EXPECT_EQ(DescribeSql(row.sql), row.words) << row.sql;
}

TEST(ShellSql, TextsAndCommentsReachOverLines) {
  const auto lines =
      SplitSql("SELECT 'a\nb''c' /* x\ny */ FROM \"select\" -- end\n-- godwit: check c");
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0][0].token, SqlToken::kKeyword);
  EXPECT_EQ(lines[1][0].token, SqlToken::kText);
  EXPECT_EQ(lines[1][0].text, "b''c'");
  EXPECT_EQ(lines[2][0].token, SqlToken::kComment);
  EXPECT_EQ(lines[2][2].text, "FROM");
  EXPECT_EQ(lines[2][3].text, " \"select\" ");
  EXPECT_EQ(lines[3][0].token, SqlToken::kDirective);
}

TEST(ShellRateMeter, TellsRateAndTimeLeft) {
  RateMeter meter;
  meter.Report(0, 0, 1000);
  EXPECT_EQ(meter.Rate(), 0);
  EXPECT_LT(meter.SecondsLeft(), 0);
  meter.Report(1, 100, 1000);
  EXPECT_DOUBLE_EQ(meter.Rate(), 100);
  EXPECT_DOUBLE_EQ(meter.SecondsLeft(), 9);
  for (int i = 2; i <= 6; ++i) meter.Report(i, 100 + (i - 1) * 10, 1000);
  EXPECT_DOUBLE_EQ(meter.Rate(), 10) << "what was long ago no longer counts";
  meter.Report(7, 0, 1000);
  EXPECT_EQ(meter.Rate(), 0) << "another piece of work begins anew";
}

}  // namespace
}  // namespace godwit::shell
