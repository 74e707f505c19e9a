// The compiled validator against the packaged JSON Schema test suite (draft 7).
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/json/schema.h"

namespace godwit {
namespace {

using Json = nlohmann::json;

// Files without optional/: what lies there is annotation here (format, content) or a choice that
// schema.h writes down and schema_test.cc tests (1.0 is an integer, the subset of patterns).
constexpr std::string_view kSuite = "/usr/share/json-schema-test-suite/tests/draft7";

// Groups whose schema is refused when compiled, and why that is right.
const std::map<std::string, std::string> kRefused = {
    {"definitions.json/valid definition", "refers to the meta-schema on the net"},
    {"definitions.json/invalid definition", "refers to the meta-schema on the net"},
    {"ref.json/escaped pointer ref", "keeps schemas under names that are no keywords"},
    {"ref.json/remote ref, containing refs itself", "refers to the meta-schema on the net"},
    {"ref.json/ref overrides any sibling keywords", "keywords beside $ref mean nothing"},
    {"ref.json/Recursive references between schemas", "refers by $id, not by place"},
    {"refRemote.json/remote ref", "other documents are not fetched"},
    {"refRemote.json/fragment within remote ref", "other documents are not fetched"},
    {"refRemote.json/ref within remote ref", "other documents are not fetched"},
    {"refRemote.json/base URI change", "other documents are not fetched"},
    {"refRemote.json/base URI change - change folder", "other documents are not fetched"},
    {"refRemote.json/base URI change - change folder in subschema",
     "other documents are not fetched"},
    {"refRemote.json/root ref in remote ref", "other documents are not fetched"},
};

Json Read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return Json::parse(stream, nullptr, false);
}

TEST(SchemaSuite, EveryCaseOfDraft7) {
  ASSERT_TRUE(std::filesystem::is_directory(kSuite))
      << "the package json-schema-test-suite is missing";
  std::size_t cases = 0;
  std::map<std::string, std::string> refused;
  for (const auto& file : std::filesystem::directory_iterator(kSuite)) {
    if (file.path().extension() != ".json") continue;
    for (const Json& group : Read(file.path())) {
      const std::string name =
          file.path().filename().string() + '/' + group["description"].get<std::string>();
      const auto validator = Validator::Compile(group["schema"].dump());
      if (!validator.ok()) {
        refused[name] = Describe(validator.error());
        EXPECT_TRUE(kRefused.contains(name)) << name << ": " << refused[name];
        continue;
      }
      for (const Json& test : group["tests"]) {
        const std::string text = test["data"].dump();
        const bool valid = test["valid"].get<bool>();
        ++cases;
        EXPECT_EQ(validator->Accepts(text), valid) << name << ": " << test["description"];
        EXPECT_EQ(validator->Violations(text).empty(), valid)
            << name << ": " << test["description"];
      }
    }
  }
  EXPECT_GT(cases, 380U);
  for (const auto& [name, reason] : kRefused) {
    EXPECT_TRUE(refused.contains(name)) << name << " is not refused any more: " << reason;
  }
}

}  // namespace
}  // namespace godwit
