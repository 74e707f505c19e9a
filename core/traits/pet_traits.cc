#include "core/traits/pet_traits.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/json/number.h"

namespace godwit {
namespace {

constexpr std::array<std::string_view, 4> kRarities = {"common", "uncommon", "rare", "legendary"};
constexpr std::array<std::string_view, 4> kPatterns = {"none", "striped", "spotted", "gradient"};
constexpr std::array<std::string_view, 5> kAccessories = {"none", "collar", "horns", "wings",
                                                          "crown"};
constexpr std::array<std::string_view, 3> kSizes = {"small", "medium", "large"};
constexpr std::array<std::string_view, 5> kExpressions = {"happy", "neutral", "curious",
                                                          "mischievous", "sleepy"};

template <typename Enum, std::size_t Size>
std::string_view Word(Enum value, const std::array<std::string_view, Size>& words) {
  return words[static_cast<std::size_t>(value)];
}

Hsl ToHsl(const ColorBits& bits) {
  return {std::bit_cast<double>(bits[0]), std::bit_cast<double>(bits[1]),
          std::bit_cast<double>(bits[2])};
}

PetTraits FromDraw(const PetDraw& draw) {
  PetTraits traits;
  traits.body_color = ToHsl(draw.body);
  traits.pattern_type = draw.pattern_type;
  if (draw.pattern_type != PetPattern::kNone) traits.pattern_color = ToHsl(draw.pattern);
  traits.accessory = draw.accessory;
  traits.body_size = draw.size;
  traits.expression = draw.expression;
  traits.rarity = draw.rarity;
  return traits;
}

using NumberWriter = std::size_t (*)(double value, char* out);

// Builds the text in a buffer of kMaxPetTraitsText bytes: the words below come to at most 190 bytes
// and the seven numbers to 32 each.
template <NumberWriter WriteValue>
class TextWriter {
 public:
  explicit TextWriter(char* out) : begin_(out), p_(out) {}

  std::size_t Write(const PetTraits& traits) {
    Put("{\"bodyColor\":");
    Color(traits.body_color);
    Put(",\"patternType\":\"");
    Put(PetWord(traits.pattern_type));
    if (traits.pattern_type != PetPattern::kNone) {
      Put("\",\"patternColor\":");
      Color(traits.pattern_color);
      Put(",\"accessory\":\"");
    } else {
      Put("\",\"accessory\":\"");
    }
    Put(PetWord(traits.accessory));
    Put("\",\"bodySize\":\"");
    Put(PetWord(traits.body_size));
    Put("\",\"expression\":\"");
    Put(PetWord(traits.expression));
    Put("\",\"rarity\":\"");
    Put(PetWord(traits.rarity));
    Put("\",\"traitVersion\":");
    if (traits.trait_version == 1) {
      Put("1");
    } else {
      Number(static_cast<double>(traits.trait_version));
    }
    Put("}");
    return static_cast<std::size_t>(p_ - begin_);
  }

 private:
  void Put(std::string_view text) { p_ = std::copy(text.begin(), text.end(), p_); }
  void Number(double value) { p_ += WriteValue(value, p_); }
  void Color(const Hsl& color) {
    Put("{\"h\":");
    Number(color.h);
    Put(",\"s\":");
    Number(color.s);
    Put(",\"l\":");
    Number(color.l);
    Put("}");
  }

  char* begin_;
  char* p_;
};

std::size_t WriteText(const PetTraits& traits, char* out) {
  return TextWriter<&WriteNumber>(out).Write(traits);
}

}  // namespace

std::string_view PetWord(PetRarity rarity) { return Word(rarity, kRarities); }
std::string_view PetWord(PetPattern pattern) { return Word(pattern, kPatterns); }
std::string_view PetWord(PetAccessory accessory) { return Word(accessory, kAccessories); }
std::string_view PetWord(PetSize size) { return Word(size, kSizes); }
std::string_view PetWord(PetExpression expression) { return Word(expression, kExpressions); }

PetTraits MakePetTraits(std::string_view id) {
  SeedRandom rng(id);
  return FromDraw(DrawPet(rng));
}

void AppendPetTraits(const PetTraits& traits, std::string& out) {
  std::array<char, kMaxPetTraitsText> text;
  out.append(text.data(), WriteText(traits, text.data()));
}

std::string PetTraitsText(std::string_view id) {
  std::array<char, kMaxPetTraitsText> text;
  return {text.data(), WritePetTraitsText(id, text.data())};
}

std::size_t WritePetTraitsText(std::string_view id, char* out) {
  return WriteText(MakePetTraits(id), out);
}

void PetTraitsTexts(std::span<const std::string_view> ids,
                    const std::function<void(std::size_t index, std::string_view text)>& sink) {
  constexpr std::size_t kBatch = 8;
  std::array<SeedKey, kBatch> keys;
  std::array<SeedRandom, kBatch> generators;
  std::array<char, kMaxPetTraitsText> text;
  for (std::size_t first = 0; first < ids.size(); first += kBatch) {
    const std::size_t count = std::min(kBatch, ids.size() - first);
    for (std::size_t i = 0; i < count; ++i) MakeSeedKey(ids[first + i], keys[i]);
    SeedRandom::SeedMany({keys.data(), count}, {generators.data(), count});
    for (std::size_t i = 0; i < count; ++i) {
      const PetTraits traits = FromDraw(DrawPet(generators[i]));
      sink(first + i, {text.data(), WriteText(traits, text.data())});
    }
  }
}

StoredPetTraits ClassifyPetTraits(std::string_view id, std::string_view stored) {
  const PetTraits traits = MakePetTraits(id);
  std::array<char, kMaxPetTraitsText> text;
  if (stored == std::string_view(text.data(), WriteText(traits, text.data()))) {
    return StoredPetTraits::kExact;
  }
  const std::size_t rounded = TextWriter<&WriteNumber16>(text.data()).Write(traits);
  if (stored == std::string_view(text.data(), rounded)) return StoredPetTraits::kSixteenDigits;
  return StoredPetTraits::kOther;
}

std::string_view StoredPetTraitsWord(StoredPetTraits form) {
  switch (form) {
    case StoredPetTraits::kExact:
      return "exact";
    case StoredPetTraits::kSixteenDigits:
      return "16-digit";
    case StoredPetTraits::kOther:
      break;
  }
  return "other";
}

std::string PetTraitsText16(std::string_view id) {
  std::array<char, kMaxPetTraitsText> text;
  return {text.data(), TextWriter<&WriteNumber16>(text.data()).Write(MakePetTraits(id))};
}

}  // namespace godwit
