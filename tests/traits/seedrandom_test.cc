// seedrandom's default generator against vectors made by running npm seedrandom 3.0.5.
#include "core/traits/seedrandom.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/test_path.h"

namespace godwit {
namespace {

using Json = nlohmann::json;

Json Vectors() {
  std::ifstream stream(TestPath("data/traits/seedrandom.json"));
  return Json::parse(stream, nullptr, false);
}

std::string HexBits(std::uint64_t bits) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; bits >>= 4) text[i] = "0123456789abcdef"[bits & 15];
  return text;
}

std::string HexBits(double value) { return HexBits(std::bit_cast<std::uint64_t>(value)); }

// The seed's UTF-16 code units; `u16` in the file is their big-endian hex.
std::u16string Units(const Json& vector) {
  std::u16string units;
  if (!vector.contains("u16")) {
    for (const char c : vector["seed"].get<std::string>()) units += static_cast<char16_t>(c);
    return units;
  }
  const auto hex = vector["u16"].get<std::string>();
  for (std::size_t i = 0; i + 4 <= hex.size(); i += 4) {
    units += static_cast<char16_t>(std::stoul(hex.substr(i, 4), nullptr, 16));
  }
  return units;
}

TEST(SeedRandom, Vectors) {
  const Json file = Vectors();
  ASSERT_EQ(file["vectors"].size(), 20U);
  for (const Json& vector : file["vectors"]) {
    const std::string id = vector["id"];
    const std::u16string units = Units(vector);
    ASSERT_EQ(units.size(), vector["len"].get<std::size_t>()) << id;
    SeedRandom rng(units);
    SeedRandom words(units);
    SeedRandom quick(units);
    for (std::size_t i = 0; i < 8; ++i) {
      EXPECT_EQ(HexBits(rng.NextBits()), vector["rng"][i].get<std::string>()) << id;
      EXPECT_EQ(words.Int32(), vector["int32"][i].get<std::int32_t>()) << id;
      EXPECT_EQ(HexBits(quick.Quick()), vector["quick"][i].get<std::string>()) << id;
    }
    for (int i = 8; i < 9999; ++i) rng.NextBits();
    EXPECT_EQ(HexBits(rng.Next()), vector["rng10000"].get<std::string>()) << id;
  }
}

TEST(SeedRandom, CallsOfEveryKindShareOneStream) {
  const Json file = Vectors();
  for (const Json& vector : file["vectors"]) {
    SeedRandom rng(Units(vector));
    for (std::size_t i = 0; i < 8; ++i) {
      const Json& expected = vector["mix"][i];
      if (i % 4 == 1) {
        EXPECT_EQ(rng.Int32(), expected.get<std::int32_t>());
      } else if (i % 4 == 2) {
        EXPECT_EQ(HexBits(rng.Quick()), expected.get<std::string>());
      } else {
        EXPECT_EQ(HexBits(rng.NextBits()), expected.get<std::string>());
      }
    }
  }
}

// Seeds that are no strings are turned into strings by the original; `equiv` says which.
TEST(SeedRandom, TypedSeeds) {
  const Json file = Vectors();
  for (const Json& typed : file["typed"]) {
    SeedRandom rng(typed["equiv"].get<std::string>());
    EXPECT_EQ(HexBits(rng.NextBits()), typed["rng0"].get<std::string>()) << typed["expr"];
  }
}

TEST(SeedRandom, Utf8IsReadAsCodeUnits) {
  const struct {
    std::string_view utf8;
    std::u16string_view units;
  } rows[] = {
      {"", u""},
      {"한강", u"한강"},
      {"é", u"\u00e9"},
      {"🐾x", u"🐾x"},
      {std::string_view("a\0b", 3), std::u16string_view(u"a\0b", 3)},
      {"\xef\xbf\xbf", u"\uffff"},
      // Lone surrogates as WTF-8, and a pair written as two of them.
      {"\xed\xa0\xbd!", std::u16string_view(u"\xd83d!")},
      {"\xed\xa0\xbd\xed\xb0\xbe", std::u16string_view(u"\xd83d\xdc3e")},
      // Malformed bytes are what a decoder makes of them.
      {"a\xff\xc3", u"a\ufffd\ufffd"},
  };
  for (const auto& row : rows) {
    SeedRandom utf8(row.utf8);
    SeedRandom utf16(row.units);
    EXPECT_EQ(utf8.NextBits(), utf16.NextBits()) << row.utf8;
  }
}

// Properties of the original, kept: they are why ids must not be short and periodic.
TEST(SeedRandom, KnownCollisions) {
  EXPECT_EQ(SeedRandom("ab").NextBits(), SeedRandom("abab").NextBits());
  EXPECT_EQ(SeedRandom("").NextBits(), SeedRandom(std::string_view("\0", 1)).NextBits());
  EXPECT_EQ(SeedRandom("\xc4\x81").NextBits(), SeedRandom("\x01").NextBits());
  EXPECT_NE(SeedRandom("ab").NextBits(), SeedRandom("ba").NextBits());
}

TEST(SeedRandom, ManyAtOnceAreTheSame) {
  for (const std::size_t count : {0, 1, 7, 8, 9, 29}) {
    std::vector<std::string> seeds;
    std::vector<SeedKey> keys(count);
    for (std::size_t i = 0; i < count; ++i) {
      seeds.push_back(std::string(i * 37, 'x') + std::to_string(i));
      MakeSeedKey(seeds[i], keys[i]);
    }
    std::vector<SeedRandom> many(count);
    SeedRandom::SeedMany(keys, many);
    for (std::size_t i = 0; i < count; ++i) {
      SeedRandom one(seeds[i]);
      for (int draw = 0; draw < 100; ++draw) ASSERT_EQ(many[i].NextBits(), one.NextBits());
    }
  }
}

}  // namespace
}  // namespace godwit
