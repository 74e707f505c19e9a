// Reading, listing and changing pets.
#include "core/samples/pets.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/samples/pets_database.h"

namespace godwit {
namespace {

using ::testing::HasSubstr;

struct StoredTraits {
  std::string label;
  Value stored;
};

std::vector<StoredTraits> BadTraits() {
  std::string missing = PetTraitsText(kBiscuit);
  missing.replace(missing.find(",\"traitVersion\":1"), 17, "");
  std::string outside = PetTraitsText(kBiscuit);
  outside.replace(outside.find("245.35"), 3, "445");
  return {{"NULL", Null{}},
          {"JSON null", "null"},
          {"a number", "5"},
          {"an array", "[]"},
          {"broken text", "{\"bodyColor\":"},
          {"empty text", ""},
          {"no version", missing},
          {"hue 445", outside},
          {"a blob", Blob{std::string("\xff\x00", 2)}}};
}

TEST_F(PetsTest, StrictReadRefusesWhatTolerantReadMends) {
  for (const StoredTraits& c : BadTraits()) {
    StoreTraits(db_, kBiscuit, c.stored);
    const auto strict = pets_.Get(kBiscuit);
    ASSERT_FALSE(strict.ok()) << c.label;
    EXPECT_EQ(strict.error().kind, ErrorKind::kValidation) << c.label;
    EXPECT_EQ(strict.error().what, "Pet '" + std::string(kBiscuit) + "', field \"traits\"");
    EXPECT_FALSE(strict.error().why.empty()) << c.label;

    const auto tolerant = pets_.GetTolerant(kBiscuit);
    ASSERT_TRUE(tolerant.ok()) << c.label << Describe(tolerant.error());
    EXPECT_EQ(tolerant->traits, MakePetTraits(kBiscuit)) << c.label;
    EXPECT_THAT(tolerant->warning, HasSubstr(std::string(kBiscuit))) << c.label;
  }
}

TEST_F(PetsTest, BothReadsGiveValidTraitsAsTheyAre) {
  // Not what the id gives: what is stored counts.
  StoreTraits(db_, kBiscuit, PetTraitsText(kBori));
  const auto strict = pets_.Get(kBiscuit);
  ASSERT_TRUE(strict.ok()) << Describe(strict.error());
  EXPECT_EQ(strict->row.name, "Biscuit");
  EXPECT_EQ(strict->traits, MakePetTraits(kBori));
  const auto tolerant = pets_.GetTolerant(kBiscuit);
  ASSERT_TRUE(tolerant.ok());
  EXPECT_EQ(tolerant->row, strict->row);
  EXPECT_EQ(tolerant->traits, strict->traits);
  EXPECT_EQ(tolerant->warning, "");
}

TEST_F(PetsTest, ReadsTheWholeRow) {
  const auto pet = pets_.GetTolerant(kBori);
  ASSERT_TRUE(pet.ok());
  Must(db_.Execute(R"(UPDATE "Pet" SET "health" = 1, "hunger" = 2, "happiness" = 3, "energy" = 4,
      "isCritical" = 1, "maxHealthPenalty" = 5, "neglectStartedAt" = 'a', "friendliness" = 6,
      "energyTrait" = 7, "curiosity" = 8, "patience" = 9, "playfulness" = 10, "generation" = 11,
      "parent1Id" = 'b', "parent2Id" = 'c', "createdAt" = 'd', "updatedAt" = 'e',
      "lastFedAt" = 'f', "lastInteractionAt" = 'g', "lastStatUpdate" = 'h', "lastBredAt" = 'i',
      "traits" = 'j' WHERE "id" = ?1)",
                   ValueView(kBori)));
  const auto changed = pets_.GetTolerant(kBori);
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed->row, (PetRow{.id = std::string(kBori),
                                  .name = "보리",
                                  .user_id = pet->row.user_id,
                                  .health = 1,
                                  .hunger = 2,
                                  .happiness = 3,
                                  .energy = 4,
                                  .is_critical = true,
                                  .max_health_penalty = 5,
                                  .neglect_started_at = "a",
                                  .friendliness = 6,
                                  .energy_trait = 7,
                                  .curiosity = 8,
                                  .patience = 9,
                                  .playfulness = 10,
                                  .generation = 11,
                                  .parent1_id = "b",
                                  .parent2_id = "c",
                                  .created_at = "d",
                                  .updated_at = "e",
                                  .last_fed_at = "f",
                                  .last_interaction_at = "g",
                                  .last_stat_update = "h",
                                  .last_bred_at = "i",
                                  .traits = {{.text = "j"}}}));
}

TEST_F(PetsTest, ARowThatIsNotAsTheSchemaSaysIsAnError) {
  Must(db_.Execute(R"(UPDATE "Pet" SET "health" = 'full' WHERE "id" = ?1)", ValueView(kBori)));
  const auto pet = pets_.Get(kBori);
  ASSERT_FALSE(pet.ok());
  EXPECT_EQ(pet.error().kind, ErrorKind::kValidation);
  EXPECT_EQ(Describe(pet.error()),
            "table \"Pet\", column \"health\": 'full' is stored there, which is not what the "
            "column's type says");
}

TEST_F(PetsTest, TraitsThatAreABlobAreStillDrawn) {
  Must(db_.Execute(R"(UPDATE "Pet" SET "traits" = x'00ff' WHERE "id" = ?1)", ValueView(kBori)));
  const auto pet = pets_.GetTolerant(kBori);
  ASSERT_TRUE(pet.ok()) << Describe(pet.error());
  EXPECT_EQ(pet->traits, MakePetTraits(kBori));
  EXPECT_NE(pet->warning, "");
}

TEST_F(PetsTest, AbsentPetsAreNotFound) {
  const std::vector<std::function<Error()>> calls = {
      [&] { return pets_.Get("nobody").error(); },
      [&] { return pets_.GetTolerant("nobody").error(); },
      [&] { return pets_.UpdateTraits("nobody", MakePetTraits("nobody")).error(); }};
  for (const auto& call : calls) {
    const Error error = call();
    EXPECT_EQ(error.kind, ErrorKind::kNotFound);
    EXPECT_EQ(Describe(error), "Pet 'nobody': not found");
  }
}

TEST_F(PetsTest, UpdateStoresTextAndTime) {
  const std::string other = Query(db_, R"(SELECT group_concat("traits" || "updatedAt") FROM "Pet"
      WHERE "id" <> 'e293de7b-3077-4612-aa58-02f20d258448')");
  const auto pet = pets_.UpdateTraits(kBiscuit, MakePetTraits("other looks"));
  ASSERT_TRUE(pet.ok()) << Describe(pet.error());
  ASSERT_TRUE(pet->row.traits);
  EXPECT_EQ(pet->row.traits->text, PetTraitsText("other looks"));
  EXPECT_EQ(pet->row.updated_at, "2026-01-15T12:00:00.000Z");
  EXPECT_EQ(pet->traits, MakePetTraits("other looks"));
  const auto read = pets_.Get(kBiscuit);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->row, pet->row);
  EXPECT_EQ(Query(db_, R"(SELECT group_concat("traits" || "updatedAt") FROM "Pet"
      WHERE "id" <> 'e293de7b-3077-4612-aa58-02f20d258448')"),
            other);
}

TEST_F(PetsTest, UpdateRefusesInvalidTraitsAndChangesNothing) {
  const std::vector<std::pair<std::string, std::function<void(PetTraits&)>>> cases = {
      {"/bodyColor/h", [](PetTraits& t) { t.body_color.h = 360.5; }},
      {"/bodyColor/s", [](PetTraits& t) { t.body_color.s = -1; }},
      {"/bodyColor/l", [](PetTraits& t) { t.body_color.l = 100.5; }},
      {"/patternColor/h",
       [](PetTraits& t) {
         t.pattern_type = PetPattern::kStriped;
         t.pattern_color.h = 1e9;
       }},
      {"/traitVersion", [](PetTraits& t) { t.trait_version = 0; }},
  };
  StoreTraits(db_, kBiscuit, PetTraitsText(kBiscuit));
  const std::string before = Everything();
  for (const auto& [pointer, spoil] : cases) {
    PetTraits traits = MakePetTraits(kBiscuit);
    spoil(traits);
    const auto pet = pets_.UpdateTraits(kBiscuit, traits);
    ASSERT_FALSE(pet.ok()) << pointer;
    EXPECT_EQ(pet.error().kind, ErrorKind::kValidation) << pointer;
    EXPECT_THAT(Describe(pet.error()), HasSubstr("field \"traits\": "));
    EXPECT_THAT(Describe(pet.error()), HasSubstr(pointer));
    EXPECT_EQ(Everything(), before) << pointer;
  }
}

TEST_F(PetsTest, ListPagesThroughAllInOrder) {
  std::vector<std::string> ids;
  std::optional<std::string> after;
  for (;;) {
    const auto page = pets_.List({.user_id = {}, .after = after, .limit = 30});
    ASSERT_TRUE(page.ok()) << Describe(page.error());
    if (page->empty()) break;
    EXPECT_LE(page->size(), 30U);
    for (const PetRow& row : *page) ids.push_back(row.id);
    after = ids.back();
  }
  EXPECT_EQ(ids.size(), 92U);
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST_F(PetsTest, ListOfAUser) {
  const auto biscuit = pets_.GetTolerant(kBiscuit);
  ASSERT_TRUE(biscuit.ok());
  const auto page = pets_.List({.user_id = biscuit->row.user_id, .after = {}, .limit = 500});
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(
      std::to_string(page->size()),
      Query(db_, R"(SELECT count(*) FROM "Pet" WHERE "userId" = ')" + biscuit->row.user_id + "'"));
  for (const PetRow& row : *page) EXPECT_EQ(row.user_id, biscuit->row.user_id);
  EXPECT_TRUE(pets_.List({.user_id = "nobody", .after = {}})->empty());
}

TEST_F(PetsTest, ListRefusesALimitOutside) {
  for (const int limit : {0, -1, 501}) {
    const auto page = pets_.List({.user_id = {}, .after = {}, .limit = limit});
    ASSERT_FALSE(page.ok()) << limit;
    EXPECT_EQ(page.error().kind, ErrorKind::kValidation);
  }
}

TEST_F(PetsTest, RelationalTraitsWithUnknownWordsAreInvalid) {
  const auto traits = pets_.RelationalTraits(kBiscuit);
  ASSERT_TRUE(traits.ok()) << Describe(traits.error());
  ASSERT_EQ(traits->size(), 7U);
  EXPECT_TRUE(pets_.RelationalTraits("nobody")->empty());
  for (const std::string column : {"traitType", "rarity"}) {
    Must(db_.Execute("UPDATE \"Trait\" SET \"" + column + "\" = 'odd' || \"" + column + '"'));
    const auto odd = pets_.RelationalTraits(kBiscuit);
    ASSERT_FALSE(odd.ok()) << column;
    EXPECT_EQ(odd.error().kind, ErrorKind::kValidation);
    EXPECT_THAT(Describe(odd.error()), HasSubstr("field \"" + column + "\": 'odd"));
    Must(db_.Execute("UPDATE \"Trait\" SET \"" + column + "\" = substr(\"" + column + "\", 4)"));
  }
}

TEST(PetsBeforeTheChange, EveryOperationNamesTheMigrationThatIsMissing) {
  for (const bool strings : {false, true}) {
    Database db = PetsDatabase(3);
    // Where "traits" may be a string, a query must not take it for one.
    Must(db.SetDoubleQuotedStrings(strings));
    FixedClock clock(kPetsNow);
    Pets pets(db, clock);
    SeededSource random("seed");
    const NewPet request{.id = "p", .name = "n", .user_id = AnyUser(db)};
    const std::vector<std::function<Error()>> calls = {
        [&] { return pets.Create(request, random).error(); },
        [&] { return pets.Get(kBiscuit).error(); },
        [&] { return pets.GetTolerant(kBiscuit).error(); },
        [&] { return pets.List({}).error(); },
        [&] { return pets.UpdateTraits(kBiscuit, MakePetTraits(kBiscuit)).error(); },
        [&] { return pets.VisualDisagreements().error(); }};
    for (const auto& call : calls) {
      const Error error = call();
      EXPECT_EQ(error.code, ErrorCode::kRefused);
      EXPECT_EQ(Describe(error),
                "table \"Pet\": column \"traits\" is missing: migration "
                "20251103090000_add_pet_traits is not applied");
      EXPECT_FALSE(db.InTransaction());
    }
    EXPECT_EQ(Query(db, R"(SELECT count(*) FROM "Pet")"), "92");
  }
}

}  // namespace
}  // namespace godwit
