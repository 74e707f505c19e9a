#include "core/schema/normalize.h"

#include <gtest/gtest.h>

namespace godwit {
namespace {

TEST(Normalize, ReducesLayoutAndQuotingOnly) {
  const NameSet known = {"name", "key", "order", "null", "a b"};
  const struct {
    std::string_view sql;
    std::string_view normal;
  } rows[] = {
      {"\"Name\"", "name"},
      {"[Name]", "name"},
      {"`unknown`", "unknown"},
      {"\"Unknown\"", "'Unknown'"},
      {"\"it's\"", "'it''s'"},
      {"\"Lower\"(x)", "lower ( x )"},
      {"\"T\".\"X\"", "t . x"},
      {"x COLLATE \"NoCase\"", "x collate nocase"},
      {"\"key\"", "key"},
      {"\"ORDER\"", "\"order\""},
      {"\"null\" IS NULL", "\"null\" is null"},
      {"\"A b\"", "\"a b\""},
      {"'It''s  A'", "'It''s  A'"},
      {"X'AB'", "x'ab'"},
      {"a--c\n<>/*c*/B", "a <> b"},
      {"1E5+0XfF", "1e5 + 0xff"},
  };
  for (const auto& row : rows) EXPECT_EQ(NormalizeStatement(row.sql, known), row.normal);
}

TEST(Normalize, TakesALoneNameForAStringInDefaults) {
  const struct {
    std::string_view sql;
    std::string_view normal;
  } rows[] = {{"Abc", "'Abc'"},  {"\"Abc\"", "'Abc'"}, {"[Abc]", "'Abc'"},
              {"TRUE", "true"},  {"Null", "null"},     {"CURRENT_TIMESTAMP", "current_timestamp"},
              {"-1.5", "- 1.5"}, {"'Abc'", "'Abc'"},   {"ABS(1)", "abs ( 1 )"}};
  for (const auto& row : rows) EXPECT_EQ(NormalizeDefault(row.sql), row.normal);
}

TEST(Normalize, TypesLoseLayout) {
  const struct {
    std::string_view type;
    std::string_view normal;
  } rows[] = {{"", ""},
              {"integer", "INTEGER"},
              {"varchar ( 10 )", "VARCHAR(10)"},
              {"decimal(10 , 2)", "DECIMAL(10,2)"},
              {"unsigned  big\tint", "UNSIGNED BIG INT"},
              {"\"text\"", "TEXT"}};
  for (const auto& row : rows) EXPECT_EQ(NormalizeType(row.type), row.normal);
}

}  // namespace
}  // namespace godwit
