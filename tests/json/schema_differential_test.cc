// The compiled validator against valijson on thousands of damaged documents: the same verdict,
// always.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "core/json/schema.h"
#include "core/traits/pet_traits.h"
#include "core/traits/seedrandom.h"

namespace godwit {
namespace {

using Json = nlohmann::ordered_json;

class Oracle {
 public:
  explicit Oracle(std::string_view schema_text) {
    const nlohmann::json schema = nlohmann::json::parse(schema_text, nullptr, false);
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(schema),
                                            schema_);
  }

  bool Accepts(const std::string& text) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    return !json.is_discarded() &&
           validator_.validate(schema_, valijson::adapters::NlohmannJsonAdapter(json), nullptr);
  }

 private:
  valijson::Schema schema_;
  valijson::Validator validator_;
};

// Damages documents by chance, from a fixed seed.
class Mutator {
 public:
  explicit Mutator(std::string_view seed) : rng_(seed) {}

  std::size_t Below(std::size_t limit) {
    return static_cast<std::size_t>(static_cast<std::uint32_t>(rng_.Int32())) % limit;
  }

  // One place of the document is replaced, removed, renamed, doubled or wrapped.
  void Mutate(Json& json) {
    std::vector<std::function<void()>> changes;
    Collect(json, changes);
    changes[Below(changes.size())]();
  }

 private:
  // Integers as decimals (1.0, 1e21) are left out: valijson calls them no integers, draft 7 and we
  // do.
  Json Value() {
    static const std::vector<Json> kValues = {nullptr,
                                              true,
                                              false,
                                              0,
                                              1,
                                              -1,
                                              360,
                                              361,
                                              100,
                                              100.5,
                                              -0.25,
                                              1e-9,
                                              99.999999999999986,
                                              2,
                                              7,
                                              123456.75,
                                              "",
                                              "none",
                                              "striped",
                                              "happy",
                                              "x",
                                              "common",
                                              "한강",
                                              "🐾🐾",
                                              "a-long-string-of-characters",
                                              Json::array(),
                                              Json::array({1, 2, 1}),
                                              Json::object(),
                                              Json{{"h", 1}, {"s", 2}, {"l", 3}},
                                              Json{{"h", 1}}};
    return kValues[Below(kValues.size())];
  }

  std::string Key() {
    static const std::vector<std::string> kKeys = {
        "h", "s", "l", "patternColor", "patternType", "rarity", "extra", "a", "b", "c", "x-1", ""};
    return kKeys[Below(kKeys.size())];
  }

  void Collect(Json& json, std::vector<std::function<void()>>& changes) {
    changes.push_back([this, &json] { json = Value(); });
    changes.push_back([&json] { json = Json::array({json}); });
    if (json.is_object()) {
      changes.push_back([this, &json] { json[Key()] = Value(); });
      for (auto& member : json.items()) {
        changes.push_back([&json, key = member.key()] { json.erase(key); });
        changes.push_back([this, &json, key = member.key()] {
          Json value = json[key];
          json.erase(key);
          json[Key()] = std::move(value);
        });
      }
    }
    if (json.is_array()) {
      changes.push_back([this, &json] { json.push_back(Value()); });
      if (!json.empty()) {
        changes.push_back([this, &json] { json.erase(Below(json.size())); });
        changes.push_back([this, &json] { json.push_back(Json(json[Below(json.size())])); });
      }
    }
    if (json.is_structured()) {
      for (Json& child : json) Collect(child, changes);
    }
  }

  SeedRandom rng_;
};

// Both ways of asking, and the oracle. Returns the verdict.
bool Agree(const Validator& validator, Oracle& oracle, const std::string& text) {
  const bool expected = oracle.Accepts(text);
  EXPECT_EQ(validator.Accepts(text), expected) << text;
  const auto violations = validator.Violations(text);
  EXPECT_EQ(violations.empty(), expected)
      << text << "\n"
      << (violations.empty() ? "" : Describe(violations.front()));
  return expected;
}

TEST(SchemaDifferential, PetTraits) {
  Oracle oracle(PetTraitsSchema());
  Mutator mutator("pet traits");
  int accepted = 0;
  constexpr int kDocuments = 6000;
  for (int i = 0; i < kDocuments && !::testing::Test::HasFailure(); ++i) {
    Json json = Json::parse(PetTraitsText("differential-" + std::to_string(i)), nullptr, false);
    for (std::size_t n = mutator.Below(3) + (i % 10 == 0 ? 0U : 1U); n > 0; --n) {
      mutator.Mutate(json);
    }
    accepted += Agree(PetTraitsValidator(), oracle, json.dump()) ? 1 : 0;
  }
  // Neither side of the verdict is rare.
  EXPECT_GT(accepted, kDocuments / 50);
  EXPECT_LT(accepted, kDocuments / 2);
}

// Schemas that use every keyword, alone and inside each other.
constexpr std::string_view kSchemas[] = {
    R"({"type":["object","array"],"minProperties":1,"maxProperties":4,"propertyNames":{"maxLength":8},
        "properties":{"a":{"type":"string","minLength":1,"maxLength":5},
                      "b":{"enum":[1,"x",null,[1,2,1],{"h":1}]},
                      "c":{"multipleOf":0.5,"exclusiveMaximum":100}},
        "additionalProperties":{"type":["number","string","array"]},
        "minItems":1,"maxItems":3,"uniqueItems":true})",
    R"({"anyOf":[{"required":["a"],"properties":{"a":{"type":"object"}}},
                 {"required":["b"],"additionalProperties":{"type":"number"}},
                 {"type":"array","contains":{"const":1}}],
        "not":{"required":["extra"]}})",
    R"({"oneOf":[{"properties":{"a":{"type":"number"}},"required":["a"]},
                 {"properties":{"b":{"type":"number"}},"required":["b"]},
                 {"type":"array","items":[{"type":"number"},{"type":"string"}],
                  "additionalItems":{"type":"null"}}],
        "dependencies":{"a":["c"],"b":{"properties":{"c":{"type":"string"}}}}})",
    R"({"$ref":"#/definitions/tree","definitions":{"tree":{
        "if":{"type":"array"},
        "then":{"items":{"$ref":"#/definitions/tree"},"maxItems":3},
        "else":{"if":{"type":"object"},
                "then":{"additionalProperties":{"$ref":"#/definitions/tree"},"maxProperties":3},
                "else":{"not":{"type":["boolean","null"]},"allOf":[{"minimum":-0.5},
                        {"not":{"const":"x"}},{"maxLength":7}]}}}}})",
    R"({"patternProperties":{"^x-":{"type":"number"},"[bc]":{"minimum":0}},
        "properties":{"a":{"contains":{"type":"number"}},"c":true},
        "additionalProperties":false})",
};

TEST(SchemaDifferential, EveryKeyword) {
  for (const std::string_view schema : kSchemas) {
    const auto validator = Validator::Compile(schema);
    ASSERT_TRUE(validator.ok()) << schema << Describe(validator.error());
    Oracle oracle(schema);
    Mutator mutator(schema);
    int accepted = 0;
    constexpr int kDocuments = 3000;
    for (int i = 0; i < kDocuments && !::testing::Test::HasFailure(); ++i) {
      Json json = {{"a", {1, 2}}, {"b", 1}, {"c", "x"}};
      if (i % 3 == 1) json = Json::array({1, "x"});
      if (i % 3 == 2) json = {{"b", 1}, {"x-1", 2}};
      for (std::size_t n = mutator.Below(5); n > 0; --n) mutator.Mutate(json);
      accepted += Agree(*validator, oracle, json.dump()) ? 1 : 0;
    }
    EXPECT_GT(accepted, kDocuments / 50) << schema;
    EXPECT_LT(accepted, kDocuments * 49 / 50) << schema;
  }
}

// Texts cut and spliced at random are JSON for both parsers or for neither.
TEST(SchemaDifferential, StrictJsonAgreesWithTheParser) {
  Mutator mutator("bytes");
  static constexpr std::string_view kBytes = "{}[]\",:\\0123456789.eE+-tfnul \n\tx\xc3\xa9\xed\x80";
  int accepted = 0;
  for (int i = 0; i < 30000; ++i) {
    std::string text = i % 2 == 0 ? R"({"a":[1,-2.5e3,true,null,"x\n\u00e9"],"b":{"é":"🐾"}})"
                                  : R"([0.1,"\ud83d\udc3e",{"k":[]},1e5 ])";
    for (std::size_t n = mutator.Below(3) + 1; n > 0; --n) {
      const std::size_t at = mutator.Below(text.size());
      const char byte = kBytes[mutator.Below(kBytes.size())];
      switch (mutator.Below(3)) {
        case 0:
          text[at] = byte;
          break;
        case 1:
          text.insert(at, 1, byte);
          break;
        default:
          text.erase(at, 1);
      }
    }
    const bool expected = nlohmann::json::accept(text);
    const bool actual = StrictJson().Accepts(text);
    // Ours refuses doubled keys and numbers beyond doubles on top.
    const auto violations = StrictJson().Violations(text);
    const bool known = !expected || actual ||
                       violations.front().message.find("twice") != std::string::npos ||
                       violations.front().message.find("too large") != std::string::npos;
    ASSERT_TRUE(known) << text << Describe(violations.front());
    ASSERT_FALSE(actual && !expected) << text;
    accepted += actual ? 1 : 0;
  }
  EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace godwit
