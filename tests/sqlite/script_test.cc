#include "core/sqlite/script.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace godwit {
namespace {

std::vector<std::string> Split(std::string_view sql) {
  std::vector<std::string> pieces;
  for (const ScriptStatement& statement : SplitScript(sql)) pieces.push_back(statement.sql);
  return pieces;
}

using Pieces = std::vector<std::string>;

Pieces Directives(const ScriptStatement& statement) {
  Pieces texts;
  for (const ScriptDirective& directive : statement.directives) texts.push_back(directive.text);
  return texts;
}

TEST(Split, WhereSqliteSaysSo) {
  const struct {
    std::string_view sql;
    Pieces pieces;
  } rows[] = {
      {"", {}},
      {" ; ;; -- nothing\n/* ; */ ;", {}},
      {"SELECT 1", {"SELECT 1"}},
      {"SELECT 1; SELECT 2;", {"SELECT 1", "SELECT 2"}},
      {"SELECT ';'; SELECT \";\" , [;] , `;`", {"SELECT ';'", "SELECT \";\" , [;] , `;`"}},
      {"SELECT 'it''s; fine'; SELECT 2", {"SELECT 'it''s; fine'", "SELECT 2"}},
      {"SELECT 1 -- a; b\n, 2; SELECT 3", {"SELECT 1 -- a; b\n, 2", "SELECT 3"}},
      {"SELECT 1 /* ; */; -- last\n", {"SELECT 1 /* ; */"}},
      {"CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT CASE WHEN 1 THEN 2 END; END; "
       "SELECT 3",
       {"CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT CASE WHEN 1 THEN 2 END; END",
        "SELECT 3"}},
      {"create temp trigger t after insert on a begin select 1; end",
       {"create temp trigger t after insert on a begin select 1; end"}},
      {"\xef\xbb\xbfSELECT 1;\r\nSELECT 2;\r\n", {"SELECT 1", "SELECT 2"}},
      {"SELECT 'never ends; SELECT 2", {"SELECT 'never ends; SELECT 2"}},
      {"SELECT 1; SELECT 2 -- no semicolon", {"SELECT 1", "SELECT 2"}},
  };
  for (const auto& row : rows) EXPECT_EQ(Split(row.sql), row.pieces) << row.sql;
}

TEST(Split, KeepsPlacesAndDirectives) {
  const auto statements = SplitScript(
      "-- godwit: check coverage\n-- plain\n-- godwitty: not one\nSELECT 1;\n\n"
      "  /* 한글 */ SELECT 2;\n-- godwit: info  spaced \n-- godwit: second\nSELECT 3;\n"
      "-- godwit: lonely\n");
  ASSERT_EQ(statements.size(), 4U);
  EXPECT_EQ(Directives(statements[0]), Pieces{"check coverage"});
  EXPECT_EQ(statements[0].line, 4);
  EXPECT_EQ(statements[0].column, 1);
  EXPECT_EQ(statements[1].line, 6);
  EXPECT_EQ(statements[1].column, 12);
  EXPECT_TRUE(statements[1].directives.empty());
  EXPECT_EQ(Directives(statements[2]), (Pieces{"info  spaced", "second"}));
  EXPECT_EQ(statements[3].sql, "");
  EXPECT_EQ(Directives(statements[3]), Pieces{"lonely"});
  EXPECT_EQ(statements[3].line, 10);
}

TEST(Split, CommentsAreOneLine) {
  const struct {
    std::string_view script;
    std::string_view comment;
  } kRows[] = {
      {"-- A sentence that\n-- goes on.\nSELECT 1", "A sentence that goes on."},
      {"-- What\n--   first\n--   second\nSELECT 1", "What: first; second"},
      {"-- What:\n--   first\n--\n--   second;\n--   third\nSELECT 1",
       "What: first; second; third"},
      {"--   only\n-- and then\nSELECT 1", "only and then"},
      {"--  Two spaces here\n--  and in the next line.\n--    an item\nSELECT 1",
       "Two spaces here and in the next line. an item"},
      {"-- Far away.\n\nSELECT 1", ""},
  };
  for (const auto& row : kRows) EXPECT_EQ(SplitScript(row.script).at(0).comment, row.comment);
}

TEST(Tokens, CoverTheWholeText) {
  for (const std::string_view sql :
       {"SELECT a->>'$.b', x'00', 0x1F, 1_000.5e-3, .5, ?12, :name, @a, $b FROM [t t] WHERE a<>b",
        "/* open", "'open", "\"open", "[open", "-- open", "1abc \xf0\x9f\x90\xbe ! ~"}) {
    std::string joined;
    for (const Token& token : Tokenize(sql)) {
      EXPECT_EQ(token.offset, joined.size());
      EXPECT_FALSE(token.text.empty());
      joined += token.text;
    }
    EXPECT_EQ(joined, sql);
  }
}

TEST(Normalize, LayoutMakesNoDifference) {
  const struct {
    std::string_view one;
    std::string_view other;
    bool equal;
  } rows[] = {
      {"CREATE TABLE \"Pet\" (id INTEGER)", "create  table Pet\n( ID integer ) -- x", true},
      {"SELECT [a], `b`", "select a,\"b\"", true},
      {"SELECT \"select\"", "SELECT [select]", true},
      {"SELECT \"select\"", "SELECT select", false},
      {"SELECT 'a'", "SELECT 'A'", false},
      {"SELECT 'a'", "SELECT \"a\"", false},
      {"SELECT x'AB', 0X1f, 1E5", "select X'ab', 0x1F, 1e5", true},
      {"SELECT 1 /* + 2 */", "SELECT 1", true},
      {"SELECT 1 + 2", "SELECT 1 - 2", false},
      {"SELECT a b", "SELECT ab", false},
      {"SELECT \"a b\"", "SELECT [a b]", true},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(NormalizeSql(row.one) == NormalizeSql(row.other), row.equal)
        << row.one << " | " << row.other;
  }
}

TEST(Place, CountsLinesAndCodePoints) {
  EXPECT_EQ(PlaceAt("ab\n한글x", 9).line, 2);
  EXPECT_EQ(PlaceAt("ab\n한글x", 9).column, 3);
  EXPECT_EQ(PlaceAt("", 5).column, 1);
}

}  // namespace
}  // namespace godwit
