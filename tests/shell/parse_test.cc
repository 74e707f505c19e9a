// Every form of a cell in docs/protocol.md, as the page shows it.
#include "shell/parse.h"

#include <gtest/gtest.h>

namespace godwit::shell {
namespace {

TEST(ShellParse, EveryFormOfACell) {
  const struct {
    Json cell;
    Cell::Kind kind;
    const char* text;
    std::int64_t bytes;
  } rows[] = {
      {nullptr, Cell::Kind::kNull, "", 0},
      {7, Cell::Kind::kNumber, "7", 0},
      {1.5, Cell::Kind::kNumber, "1.5", 0},
      {{{"integer", "9007199254740993"}}, Cell::Kind::kNumber, "9007199254740993", 0},
      {{{"real", "Infinity"}}, Cell::Kind::kNumber, "Infinity", 0},
      {{{"real", "-Infinity"}}, Cell::Kind::kNumber, "-Infinity", 0},
      {"", Cell::Kind::kText, "", 0},
      {{{"text", "begins"}, {"bytes", 5000}}, Cell::Kind::kText, "begins", 5000},
      {{{"blob", "00ff"}, {"bytes", 2}}, Cell::Kind::kBlob, "00ff", 2},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.cell.dump());
    const std::vector<Row> parsed = ParseRows(Json::array({Json::array({row.cell})}));
    ASSERT_EQ(parsed.size(), 1U);
    ASSERT_EQ(parsed[0].size(), 1U);
    EXPECT_EQ(parsed[0][0].kind, row.kind);
    EXPECT_EQ(parsed[0][0].text, row.text);
    EXPECT_EQ(parsed[0][0].bytes, row.bytes);
  }
}

}  // namespace
}  // namespace godwit::shell
