#include "core/json/canonical.h"

#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/json/string.h"
#include "tests/test_path.h"

namespace godwit {
namespace {

using Json = nlohmann::json;

std::string ReadFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  EXPECT_TRUE(stream.good()) << path;
  return text.str();
}

TEST(CanonicalJson, PublishedVectors) {
  const std::string folder = TestPath("data/jcs/");
  for (const std::string name : {"arrays", "french", "structures", "unicode", "values", "weird"}) {
    const Json value = Json::parse(ReadFile(folder + "input/" + name + ".json"), nullptr, false);
    const auto canonical = CanonicalJson(value);
    ASSERT_TRUE(canonical.ok()) << name;
    EXPECT_EQ(*canonical, ReadFile(folder + "output/" + name + ".json")) << name;
  }
}

TEST(CanonicalJson, IntegersAreDoubles) {
  EXPECT_EQ(*CanonicalJson(Json::parse("[9007199254740993, -0.0, 56.0, 18446744073709551615]")),
            "[9007199254740992,0,56,18446744073709552000]");
}

TEST(CanonicalJson, RefusesWhatHasNoCanonicalForm) {
  const struct {
    Json value;
    std::string_view place, why;
  } rows[] = {
      {{{"a", {1, std::numeric_limits<double>::infinity()}}}, "at /a/1", "not finite"},
      {{{"b/c", "\xed\xa0\x80"}}, "at /b~1c", "lone surrogate"},
      {{{"\xff", 1}}, "canonical JSON", "UTF-8"},
      {Json::binary({1, 2}), "canonical JSON", "binary"},
  };
  for (const auto& row : rows) {
    const auto canonical = CanonicalJson(row.value);
    ASSERT_FALSE(canonical.ok()) << row.why;
    EXPECT_NE(canonical.error().what.find(row.place), std::string::npos) << canonical.error().what;
    EXPECT_NE(canonical.error().why.find(row.why), std::string::npos) << canonical.error().why;
  }
}

TEST(CanonicalJson, RefusesBottomlessNesting) {
  Json deep = 1;
  for (int i = 0; i < 600; ++i) deep = Json::array({std::move(deep)});
  EXPECT_FALSE(CanonicalJson(deep).ok());
}

const struct {
  std::string_view text;
  std::string_view quoted;
} kQuoted[] = {
    {"", R"("")"},
    {"plain", R"("plain")"},
    {"a\"b\\c/d", R"("a\"b\\c/d")"},
    {"\b\t\n\f\r", R"("\b\t\n\f\r")"},
    {std::string_view("\0\x1f\x7f", 3), "\"\\u0000\\u001f\x7f\""},
    {"한강 🐾 é", "\"한강 🐾 é\""},
    {"\xed\xa0\xbd", R"("\ud83d")"},
    {"\xed\xb0\xbe!", R"("\udc3e!")"},
    {"a\xff", "\"a\xef\xbf\xbd\""},
    {"\xc0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\""},
};

TEST(JsonString, QuotesAsJavaScriptDoes) {
  for (const auto& row : kQuoted) {
    std::string quoted;
    AppendJsonString(row.text, quoted);
    EXPECT_EQ(quoted, row.quoted);
  }
}

TEST(JsonString, ParsesOneString) {
  const struct {
    std::string_view text, value;
  } rows[] = {
      {R"("")", ""},
      {R"(  "a\u0041\/\"" )", "aA/\""},
      {R"("\ud83d\udc3e")", "🐾"},
      {R"("\uD83D")", "\xed\xa0\xbd"},
      {R"("\udc3e\ud83d")", "\xed\xb0\xbe\xed\xa0\xbd"},
      {R"("\ud83dx")", "\xed\xa0\xbdx"},
      {R"("a\u0000b")", std::string_view("a\0b", 3)},
  };
  for (const auto& row : rows) {
    const auto value = ParseJsonString(row.text);
    ASSERT_TRUE(value.ok()) << row.text << Describe(value.error());
    EXPECT_EQ(*value, row.value) << row.text;
  }
}

TEST(JsonString, SaysWhatIsWrong) {
  const struct {
    std::string_view text, why;
  } rows[] = {
      {"", "double quote (byte 0)"},
      {"abc", "double quote (byte 0)"},
      {R"("abc)", "ends inside"},
      {"\"a\nb\"", "control character"},
      {R"("a\x")", "no escape that JSON knows (byte 2)"},
      {R"("\u12g4")", "no escape that JSON knows (byte 1)"},
      {"\"\xff\"", "UTF-8"},
      {R"("a" "b")", "follows the string (byte 4)"},
      {"\"\xed\xa0\xbd\"", "UTF-8"},
      {R"("a\)", "no escape"},
  };
  for (const auto& row : rows) {
    const auto value = ParseJsonString(row.text);
    ASSERT_FALSE(value.ok()) << row.text;
    EXPECT_NE(value.error().why.find(row.why), std::string::npos) << value.error().why;
  }
}

}  // namespace
}  // namespace godwit
