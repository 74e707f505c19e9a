// Typed queries over the pets sample (migrations/pets), as its application would ask them.
//
// Errors: a pet or user that is not there is ErrorKind::kNotFound; input that breaks a rule, and
// stored traits that do, are ErrorKind::kValidation; both name resource and field, and nothing was
// changed. A database whose column "Pet"."traits" is still missing is refused, naming the migration
// that adds it. Operations that write are one transaction each. REQUIRES: no transaction is open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/status.h"
#include "core/samples/random_source.h"
#include "core/samples/rows/pets.h"
#include "core/sqlite/database.h"
#include "core/traits/pet_traits.h"

namespace godwit {

// 0..100 each.
struct PetPersonality {
  std::int64_t friendliness = 50;
  std::int64_t energy_trait = 50;
  std::int64_t curiosity = 50;
  std::int64_t patience = 50;
  std::int64_t playfulness = 50;
  bool operator==(const PetPersonality&) const = default;
};

// A row of "Pet", as `godwit types` reads the schema. Times are ISO 8601 text, as stored; traits
// are the text as stored, whatever it is.
using PetRow = pet_rows::Pet;

PetPersonality PersonalityOf(const PetRow& row);

struct Pet {
  PetRow row;
  PetTraits traits;
};

// A pet that is always there to be drawn: `warning` is empty, or says why its traits were made from
// its id instead of being read.
struct TolerantPet {
  PetRow row;
  PetTraits traits;
  std::string warning;
};

enum class TraitType : std::uint8_t { kVisual, kPersonality, kSkill };
enum class InheritanceSource : std::uint8_t { kParent1, kParent2, kMutation, kInitial };
// "visual" …, "parent1" …
std::string_view TraitWord(TraitType type);
std::string_view TraitWord(InheritanceSource source);

// A relational trait of a pet: its row of "PetTrait" with the "Trait" it points to.
struct RelationalTrait {
  std::string id;  // of the PetTrait
  std::string trait_id;
  std::string name;
  TraitType type = TraitType::kVisual;
  PetRarity rarity = PetRarity::kCommon;
  InheritanceSource source = InheritanceSource::kInitial;
  bool operator==(const RelationalTrait&) const = default;
};

struct PetWithTraits {
  Pet pet;
  std::vector<RelationalTrait> relational;  // by type, then by name
};

struct NewPet {
  std::string id;  // any text that is not empty; the pet's looks follow from it
  std::string name;
  std::string user_id;
};

struct PetList {
  std::optional<std::string> user_id;  // only this user's
  std::optional<std::string> after;    // only ids behind this one: the last of the page before
  int limit = 100;                     // 1..500
};

// The features of the new trait object that a relational visual trait can speak of.
enum class PetFeature : std::uint8_t { kPattern, kAccessory, kSize, kExpression };
// "patternType", "accessory", "bodySize", "expression".
std::string_view PetFeatureWord(PetFeature feature);

// See Pets::VisualDisagreements.
struct VisualDisagreement {
  std::string pet_id;
  std::string pet_name;
  PetFeature feature = PetFeature::kPattern;
  std::vector<std::string> trait_names;  // what speaks of the feature, by name
  std::string_view stored;               // what the new traits say; a constant's text
  bool operator==(const VisualDisagreement&) const = default;
};

class Pets {
 public:
  // Borrows both.
  Pets(Database& db, Clock& clock) : db_(db), clock_(clock) {}

  // A pet of generation 1 with traits made from its id, a personality, and four visual and three
  // personality traits (source "initial") out of the catalogue. Twelve draws are taken from
  // `random` in this order: friendliness, energyTrait, curiosity, patience, playfulness, each in
  // 0..100; then one for each relational trait, chosen without repetition among those of its type
  // by name.
  Result<PetWithTraits> Create(const NewPet& request, RandomSource& random);

  // Strict: missing or invalid traits are an error.
  Result<Pet> Get(std::string_view id) const;
  // Traits never make this fail: see TolerantPet. A pet that does not exist does.
  Result<TolerantPet> GetTolerant(std::string_view id) const;
  // Rows in the order of their ids, traits as they are.
  Result<std::vector<PetRow>> List(const PetList& list) const;
  // By type, then by name. Empty for a pet that does not exist.
  Result<std::vector<RelationalTrait>> RelationalTraits(std::string_view id) const;

  // Stores these traits and stamps updatedAt; traits that break a rule are refused.
  Result<Pet> UpdateTraits(std::string_view id, const PetTraits& traits);

  // Pets whose old, relational visual traits say something else than their new ones; for people to
  // look at, nothing follows from it. The rule: a visual trait speaks of a feature when a word of
  // its name, case aside, is one of the feature's values ("Striped Coat" of patternType, "Curved
  // Horns" of accessory, "Small Frame" of bodySize) or the word "plain", for patternType none. A
  // pet disagrees in a feature when at least one of its traits speaks of it and none says what is
  // stored. Pets without valid new traits are left out. By pet id, then by feature.
  Result<std::vector<VisualDisagreement>> VisualDisagreements() const;

 private:
  Database& db_;
  Clock& clock_;
};

}  // namespace godwit
