// Old visual traits beside new ones. The rule stands in pets.h.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/samples/pet_rows.h"
#include "core/samples/pets.h"

namespace godwit {
namespace {

constexpr std::string_view kSelectVisualTraits = R"(
SELECT "Pet"."id", "Pet"."name", "Pet"."traits", "Trait"."traitName"
FROM "Pet"
JOIN "PetTrait" ON "PetTrait"."petId" = "Pet"."id"
JOIN "Trait" ON "Trait"."id" = "PetTrait"."traitId"
WHERE "Trait"."traitType" = 'visual' AND "Pet"."traits" IS NOT NULL
ORDER BY "Pet"."id", "Trait"."traitName"
)";

struct FeatureValue {
  std::string_view word;  // in a trait's name
  PetFeature feature;
  std::string_view value;  // in the trait object
};

constexpr std::array kFeatureValues = {
    FeatureValue{"plain", PetFeature::kPattern, "none"},
    FeatureValue{"striped", PetFeature::kPattern, "striped"},
    FeatureValue{"spotted", PetFeature::kPattern, "spotted"},
    FeatureValue{"gradient", PetFeature::kPattern, "gradient"},
    FeatureValue{"collar", PetFeature::kAccessory, "collar"},
    FeatureValue{"horns", PetFeature::kAccessory, "horns"},
    FeatureValue{"wings", PetFeature::kAccessory, "wings"},
    FeatureValue{"crown", PetFeature::kAccessory, "crown"},
    FeatureValue{"small", PetFeature::kSize, "small"},
    FeatureValue{"medium", PetFeature::kSize, "medium"},
    FeatureValue{"large", PetFeature::kSize, "large"},
    FeatureValue{"happy", PetFeature::kExpression, "happy"},
    FeatureValue{"neutral", PetFeature::kExpression, "neutral"},
    FeatureValue{"curious", PetFeature::kExpression, "curious"},
    FeatureValue{"mischievous", PetFeature::kExpression, "mischievous"},
    FeatureValue{"sleepy", PetFeature::kExpression, "sleepy"},
};

constexpr std::array kFeatures = {PetFeature::kPattern, PetFeature::kAccessory, PetFeature::kSize,
                                  PetFeature::kExpression};

std::string_view StoredWord(const PetTraits& traits, PetFeature feature) {
  switch (feature) {
    case PetFeature::kPattern:
      return PetWord(traits.pattern_type);
    case PetFeature::kAccessory:
      return PetWord(traits.accessory);
    case PetFeature::kSize:
      return PetWord(traits.body_size);
    case PetFeature::kExpression:
      return PetWord(traits.expression);
  }
  return "";
}

char LowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Letters are ASCII's and every byte beyond: a word in another script stays whole.
bool IsLetter(char c) {
  return (LowerAscii(c) >= 'a' && LowerAscii(c) <= 'z') || (static_cast<unsigned char>(c) & 0x80);
}

bool HasWord(std::string_view name, std::string_view word) {
  const auto same = [](char a, char b) { return LowerAscii(a) == b; };
  for (std::size_t at = 0; at < name.size();) {
    std::size_t end = at;
    while (end < name.size() && IsLetter(name[end])) ++end;
    const std::string_view candidate = name.substr(at, end - at);
    if (std::ranges::equal(candidate, word, same)) return true;
    at = end + 1;
  }
  return false;
}

// One pet's visual traits, gathered from the rows that follow each other.
struct VisualPet {
  std::string id;
  std::string name;
  std::string traits;
  std::vector<std::string> trait_names;
};

void Compare(const VisualPet& pet, std::vector<VisualDisagreement>& out) {
  const Result<PetTraits> traits = ParsePetTraits(pet.traits);
  if (!traits.ok()) return;
  for (const PetFeature feature : kFeatures) {
    VisualDisagreement found{.pet_id = pet.id,
                             .pet_name = pet.name,
                             .feature = feature,
                             .trait_names = {},
                             .stored = StoredWord(*traits, feature)};
    bool agrees = false;
    for (const std::string& name : pet.trait_names) {
      bool speaks = false;
      for (const FeatureValue& value : kFeatureValues) {
        if (value.feature != feature || !HasWord(name, value.word)) continue;
        speaks = true;
        agrees = agrees || value.value == found.stored;
      }
      if (speaks) found.trait_names.push_back(name);
    }
    if (!agrees && !found.trait_names.empty()) out.push_back(std::move(found));
  }
}

}  // namespace

std::string_view PetFeatureWord(PetFeature feature) {
  switch (feature) {
    case PetFeature::kPattern:
      return "patternType";
    case PetFeature::kAccessory:
      return "accessory";
    case PetFeature::kSize:
      return "bodySize";
    case PetFeature::kExpression:
      return "expression";
  }
  return "";
}

Result<std::vector<VisualDisagreement>> Pets::VisualDisagreements() const {
  GODWIT_ASSIGN(Statement statement, PreparePetQuery(db_, kSelectVisualTraits));
  std::vector<VisualDisagreement> found;
  std::optional<VisualPet> pet;
  for (;;) {
    GODWIT_ASSIGN(const bool row, statement.Step());
    if (pet && (!row || statement.Text(0) != pet->id)) {
      Compare(*pet, found);
      pet.reset();
    }
    if (!row) return found;
    if (!pet) {
      pet = VisualPet{.id = std::string(statement.Text(0)),
                      .name = std::string(statement.Text(1)),
                      .traits = std::string(statement.Text(2)),
                      .trait_names = {}};
    }
    pet->trait_names.emplace_back(statement.Text(3));
  }
}

}  // namespace godwit
