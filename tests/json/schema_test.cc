// What the compiled validator says: violations with their pointers, refusals, the rules of text.
#include "core/json/schema.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/json/pattern.h"

namespace godwit {
namespace {

Validator Compile(std::string_view schema) {
  auto validator = Validator::Compile(schema);
  EXPECT_TRUE(validator.ok()) << schema << ": " << Describe(validator.error());
  return validator.ok() ? std::move(validator).value() : StrictJson();
}

std::string Report(const Validator& validator, std::string_view text) {
  std::string report;
  for (const Violation& violation : validator.Violations(text)) {
    if (!report.empty()) report += '\n';
    report += Describe(violation);
  }
  EXPECT_EQ(validator.Accepts(text), report.empty()) << text;
  return report;
}

// An empty report means that the text is accepted.
const struct {
  std::string_view schema, text, report;
} kRows[] = {
    {R"({"type":"object"})", "[1]", "document: must be an object, is an array"},
    {R"({"type":["number","null"]})", R"("x")", "document: must be a number or null, is a string"},
    {R"({"type":["string","array","boolean"]})", "null",
     "document: must be an array, a string or true or false, is null"},
    {R"({"type":"integer"})", "1.5", "document: must be an integer, is 1.5"},
    {R"({"type":"integer"})", "1.0", ""},
    {R"({"type":"integer"})", "1e3", ""},
    {R"({"maximum":360})", "400", "document: 400 is above 360"},
    {R"({"minimum":0,"maximum":360})", "-0.5", "document: -0.5 is below 0"},
    {R"({"minimum":0,"maximum":360})", "360.0", ""},
    {R"({"maximum":360})", "360.00000000000000000000001",
     "document: 360.00000000000000000000001 is above 360"},
    {R"({"exclusiveMinimum":0,"exclusiveMaximum":1})", "0", "document: 0 is not above 0"},
    {R"({"exclusiveMinimum":0,"exclusiveMaximum":1})", "1.0", "document: 1.0 is not below 1"},
    {R"({"maximum":9007199254740992})", "9007199254740993",
     "document: 9007199254740993 is above 9007199254740992"},
    {R"({"multipleOf":0.01})", "0.07", ""},
    {R"({"multipleOf":0.01})", "0.075", "document: 0.075 is not a multiple of 0.01"},
    {R"({"const":"none"})", R"("some")", R"(document: "some" is not "none")"},
    {R"({"const":"none"})", R"("n\u006fne")", ""},
    {R"({"enum":["a",1,null]})", "2", R"(document: 2 is none of "a", 1, null)"},
    {R"({"enum":["a",1,null]})", "1.0", ""},
    {R"({"const":{"a":[1,{"b":2}],"c":"d"}})", R"({"c":"\u0064","a":[1e0, {"b":2.0}]})", ""},
    {R"({"const":{"a":1}})", R"({"a":1,"b":2})", R"(document: {"a":1,"b":2} is not {"a":1})"},
    {R"({"minLength":2,"maxLength":2})", R"("🐾")",
     R"(document: "🐾" has 1 character, at least 2 needed)"},
    {R"({"minLength":2,"maxLength":2})", R"("\ud83d\udc3e!")", ""},
    {R"({"maxLength":2})", R"("abc")", R"(document: "abc" has 3 characters, at most 2 allowed)"},
    {R"({"pattern":"^#[0-9a-f]{6}$"})", R"("#12ab3F")",
     R"(document: "#12ab3F" does not match /^#[0-9a-f]{6}$/)"},
    {R"({"items":{"type":"string"},"minItems":2})", "[1]",
     "/0: must be a string, is 1\ndocument: has 1 item, at least 2 needed"},
    {R"({"items":[{"type":"string"}],"additionalItems":false})", R"(["a",1,2])",
     "/1: no value is allowed here\n/2: no value is allowed here"},
    {R"({"maxItems":1})", "[1,2]", "document: has 2 items, at most 1 allowed"},
    {R"({"uniqueItems":true})", R"([{"a":1,"b":2},2,{"b":2.0,"a":1}])",
     R"(document: the item {"a":1p1,"b":2p1} is there more than once)"},
    {R"({"contains":{"minimum":5}})", "[1,2]",
     "document: no item is of the kind that \"contains\" asks for"},
    {R"({"required":["a","b"]})", R"({"b":1})", R"(document: "a" is missing)"},
    {R"({"properties":{"a":{"properties":{"b":{"type":"null"}}}}})", R"({"a":{"b":1}})",
     "/a/b: must be null, is 1"},
    {R"({"properties":{"a/b~c":false}})", R"({"a\/b~c":1})", "/a~1b~0c: no value is allowed here"},
    {R"({"properties":{"a":true},"additionalProperties":false})", R"({"a":1,"b":2})",
     "/b: this key is not allowed"},
    {R"({"additionalProperties":{"type":"null"}})", R"({"b":2})", "/b: must be null, is 2"},
    {R"({"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false})",
     R"({"x-a":1,"y":2})", "/x-a: must be a string, is 1\n/y: this key is not allowed"},
    {R"({"propertyNames":{"maxLength":2}})", R"({"abc":1})",
     "/abc: the key is not one that \"propertyNames\" allows"},
    {R"({"minProperties":1})", "{}", "document: has 0 members, at least 1 needed"},
    {R"({"maxProperties":1})", R"({"a":1,"b":2})", "document: has 2 members, at most 1 allowed"},
    {R"({"dependencies":{"a":["b"]}})", R"({"a":1})", R"(document: "b" is missing, "a" needs it)"},
    {R"({"dependencies":{"a":{"required":["c"]}}})", R"({"a":1})", R"(document: "c" is missing)"},
    {R"({"allOf":[{"minimum":3},{"maximum":1}]})", "2",
     "document: 2 is below 3\ndocument: 2 is above 1"},
    {R"({"anyOf":[{"minimum":3},{"type":"null"}]})", "2",
     "document: fits none of the 2 alternatives"},
    {R"({"oneOf":[{"minimum":3},{"minimum":1}]})", "4",
     "document: fits more than one alternative, exactly one is allowed"},
    {R"({"not":{"type":"null"}})", "null", "document: is of the kind that \"not\" excludes"},
    {R"({"if":{"properties":{"k":{"const":"x"}}},"then":{"properties":{"v":false}},)"
     R"("else":{"required":["v"]}})",
     R"({"k":"x","v":1})", "/v: no value is allowed here"},
    {R"({"if":{"properties":{"k":{"const":"x"}}},"then":{"properties":{"v":false}},)"
     R"("else":{"required":["v"]}})",
     R"({"k":"y"})", R"(document: "v" is missing)"},
    {R"({"then":false,"else":false})", "1", ""},
    {R"({"$ref":"#/definitions/a%25b~1c","definitions":{"a%b/c":{"type":"null"}}})", "1",
     "document: must be null, is 1"},
    {R"({"properties":{"next":{"$ref":"#"}},"additionalProperties":false})",
     R"({"next":{"next":{"x":1}}})", "/next/next/x: this key is not allowed"},
    {"false", "1", "document: no value is allowed here"},
    // A nested fault is told once, however often the schema looks.
    {R"({"allOf":[{"properties":{"a":{}}},{"properties":{"a":{"type":"object"}}}]})",
     R"({"a":{"x":1,"x":2}})", "/a/x: the key appears twice"},
};

TEST(Schema, Reports) {
  for (const auto& row : kRows) {
    EXPECT_EQ(Report(Compile(row.schema), row.text), row.report) << row.schema << "\n" << row.text;
  }
}

// Texts that break the rules of strict JSON.
const struct {
  std::string_view text, report;
} kTexts[] = {
    {"", "document: the text is not JSON: it ends early at byte 0, a value was expected"},
    {"{",
     "document: the text is not JSON: it ends early at byte 1, a key in double quotes was "
     "expected"},
    {"[1,]", "/1: the text is not JSON: \"]\" at byte 3, a value was expected"},
    {"[1 2]", "document: the text is not JSON: \"2\" at byte 3, \",\" or \"]\" was expected"},
    {R"({"a" 1})", "document: the text is not JSON: \"1\" at byte 5, \":\" was expected"},
    {R"({"a":1,})",
     "document: the text is not JSON: \"}\" at byte 7, a key in double quotes was expected"},
    {"{'a':1}",
     "document: the text is not JSON: \"'\" at byte 1, a key in double quotes was expected"},
    {"01", "document: the text is not JSON: \"0\" at byte 0, a value was expected"},
    {"+1", "document: the text is not JSON: \"+\" at byte 0, a value was expected"},
    {"NaN", "document: the text is not JSON: \"N\" at byte 0, a value was expected"},
    {"nul", "document: the text is not JSON: \"n\" at byte 0, a value was expected"},
    {"1 1", "document: the text is not JSON: \"1\" at byte 2, the end of the text was expected"},
    {"\"a", "document: the text is not JSON: it ends inside a string"},
    {"\"a\tb\"", "document: the text is not JSON: a control character at byte 2 is not escaped"},
    {R"("\q")", "document: the text is not JSON: no escape is like the one at byte 1"},
    {R"({"a":1,"a":2})", "/a: the key appears twice"},
    {R"({"a":1,"\u0061":2})", "/a: the key appears twice"},
    {"\"\xff\"", "document: the string is not valid UTF-8 at byte 1"},
    {R"(["x\ud800"])", "/0: the escape at byte 3 names half a surrogate pair"},
    {R"({"\udc00":1})", "document: the escape at byte 2 names half a surrogate pair"},
    {"1e400", "document: 1e400 is too large for a double"},
    {"\xef\xbb\xbf{}",
     "document: the text is not JSON: \"\xef\xbb\xbf\" at byte 0, a value was "
     "expected"},
    {" \t\r\n{ \"a\" : [ ] , \"b\" : { } } \n", ""},
};

TEST(Schema, StrictText) {
  for (const auto& row : kTexts) EXPECT_EQ(Report(StrictJson(), row.text), row.report) << row.text;
}

TEST(Schema, DuplicateKeysAreFoundInAnyNumber) {
  for (const int size : {3, 40, 400}) {
    std::string text = "{";
    for (int i = 0; i < size; ++i) text += "\"k" + std::to_string(i) + "\":0,";
    EXPECT_EQ(Report(StrictJson(), text + "\"other\":0}"), "");
    EXPECT_EQ(Report(StrictJson(), text + "\"k1\":0}"), "/k1: the key appears twice");
    const Validator named = Compile(R"({"properties":{"k1":true},"allOf":[{"required":["k2"]}]})");
    EXPECT_EQ(Report(named, text + "\"k1\":0}"), "/k1: the key appears twice");
    EXPECT_EQ(Report(named, text + "\"k2\":0}"), "/k2: the key appears twice");
  }
}

TEST(Schema, DepthHasALimit) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_TRUE(StrictJson().Accepts(nested(kMaxJsonDepth)));
  const auto violations = StrictJson().Violations(nested(kMaxJsonDepth + 1));
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].message, "nested deeper than 512 levels");
  EXPECT_FALSE(StrictJson().Accepts(std::string(1'000'000, '[')));
}

TEST(Schema, AlternativesCannotMultiplyForEver) {
  // Each level doubles the work of the one above it.
  const Validator validator = Compile(
      R"({"properties":{"a":{"allOf":[{"$ref":"#"},{"$ref":"#"}]}},"additionalProperties":false})");
  std::string text;
  for (int i = 0; i < 60; ++i) text += "{\"a\":";
  text += "{}" + std::string(60, '}');
  const auto violations = validator.Violations(text);
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].message, "the schema's alternatives multiply too often on this text");
  EXPECT_FALSE(validator.Accepts(text));
}

TEST(Schema, SinkEndsTheReport) {
  EXPECT_EQ(Compile(R"({"items":{"type":"null"}})").Violations("[1,2,3,4]", 2).size(), 2U);
  EXPECT_TRUE(StrictJson().Violations("x", 0).empty());
}

const struct {
  std::string_view schema, place, why;
} kRefused[] = {
    {"{", "the schema", "not JSON"},
    {R"({"type":"string","type":"null"})", "the schema", "appears twice"},
    {"1", "the schema", "an object, true or false"},
    {R"({"properties":{"a":{"tipe":"string"}}})", "/properties/a/tipe", "not supported"},
    {R"({"type":"text"})", "/type", "a type is"},
    {R"({"type":[]})", "/type", "a type is"},
    {R"({"enum":[]})", "/enum", "list of values"},
    {R"({"minimum":"1"})", "/minimum", "must be a number"},
    {R"({"exclusiveMinimum":true})", "/exclusiveMinimum", "must be a number"},
    {R"({"multipleOf":0})", "/multipleOf", "above 0"},
    {R"({"minLength":-1})", "/minLength", "whole number"},
    {R"({"maxItems":1.5})", "/maxItems", "whole number"},
    {R"_({"pattern":"(?=a)"})_", "/pattern", "look-around"},
    {R"({"patternProperties":{"a(":{}}})", "/patternProperties/a(", "never closed"},
    {R"({"required":"a"})", "/required", "list of member names"},
    {R"({"properties":[]})", "/properties", "object of schemas"},
    {R"({"allOf":[]})", "/allOf", "list of schemas"},
    {R"({"items":[{"tipe":1}]})", "/items/0/tipe", "not supported"},
    {R"({"$ref":"other.json"})", "/$ref", "not a place in this schema"},
    {R"({"$ref":"#/definitions/none"})", "/$ref", "nothing at"},
    {R"({"$ref":"#/definitions/a","type":"null","definitions":{"a":{}}})", "/type", "ignores"},
    {R"({"definitions":{"a":{"$ref":"#/definitions/a"}}})", "/definitions/a/$ref", "itself"},
    {R"({"allOf":[{"$ref":"#"}]})", "the schema", "without end"},
    {R"({"definitions":{"a":{"$id":"http://x/"}}})", "/definitions/a/$id", "not supported"},
    {R"({"$schema":"https://json-schema.org/draft/2020-12/schema"})", "/$schema", "dialect"},
    {R"({"definitions":{"unused":{"unevaluatedItems":false}}})",
     "/definitions/unused/unevaluatedItems", "not supported"},
};

TEST(Schema, RefusesWhatItCannotCheck) {
  for (const auto& row : kRefused) {
    const auto validator = Validator::Compile(row.schema);
    ASSERT_FALSE(validator.ok()) << row.schema;
    EXPECT_EQ(validator.error().code, ErrorCode::kRefused);
    EXPECT_EQ(validator.error().what, "JSON Schema: " + std::string(row.place)) << row.schema;
    EXPECT_NE(validator.error().why.find(row.why), std::string::npos) << validator.error().why;
  }
}

TEST(Schema, AnnotationsMeanNothing) {
  EXPECT_EQ(Report(Compile(R"({"$schema":"http://json-schema.org/draft-07/schema#","$id":"x",
      "title":"t","description":"d","default":1,"examples":[1],"$comment":"c","readOnly":true,
      "writeOnly":false,"format":"email","contentEncoding":"base64","contentMediaType":"x/y"})"),
                   "\"no address\""),
            "");
}

const struct {
  std::string_view pattern, text;
  bool matches;
} kPatterns[] = {
    {"", "", true},
    {"", "abc", true},
    {"b", "abc", true},
    {"^b", "abc", false},
    {"c$", "abc", true},
    {"^abc$", "abc", true},
    {"^$", "a", false},
    {"a.c", "a\nc", false},
    {"a.c", "a🐾c", true},
    {"^.$", "🐾", true},
    {"^[🐾-🐿]$", "🐽", false},
    {"^[🐾-🐿]$", "🐿", true},
    {"^[^a-c]+$", "xyz", true},
    {"^[^a-c]+$", "xbz", false},
    {"^[a\\-z]$", "-", true},
    {"^[a-]$", "-", true},
    {"^[\\]x]$", "]", true},
    {"^[]$", "a", false},
    {"^[^]$", "\n", true},
    {"^\\d{3}-\\d{4}$", "555-1234", true},
    {"^\\d{3}-\\d{4}$", "555-12345", false},
    {"^\\w+\\s\\W$", "ab_9\xc2\xa0!", true},
    {"^\\S\\D$", "ab", true},
    {"^(ab|cd)*$", "abcdab", true},
    {"^(ab|cd)*$", "abc", false},
    {"^(?:a|b)+?c??$", "ababc", true},
    {"^a{2,3}$", "aa", true},
    {"^a{2,3}$", "aaaa", false},
    {"^a{2,}$", "aaaaa", true},
    {"^a{2,}$", "a", false},
    {"^a{0}b$", "b", true},
    {"^(a*)*$", "aaaa", true},
    {"(x+x+)+y", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", false},
    {"^\\ud83d\\udc3e$", "🐾", true},
    {"^\\t\\.\\/\\cJ\\0$", std::string_view("\t./\n\0", 5), true},
    {"a|^b$|c", "xcx", true},
    {"(^a|b)c", "xbc", true},
    {"(^a|b)c", "xac", false},
    {"^[\\d_]+$", "12_3", true},
    {"^[\\b]$", "\b", true},
};

TEST(Pattern, Matches) {
  for (const auto& row : kPatterns) {
    const auto pattern = Pattern::Compile(row.pattern);
    ASSERT_TRUE(pattern.ok()) << row.pattern << ": " << Describe(pattern.error());
    EXPECT_EQ(pattern->Matches(row.text), row.matches) << row.pattern << " on " << row.text;
  }
}

TEST(Pattern, RefusesWithAReason) {
  const struct {
    std::string_view pattern, why;
  } rows[] = {
      {"(a", "never closed (character 3)"},
      {"a)", "no opening one"},
      {"[a", "never closed"},
      {"*a", "nothing to repeat"},
      {"a**", "nothing to repeat"},
      {"a{2", "malformed"},
      {"a{3,2}", "wrong way round"},
      {"a{1001}", "up to 1000"},
      {"(a)\\1", "back references"},
      {"a\\b", "word boundaries"},
      {"\\p{L}", "Unicode properties"},
      {"(?<n>a)", "named groups"},
      {"(?!a)", "look-around"},
      {"[z-a]", "a lower and a higher"},
      {"[\\d-z]", "a lower and a higher"},
      {"a\\", "ends in a backslash"},
      {"\\q", "not known"},
      {"\\x1", "hex digits"},
      {"\\u{3}", "not supported"},
      {"((a{1000}){1000}){1000}", "too large"},
  };
  for (const auto& row : rows) {
    const auto pattern = Pattern::Compile(row.pattern);
    ASSERT_FALSE(pattern.ok()) << row.pattern;
    EXPECT_NE(pattern.error().why.find(row.why), std::string::npos)
        << row.pattern << ": " << pattern.error().why;
  }
}

}  // namespace
}  // namespace godwit
