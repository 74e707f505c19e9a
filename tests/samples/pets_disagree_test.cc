// Old, relational visual traits beside the new ones: one row a case.
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/samples/pets.h"
#include "tests/samples/pets_database.h"

namespace godwit {
namespace {

struct DisagreeCase {
  std::string label;
  std::vector<std::string> names;  // of the pet's visual traits
  std::string found;               // "feature: names < stored", one after the other
};

// The pet is striped, small, sleepy and wears a crown.
const std::vector<DisagreeCase> kCases = {
    {"no trait speaks", {"Bright Eyes", "Starry Fur"}, ""},
    {"all agree", {"Striped Coat", "Small Frame", "Golden Crown", "Sleepy Eyes"}, ""},
    {"another pattern", {"Spotted Coat"}, "patternType: Spotted Coat < striped; "},
    {"plain is no pattern", {"Plain Coat"}, "patternType: Plain Coat < striped; "},
    {"one of two is enough", {"Plain Coat", "Striped Coat"}, ""},
    {"both are wrong",
     {"Spotted Coat", "Gradient Coat"},
     "patternType: Gradient Coat, Spotted Coat < striped; "},
    {"each feature by itself",
     {"Curved Horns", "Large Frame", "Happy Face", "Striped Coat"},
     "accessory: Curved Horns < crown; bodySize: Large Frame < small; "
     "expression: Happy Face < sleepy; "},
    {"case aside", {"LARGE frame"}, "bodySize: LARGE frame < small; "},
    {"words, not parts of words", {"Largest Frame", "Unspotted", "Hornsé", "Crowns"}, ""},
    {"punctuation parts words", {"coat,spotted!"}, "patternType: coat,spotted! < striped; "},
    {"a name that speaks of two",
     {"Small Spotted Thing"},
     "patternType: Small Spotted Thing < striped; "},
};

Database OnePet() {
  Database db = PetsDatabase();
  for (const std::string_view table : {"PetTrait", "Trait", "Pet"}) {
    Must(db.Execute("DELETE FROM " + QuoteName(table)));
  }
  PetTraits traits = MakePetTraits("one");
  traits.pattern_type = PetPattern::kStriped;
  traits.body_size = PetSize::kSmall;
  traits.expression = PetExpression::kSleepy;
  traits.accessory = PetAccessory::kCrown;
  std::string text;
  AppendPetTraits(traits, text);
  Must(db.Execute(R"(INSERT INTO "Pet" ("id", "name", "userId", "updatedAt", "traits")
                     SELECT 'one', 'One', min("id"), '2026', ?1 FROM "User")",
                  Value(text)));
  return db;
}

void GiveTrait(Database& db, const std::string& name, std::string_view type) {
  Must(db.Execute(R"(INSERT INTO "Trait" ("id", "traitName", "traitType", "rarity", "description")
                     VALUES (?1, ?1, ?2, 'common', ''))",
                  Value(name), ValueView(type)));
  Must(db.Execute(R"(INSERT INTO "PetTrait" ("id", "petId", "traitId", "inheritanceSource")
                     VALUES (?1, 'one', ?1, 'initial'))",
                  Value(name)));
}

std::string Print(const Result<std::vector<VisualDisagreement>>& found) {
  if (!found.ok()) return Describe(found.error());
  std::string text;
  for (const VisualDisagreement& one : *found) {
    text += std::string(PetFeatureWord(one.feature)) + ": ";
    for (std::size_t i = 0; i < one.trait_names.size(); ++i) {
      text += (i == 0 ? "" : ", ") + one.trait_names[i];
    }
    text += " < " + std::string(one.stored) + "; ";
  }
  return text;
}

TEST(VisualDisagreements, Rule) {
  FixedClock clock(0);
  for (const DisagreeCase& c : kCases) {
    Database db = OnePet();
    for (const std::string& name : c.names) GiveTrait(db, name, "visual");
    EXPECT_EQ(Print(Pets(db, clock).VisualDisagreements()), c.found) << c.label;
  }
}

TEST(VisualDisagreements, OtherTraitsSayNothing) {
  FixedClock clock(0);
  Database db = OnePet();
  GiveTrait(db, "Happy", "personality");
  GiveTrait(db, "Large Leap", "skill");
  EXPECT_EQ(Print(Pets(db, clock).VisualDisagreements()), "");
}

TEST(VisualDisagreements, LeaveOutPetsWithoutValidTraits) {
  FixedClock clock(0);
  for (const Value& traits : {Value(Null{}), Value("null"), Value("{}"), Value("{")}) {
    Database db = OnePet();
    GiveTrait(db, "Spotted Coat", "visual");
    Must(db.Execute(R"(UPDATE "Pet" SET "traits" = ?1)", traits));
    EXPECT_EQ(Print(Pets(db, clock).VisualDisagreements()), "") << Show(View(traits));
  }
}

TEST(VisualDisagreements, OfTheSample) {
  FixedClock clock(0);
  Database db = PetsDatabase();
  Pets pets(db, clock);
  const auto rows = pets.List({});
  ASSERT_TRUE(rows.ok());
  for (const PetRow& row : *rows) {
    ASSERT_TRUE(pets.UpdateTraits(row.id, MakePetTraits(row.id)).ok());
  }
  const auto found = pets.VisualDisagreements();
  ASSERT_TRUE(found.ok()) << Describe(found.error());
  int counts[4] = {};
  for (const VisualDisagreement& one : *found) ++counts[static_cast<int>(one.feature)];
  EXPECT_THAT(counts, ::testing::ElementsAre(65, 52, 62, 0));
}

}  // namespace
}  // namespace godwit
