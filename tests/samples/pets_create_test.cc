// Creating pets: what is drawn, what is refused, all or nothing.
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/samples/pets.h"
#include "tests/samples/pets_database.h"

namespace godwit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Gives the listed draws, then fails the test.
class ListedSource final : public RandomSource {
 public:
  explicit ListedSource(std::vector<double> draws) : draws_(std::move(draws)) {}
  double Next() override {
    if (taken_ == draws_.size()) {
      ADD_FAILURE() << "more draws than promised";
      return 0;
    }
    return draws_[taken_++];
  }
  std::size_t taken() const { return taken_; }

 private:
  std::vector<double> draws_;
  std::size_t taken_ = 0;
};

TEST_F(PetsTest, CreateDrawsPersonalityThenTraits) {
  const double top = std::nextafter(1.0, 0.0);
  ListedSource draws({0, top, 0.5, 0.25, 0.999, 0, 0, top, top, top, 0, 0.5});
  const auto made = pets_.Create(Request("pet-1"), draws);
  ASSERT_TRUE(made.ok()) << Describe(made.error());
  EXPECT_EQ(draws.taken(), 12U);

  const PetRow& row = made->pet.row;
  EXPECT_EQ(row.id, "pet-1");
  EXPECT_EQ(row.name, "몽이");
  EXPECT_EQ(row.user_id, AnyUser(db_));
  EXPECT_EQ(PersonalityOf(row), (PetPersonality{.friendliness = 0,
                                                .energy_trait = 100,
                                                .curiosity = 50,
                                                .patience = 25,
                                                .playfulness = 100}));
  EXPECT_EQ(row.generation, 1);
  EXPECT_EQ(row.parent1_id, std::nullopt);
  EXPECT_EQ(row.created_at, "2026-01-15T12:00:00.000Z");
  EXPECT_EQ(row.updated_at, row.created_at);
  EXPECT_EQ(row.last_stat_update, row.created_at);
  EXPECT_EQ(row.health, 100);
  EXPECT_EQ(row.hunger, 0);
  EXPECT_EQ(row.is_critical, false);
  ASSERT_TRUE(row.traits);
  EXPECT_EQ(row.traits->text, PetTraitsText("pet-1"));
  EXPECT_EQ(made->pet.traits, MakePetTraits("pet-1"));

  std::vector<std::string> names;
  for (const RelationalTrait& trait : made->relational) {
    names.push_back(std::string(TraitWord(trait.type)) + ": " + trait.name);
    EXPECT_EQ(trait.source, InheritanceSource::kInitial);
  }
  // Of the names in order: the first, the then first, the last, the then last; of the others alike.
  EXPECT_THAT(names,
              ElementsAre("visual: Bright Eyes", "visual: Curly Tail", "visual: Striped Coat",
                          "visual: Woven Collar", "personality: Affectionate",
                          "personality: Mischievous", "personality: Wise"));
}

TEST_F(PetsTest, CreateIsTheSameForTheSameSeed) {
  SeededSource one("seed");
  SeededSource two("seed");
  const auto first = pets_.Create(Request("a"), one);
  ASSERT_TRUE(first.ok()) << Describe(first.error());
  Database other = PetsDatabase();
  Pets others(other, clock_);
  const auto second = others.Create({.id = "a", .name = "몽이", .user_id = AnyUser(other)}, two);
  ASSERT_TRUE(second.ok()) << Describe(second.error());
  EXPECT_EQ(first->pet.row, second->pet.row);
  EXPECT_EQ(first->relational, second->relational);

  const auto third = pets_.Create(Request("b"), one);
  ASSERT_TRUE(third.ok()) << Describe(third.error());
  EXPECT_NE(PersonalityOf(third->pet.row), PersonalityOf(first->pet.row));
}

TEST_F(PetsTest, LooksFollowFromTheIdAlone) {
  SeededSource one("one seed");
  Database other = PetsDatabase();
  Pets others(other, clock_);
  SeededSource two("another");
  for (const std::string id : {"x", "한강", "🐾", "a\"b'c"}) {
    const auto here = pets_.Create(Request(id), one);
    const auto there = others.Create({.id = id, .name = "n", .user_id = AnyUser(other)}, two);
    ASSERT_TRUE(here.ok() && there.ok()) << id;
    EXPECT_EQ(here->pet.row.traits, there->pet.row.traits) << id;
  }
}

struct RefusedRequest {
  std::string label;
  NewPet request;
  ErrorKind kind;
  std::string text;
};

TEST_F(PetsTest, CreateRefusesAndChangesNothing) {
  const std::string user = AnyUser(db_);
  const std::vector<RefusedRequest> cases = {
      {"no id", {"", "n", user}, ErrorKind::kValidation, "Pet '', field \"id\": it is empty"},
      {"no name", {"p", "", user}, ErrorKind::kValidation, "Pet 'p', field \"name\": it is empty"},
      {"broken id",
       {"\xff", "n", user},
       ErrorKind::kValidation,
       "field \"id\": it is not UTF-8 text"},
      {"broken name",
       {"p", "\xc3", user},
       ErrorKind::kValidation,
       "Pet 'p', field \"name\": it is not UTF-8 text"},
      {"no such user", {"p", "n", "nobody"}, ErrorKind::kNotFound, "User 'nobody': not found"},
      {"id taken",
       {std::string(kBiscuit), "n", user},
       ErrorKind::kValidation,
       "field \"id\": another pet has it"},
  };
  const std::string before = Everything();
  for (const RefusedRequest& c : cases) {
    ListedSource draws({});
    const auto made = pets_.Create(c.request, draws);
    ASSERT_FALSE(made.ok()) << c.label;
    EXPECT_EQ(made.error().kind, c.kind) << c.label;
    EXPECT_EQ(made.error().code, ErrorCode::kRefused) << c.label;
    EXPECT_THAT(Describe(made.error()), HasSubstr(c.text)) << c.label;
    EXPECT_FALSE(db_.InTransaction()) << c.label;
    EXPECT_EQ(Everything(), before) << c.label;
  }
}

TEST_F(PetsTest, CreateNeedsACatalogue) {
  Must(db_.Execute(R"(DELETE FROM "Trait" WHERE "traitType" = 'personality')"));
  const std::string before = Everything();
  SeededSource random("seed");
  const auto made = pets_.Create(Request("p"), random);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(Describe(made.error()),
            "table \"Trait\": a pet starts with 3 personality traits, and there are 0");
  EXPECT_EQ(Everything(), before);
}

TEST_F(PetsTest, CreateIsOneTransaction) {
  // The last of the rows that creating a pet writes fails.
  Must(db_.Execute(R"(CREATE TRIGGER "full" BEFORE INSERT ON "PetTrait"
                      WHEN (SELECT count(*) FROM "PetTrait" WHERE "petId" = new."petId") = 6
                      BEGIN SELECT RAISE(ABORT, 'disk is full'); END)"));
  const std::string before = Everything();
  SeededSource random("seed");
  const auto made = pets_.Create(Request("p"), random);
  ASSERT_FALSE(made.ok());
  EXPECT_THAT(Describe(made.error()), HasSubstr("disk is full"));
  EXPECT_FALSE(db_.InTransaction());
  EXPECT_EQ(Everything(), before);

  Must(db_.Execute(R"(DROP TRIGGER "full")"));
  EXPECT_TRUE(pets_.Create(Request("p"), random).ok());
}

}  // namespace
}  // namespace godwit
