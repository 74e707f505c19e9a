// Pet traits against the original application's generator, and stored texts read back.
#include "core/traits/pet_traits.h"

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/sha256.h"
#include "core/json/canonical.h"
#include "core/json/string.h"
#include "tests/test_path.h"

namespace godwit {
namespace {

using Json = nlohmann::json;

std::string DataPath(const std::string& name) { return TestPath("data/traits/" + name); }

Json ReadJson(const std::string& name) {
  std::ifstream stream(DataPath(name));
  return Json::parse(stream, nullptr, false);
}

TEST(PetTraits, EveryLineOfTheVectors) {
  std::ifstream stream(DataPath("pet-traits.jsonl"));
  std::map<std::string, int> rarities;
  int lines = 0;
  for (std::string line; std::getline(stream, line);) {
    const Json row = Json::parse(line, nullptr, false);
    const std::string id = row["id"];
    const std::string text = PetTraitsText(id);
    EXPECT_EQ(text, row["traits"].get<std::string>()) << id;
    EXPECT_TRUE(PetTraitsValidator().Accepts(text)) << id;
    if (++lines <= 92) ++rarities[std::string(PetWord(MakePetTraits(id).rarity))];
  }
  EXPECT_EQ(lines, 104);
  const std::map<std::string, int> expected = {
      {"common", 61}, {"uncommon", 22}, {"rare", 7}, {"legendary", 2}};
  EXPECT_EQ(rarities, expected);
}

// The hard seeds of seedrandom's vectors: lone surrogates, lengths around 256, 1,000 characters.
TEST(PetTraits, HardSeeds) {
  std::map<std::string, std::string> ids;
  const Json seeds = ReadJson("seedrandom.json");
  for (const Json& vector : seeds["vectors"]) {
    std::string id;
    if (vector.contains("u16")) {
      std::string quoted = "\"";
      const auto hex = vector["u16"].get<std::string>();
      for (std::size_t i = 0; i < hex.size(); i += 4) quoted += "\\u" + hex.substr(i, 4);
      id = ParseJsonString(quoted + '"').value();
    } else {
      id = vector["seed"];
    }
    ids[vector["id"]] = id;
  }
  const Json bulk = ReadJson("pet-traits-bulk.json");
  ASSERT_EQ(bulk["vectors"].size(), 20U);
  for (const Json& vector : bulk["vectors"]) {
    ASSERT_TRUE(ids.contains(vector["id"]));
    EXPECT_EQ(PetTraitsText(ids[vector["id"]]), vector["json"].get<std::string>()) << vector["id"];
  }
}

TEST(PetTraits, HundredThousandIds) {
  Sha256 hash;
  std::vector<std::string> ids;
  for (int i = 0; i < 100000; ++i) ids.push_back("pet-" + std::to_string(i));
  const std::vector<std::string_view> views(ids.begin(), ids.end());
  std::size_t next = 0;
  PetTraitsTexts(views, [&](std::size_t index, std::string_view text) {
    EXPECT_EQ(index, next++);
    hash.Update(text);
    hash.Update("\n");
  });
  EXPECT_EQ(next, ids.size());
  EXPECT_EQ(Hex(hash.Finish()), "cf0e9fcaec445524d2fcbd7eae0d9d607cebd5560ad8008e4338df220994dd39");
}

TEST(PetTraits, BulkDigests) {
  const Json file = ReadJson("pet-traits-bulk.json");
  ASSERT_EQ(file["bulk"].size(), 2U);
  for (const Json& bulk : file["bulk"]) {
    Sha256 text_hash;
    Sha256 canonical_hash;
    Sha256 rounded_hash;
    std::map<std::string, int> rarities;
    const int from = bulk["from"];
    for (int i = from; i < from + bulk["count"].get<int>(); ++i) {
      const std::string id = bulk["prefix"].get<std::string>() + std::to_string(i);
      const std::string text = PetTraitsText(id);
      text_hash.Update(text + '\n');
      canonical_hash.Update(*CanonicalJson(Json::parse(text, nullptr, false)) + '\n');
      rounded_hash.Update(PetTraitsText16(id) + '\n');
      ++rarities[std::string(PetWord(MakePetTraits(id).rarity))];
    }
    EXPECT_EQ(Hex(text_hash.Finish()), bulk["sha256_insertion_order_lines"].get<std::string>());
    EXPECT_EQ(Hex(canonical_hash.Finish()), bulk["sha256_jcs_lines"].get<std::string>());
    EXPECT_EQ(Hex(rounded_hash.Finish()), bulk["sha256_prisma7_16digit_lines"].get<std::string>());
    EXPECT_EQ(Json(rarities), bulk["rarity"]);
  }
}

TEST(PetTraits, TextIsReadBackExactly) {
  for (int i = 0; i < 2000; ++i) {
    const std::string id = "read-back-" + std::to_string(i);
    const PetTraits traits = MakePetTraits(id);
    const auto read = ParsePetTraits(PetTraitsText(id));
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, traits) << id;
    std::string text;
    AppendPetTraits(*read, text);
    EXPECT_EQ(text, PetTraitsText(id));
  }
}

TEST(PetTraits, ClassifiesStoredTexts) {
  const std::string id = "e293de7b-3077-4612-aa58-02f20d258448";
  const std::string text = PetTraitsText(id);
  std::string spaced = text;
  spaced.insert(1, " ");
  const struct {
    std::string stored;
    std::string_view word;
  } rows[] = {
      {text, "exact"},
      {PetTraitsText16(id), "16-digit"},
      {PetTraitsText("another"), "other"},
      {PetTraitsText16("another"), "other"},
      {spaced, "other"},
      {text + "\n", "other"},
      {"null", "other"},
      {"", "other"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(StoredPetTraitsWord(ClassifyPetTraits(id, row.stored)), row.word) << row.stored;
  }
  EXPECT_NE(text, PetTraitsText16(id));
}

// `{"bodyColor": …}` of a valid text with one part exchanged.
std::string Changed(std::string_view from, std::string_view to) {
  std::string text = PetTraitsText("e293de7b-3077-4612-aa58-02f20d258448");
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(PetTraits, RulesAreReportedByPointer) {
  const struct {
    std::string text, why;
  } rows[] = {
      {Changed(R"("h":245.35474782766636)", R"("h":400)"), "/bodyColor/h: 400 is above 360"},
      {Changed(R"("s":64.3932841243653)", R"("s":-1e-9)"), "/bodyColor/s: -1e-9 is below 0"},
      {Changed(R"("l":56.911465971595675)", R"("l":"5")"),
       "/patternColor/l: must be a number, is a string"},
      {Changed(R"("patternType":"gradient")", R"("patternType":"tartan")"),
       R"(/patternType: "tartan" is none of "none", "striped", "spotted", "gradient")"},
      {Changed(R"("patternType":"gradient")", R"("patternType":"none")"),
       "/patternColor: no value is allowed here"},
      {Changed(R"("patternColor")", R"("patternHue")"),
       R"(/patternHue: this key is not allowed; document: "patternColor" is missing)"},
      {Changed(R"(,"rarity":"uncommon")", ""), R"(document: "rarity" is missing)"},
      {Changed(R"("traitVersion":1)", R"("traitVersion":0)"), "/traitVersion: 0 is below 1"},
      {Changed(R"("traitVersion":1)", R"("traitVersion":1.5)"),
       "/traitVersion: must be an integer, is 1.5"},
      {Changed(R"("traitVersion":1)", R"("traitVersion":1,"traitVersion":1)"),
       "/traitVersion: the key appears twice"},
      {"null", "document: must be an object, is null"},
      {"[]", "document: must be an object, is an array"},
  };
  for (const auto& row : rows) {
    const auto parsed = ParsePetTraits(row.text);
    ASSERT_FALSE(parsed.ok()) << row.text;
    EXPECT_EQ(parsed.error().why, row.why) << row.text;
  }
}

TEST(PetTraits, TolerantReadNeverFails) {
  const std::string id = "pet\n1";
  const std::string begin = R"(pet "pet\n1": )";
  const std::string end = "; made again from its id";
  const struct {
    std::string stored;
    std::string why;
  } rows[] = {
      {"null", "it is null, not an object"},
      {"17", "it is number, not an object"},
      {"[1]", "it is array, not an object"},
      {"{",
       "it is broken text: document: the text is not JSON: it ends early at byte 1, a "
       "key in double quotes was expected"},
      {"",
       "it is broken text: document: the text is not JSON: it ends early at byte 0, a "
       "value was expected"},
      {"{}", "it has no traitVersion"},
      {R"({"traitVersion":2})", "traitVersion 2 is not known"},
      {R"({"traitVersion":"1"})", "traitVersion \"1\" is not known"},
      {Changed(R"("h":245.35474782766636)", R"("h":400)"),
       "it breaks the rules of version 1: /bodyColor/h: 400 is above 360"},
  };
  EXPECT_EQ(ReadPetTraits(id, std::nullopt).warning, begin + "it has no traits yet" + end);
  for (const auto& row : rows) {
    const PetTraitsReading reading = ReadPetTraits(id, row.stored);
    EXPECT_EQ(reading.warning, begin + "its traits cannot be used: " + row.why + end);
    EXPECT_EQ(reading.traits, MakePetTraits(id));
  }
  // Valid traits are used as they are stored, also when the id would give others.
  const PetTraitsReading reading = ReadPetTraits(id, PetTraitsText("another"));
  EXPECT_EQ(reading.warning, "");
  EXPECT_EQ(reading.traits, MakePetTraits("another"));
}

TEST(PetTraits, RaritiesAddUp) {
  int sum = 0;
  for (const int percent : kPetRarityPercent) sum += percent;
  EXPECT_EQ(sum, 100);
}

}  // namespace
}  // namespace godwit
