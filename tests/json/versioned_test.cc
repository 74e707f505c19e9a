// Documents of several versions, read and stamped. The kind here is a made-up recipe.
#include "core/json/versioned.h"

#include <string>

#include <gtest/gtest.h>

namespace godwit {
namespace {

using nlohmann::json;

// Version 0 had no rules; in version 1 the steps are a list, in version 2 each has a text.
void NameSteps(json& document) {
  if (!document.contains("title")) document["title"] = "";
  if (!document.contains("steps")) document["steps"] = json::array();
}
void DescribeSteps(json& document) {
  for (json& step : document["steps"]) step = {{"text", step}};
}

constexpr std::string_view kRules1 = R"({"type": "object", "required": ["title", "steps"],
  "properties": {"title": {"type": "string"}, "version": {"const": 1},
                 "steps": {"type": "array", "items": {"type": "string"}}},
  "additionalProperties": false})";
constexpr std::string_view kRules2 = R"({"type": "object", "required": ["title", "steps"],
  "properties": {"title": {"type": "string"}, "version": {"const": 2},
                 "steps": {"type": "array", "items": {"type": "object", "required": ["text"]}}},
  "additionalProperties": false})";

constexpr DocumentVersion kVersions[] = {
    {.upgrade = nullptr, .schema = {}},
    {.upgrade = NameSteps, .schema = kRules1},
    {.upgrade = DescribeSteps, .schema = kRules2},
};

// What the application has today, and what it has when a version is added: one function, one row.
DocumentKind Recipes(std::size_t versions, std::int64_t first = 0) {
  const std::span<const DocumentVersion> all(kVersions);
  const auto begin = static_cast<std::size_t>(first);
  auto kind = DocumentKind::Compile({.name = "recipe",
                                     .member = "version",
                                     .first = first,
                                     .versions = all.subspan(begin, versions - begin)});
  EXPECT_TRUE(kind.ok());
  return std::move(kind).value();
}

struct Case {
  const char* what;
  std::size_t versions;
  const char* stored;
  std::int64_t was;
  const char* read;
};

constexpr Case kReadable[] = {
    {"nothing is there", 2, "{}", 0, R"({"steps":[],"title":"","version":1})"},
    {"what is there stays", 2, R"({"title":"Tea"})", 0,
     R"({"steps":[],"title":"Tea","version":1})"},
    {"current text stays as it is written", 2, R"({ "version":1, "title":"茶", "steps":["boil"]})",
     1, R"({ "version":1, "title":"茶", "steps":["boil"]})"},
    {"1.0 is 1", 2, R"({"version":1.0,"title":"","steps":[]})", 1,
     R"({"version":1.0,"title":"","steps":[]})"},
    {"a new version, from the one before", 3, R"({"version":1,"title":"Tea","steps":["boil"]})", 1,
     R"({"steps":[{"text":"boil"}],"title":"Tea","version":2})"},
    {"a new version, from the first", 3, R"({"steps":["boil"]})", 0,
     R"({"steps":[{"text":"boil"}],"title":"","version":2})"},
};

TEST(Versioned, IsUpgradedStepByStep) {
  for (const Case& one : kReadable) {
    SCOPED_TRACE(one.what);
    const DocumentKind kind = Recipes(one.versions);
    const Result<VersionedDocument> read = kind.Read("r1", one.stored);
    ASSERT_TRUE(read.ok()) << read.error().why;
    EXPECT_EQ(read->was, one.was);
    EXPECT_EQ(read->text, one.read);
    EXPECT_EQ(read->json, json::parse(one.read));
    // What was read is current: reading it again changes nothing.
    const Result<VersionedDocument> again = kind.Read("r1", read->text);
    ASSERT_TRUE(again.ok()) << again.error().why;
    EXPECT_EQ(again->text, read->text);
    EXPECT_EQ(again->was, kind.current());
  }
}

struct Refused {
  const char* stored;
  const char* why;
};

constexpr Refused kRefused[] = {
    {R"({"version":2,"title":"","steps":[]})", "version 2 is not known"},
    {R"({"version":-1})", "version -1 is not known"},
    {R"({"version":"1"})", "version \"1\" is not known"},
    {R"({"version":null})", "version null is not known"},
    {R"({"version":0.5})", "version 0.5 is not known"},
    {R"({"version":1e300})", "version 1e+300 is not known"},
    {R"([])", "it is array, not an object"},
    {R"(null)", "it is null, not an object"},
    {"{\"title\":", "it is broken text"},
    {R"({"title":"a","title":"b"})", "it is broken text"},
    {R"({"version":1,"title":1,"steps":[]})", "it breaks the rules of version 1: /title"},
    // Of no version's rules, so that the upgrade keeps what the new rules refuse.
    {R"({"steps":"boil"})", "it breaks the rules of version 1: /steps"},
};

TEST(Versioned, IsNeverGuessed) {
  const DocumentKind kind = Recipes(2);
  for (const Refused& one : kRefused) {
    SCOPED_TRACE(one.stored);
    const Result<VersionedDocument> read = kind.Read("r1", one.stored);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().what, "recipe 'r1'");
    EXPECT_EQ(read.error().why.substr(0, std::string_view(one.why).size()), one.why);
    EXPECT_EQ(read.error().code, ErrorCode::kRefused);
  }
  EXPECT_EQ(kind.Read("r1", R"({"version":9})").error().next,
            "the known ones are 0 to 1; a newer program may have written it");
}

TEST(Versioned, SaysItsVersionWhereTheFirstIsNotZero) {
  const DocumentKind kind = Recipes(3, 1);
  EXPECT_EQ(kind.current(), 2);
  EXPECT_EQ(kind.Read("r1", "{}").error().why, "it has no version");
  EXPECT_EQ(kind.Read("r1", R"({"version":0})").error().why, "version 0 is not known");
  EXPECT_EQ(kind.Read("r1", R"({"version":1,"title":"","steps":[]})")->was, 1);
}

TEST(Versioned, IsStampedWithTheCurrentVersion) {
  const DocumentKind kind = Recipes(2);
  const auto stamped = kind.Stamp("r1", json{{"title", "Tea"}, {"steps", json::array()}});
  ASSERT_TRUE(stamped.ok());
  EXPECT_EQ(stamped->text, R"({"steps":[],"title":"Tea","version":1})");
  EXPECT_TRUE(kind.Stamp("r1", stamped->json).ok());
  EXPECT_EQ(kind.Stamp("r1", json{{"title", "Tea"}}).error().why,
            "it breaks the rules of version 1: document: \"steps\" is missing");
  EXPECT_EQ(kind.Stamp("r1", json{{"version", 0}}).error().why,
            "it says another version than 1, the current one");
  EXPECT_EQ(kind.Stamp("r1", json::array()).error().why, "it is array, not an object");
}

TEST(Versioned, NamesTheVersionWhoseSchemaIsNone) {
  constexpr DocumentVersion kBad[] = {{}, {.upgrade = NameSteps, .schema = R"({"type": "mist"})"}};
  const auto kind =
      DocumentKind::Compile({.name = "recipe", .member = "version", .versions = kBad});
  ASSERT_FALSE(kind.ok());
  EXPECT_EQ(kind.error().what.substr(0, 32), "the schema of recipe version 1: ");
}

}  // namespace
}  // namespace godwit
