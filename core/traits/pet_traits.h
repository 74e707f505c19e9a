// Pets' looks: made from an id, written as the exact JSON text, read back, classified.
//
// The text is compact JSON, keys in a fixed order, numbers as ECMAScript writes them: the bytes
// equal JSON.stringify's of the original application. The same id gives the same bytes on every
// machine.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/json/schema.h"
#include "core/traits/pet_draw.h"

namespace godwit {

// h 0..360, s and l 0..100, bounds included.
struct Hsl {
  double h = 0;
  double s = 0;
  double l = 0;
  bool operator==(const Hsl&) const = default;
};

struct PetTraits {
  Hsl body_color;
  PetPattern pattern_type = PetPattern::kNone;
  Hsl pattern_color;  // absent in the text, and zero here, when pattern_type is kNone
  PetAccessory accessory = PetAccessory::kNone;
  PetSize body_size = PetSize::kMedium;
  PetExpression expression = PetExpression::kHappy;
  PetRarity rarity = PetRarity::kCommon;
  std::int64_t trait_version = 1;
  bool operator==(const PetTraits&) const = default;
};

// "common", "striped", "wings", "medium", "happy": the words of the text.
std::string_view PetWord(PetRarity rarity);
std::string_view PetWord(PetPattern pattern);
std::string_view PetWord(PetAccessory accessory);
std::string_view PetWord(PetSize size);
std::string_view PetWord(PetExpression expression);

// How many of 100 pets are expected to have each rarity, in the enum's order.
inline constexpr std::array<int, 4> kPetRarityPercent = {70, 20, 8, 2};

// No trait text is longer.
inline constexpr std::size_t kMaxPetTraitsText = 512;

// The traits of the pet with this id. Ids are UTF-8; see seedrandom.h for lone surrogates.
PetTraits MakePetTraits(std::string_view id);

// The JSON text of traits.
void AppendPetTraits(const PetTraits& traits, std::string& out);

// MakePetTraits as text.
std::string PetTraitsText(std::string_view id);
// Writes at `out` (room for kMaxPetTraitsText) and returns the length; no allocation.
std::size_t WritePetTraitsText(std::string_view id, char* out);
// The texts of many ids, in order, handed to `sink` one after the other; each text is valid during
// its call. About twice as fast as one by one.
void PetTraitsTexts(std::span<const std::string_view> ids,
                    const std::function<void(std::size_t index, std::string_view text)>& sink);

// What a stored text is, measured against the text that the id gives.
enum class StoredPetTraits : std::uint8_t {
  kExact,          // equal byte for byte
  kSixteenDigits,  // every number rounded to 16 significant digits, as one ORM writes them
  kOther,
};
StoredPetTraits ClassifyPetTraits(std::string_view id, std::string_view stored);
// "exact", "16-digit", "other".
std::string_view StoredPetTraitsWord(StoredPetTraits form);
// The text that an ORM which rounds to 16 digits stores for this id.
std::string PetTraitsText16(std::string_view id);

// The rules of a trait text as JSON Schema (draft 7): the bytes of
// migrations/pets/schemas/pet-traits.schema.json, and their compiled form.
std::string_view PetTraitsSchema();
const Validator& PetTraitsValidator();

// The traits in a stored text; an error names every rule that it breaks.
Result<PetTraits> ParsePetTraits(std::string_view text);

// A read that never fails.
struct PetTraitsReading {
  PetTraits traits;
  // Empty when the stored text was used; else it names the pet and says why its traits were made
  // from its id again.
  std::string warning;
};
// `stored` is nullopt when the column is NULL.
PetTraitsReading ReadPetTraits(std::string_view id, std::optional<std::string_view> stored);

}  // namespace godwit
