// See pet_rows.h.
#include "core/samples/pet_rows.h"

#include <array>
#include <string>
#include <utility>

#include "core/samples/query_errors.h"

namespace godwit {
namespace {

constexpr std::string_view kTraitsMigration = "20251103090000_add_pet_traits";

constexpr std::string_view kCountTraitsColumn = R"(
SELECT count(*) FROM pragma_table_xinfo('Pet') WHERE "name" = 'traits'
)";

constexpr std::string_view kWhereId = R"(WHERE "Pet"."id" = ?1)";

constexpr std::string_view kSelectRelationalTraits = R"(
SELECT "PetTrait"."id", "Trait"."id", "Trait"."traitName", "Trait"."traitType", "Trait"."rarity",
       "PetTrait"."inheritanceSource"
FROM "PetTrait"
JOIN "Trait" ON "Trait"."id" = "PetTrait"."traitId"
WHERE "PetTrait"."petId" = ?1
ORDER BY CASE "Trait"."traitType" WHEN 'visual' THEN 1 WHEN 'personality' THEN 2 ELSE 3 END,
         "Trait"."traitName"
)";

constexpr std::array kTypes = {TraitType::kVisual, TraitType::kPersonality, TraitType::kSkill};
constexpr std::array kRarities = {PetRarity::kCommon, PetRarity::kUncommon, PetRarity::kRare,
                                  PetRarity::kLegendary};
constexpr std::array kSources = {InheritanceSource::kParent1, InheritanceSource::kParent2,
                                 InheritanceSource::kMutation, InheritanceSource::kInitial};

std::string Text(const Statement& statement, int column) {
  return std::string(statement.Text(column));
}

template <typename E, std::size_t N>
const E* FindWord(const std::array<E, N>& values, std::string_view (*word)(E),
                  std::string_view text) {
  for (const E& value : values) {
    if (word(value) == text) return &value;
  }
  return nullptr;
}

Result<RelationalTrait> ReadRelationalTrait(const Statement& statement) {
  RelationalTrait trait{
      .id = Text(statement, 0), .trait_id = Text(statement, 1), .name = Text(statement, 2)};
  const auto unknown = [&](std::string_view resource, std::string_view id, std::string_view field,
                           int column) {
    return Invalid(resource, id, field, Show(statement.Column(column)) + " is not a known word");
  };
  const TraitType* type = FindWord<TraitType>(kTypes, TraitWord, statement.Text(3));
  if (type == nullptr) return unknown("Trait", trait.trait_id, "traitType", 3);
  const PetRarity* rarity = FindWord<PetRarity>(kRarities, PetWord, statement.Text(4));
  if (rarity == nullptr) return unknown("Trait", trait.trait_id, "rarity", 4);
  const auto* source = FindWord<InheritanceSource>(kSources, TraitWord, statement.Text(5));
  if (source == nullptr) return unknown("PetTrait", trait.id, "inheritanceSource", 5);
  trait.type = *type;
  trait.rarity = *rarity;
  trait.source = *source;
  return trait;
}

}  // namespace

std::string_view TraitWord(TraitType type) {
  switch (type) {
    case TraitType::kVisual:
      return "visual";
    case TraitType::kPersonality:
      return "personality";
    case TraitType::kSkill:
      return "skill";
  }
  return "";
}

std::string_view TraitWord(InheritanceSource source) {
  switch (source) {
    case InheritanceSource::kParent1:
      return "parent1";
    case InheritanceSource::kParent2:
      return "parent2";
    case InheritanceSource::kMutation:
      return "mutation";
    case InheritanceSource::kInitial:
      return "initial";
  }
  return "";
}

PetPersonality PersonalityOf(const PetRow& row) {
  return {.friendliness = row.friendliness,
          .energy_trait = row.energy_trait,
          .curiosity = row.curiosity,
          .patience = row.patience,
          .playfulness = row.playfulness};
}

std::string SelectPets(std::string_view rest) {
  std::string sql = "SELECT ";
  sql += PetRow::kColumns;
  sql += " FROM ";
  sql += PetRow::kTable;
  sql += ' ';
  sql += rest;
  return sql;
}

Result<Statement> PreparePetQuery(const Database& db, std::string_view sql) {
  Result<Statement> statement = db.Prepare(sql);
  if (statement.ok()) return statement;
  GODWIT_ASSIGN(const Value columns, db.QueryValue(kCountTraitsColumn));
  if (columns != Value(std::int64_t{0})) return statement;
  return Error{.code = ErrorCode::kRefused,
               .what = "table \"Pet\": column \"traits\" is missing",
               .why = "migration " + std::string(kTraitsMigration) + " is not applied",
               .next = "apply it with `godwit up`"};
}

Result<PetRow> FindPetRow(const Database& db, std::string_view id) {
  GODWIT_ASSIGN(Statement statement, PreparePetQuery(db, SelectPets(kWhereId)));
  GODWIT_TRY(statement.Bind(1, ValueView(id)));
  GODWIT_ASSIGN(const bool found, statement.Step());
  if (!found) return NotFound(kPetResource, id);
  return PetRow::Read(statement);
}

Result<Pet> StrictPet(PetRow row) {
  if (!row.traits) {
    return Invalid(kPetResource, row.id, "traits", "it is NULL: the pet has no traits yet");
  }
  Result<PetTraits> traits = ParsePetTraits(row.traits->text);
  if (!traits.ok()) return Invalid(kPetResource, row.id, "traits", traits.error().why);
  return Pet{.row = std::move(row), .traits = *traits};
}

Result<std::vector<RelationalTrait>> FindRelationalTraits(const Database& db, std::string_view id) {
  GODWIT_ASSIGN(Statement statement, db.Prepare(kSelectRelationalTraits));
  GODWIT_TRY(statement.Bind(1, ValueView(id)));
  std::vector<RelationalTrait> traits;
  for (;;) {
    GODWIT_ASSIGN(const bool row, statement.Step());
    if (!row) return traits;
    GODWIT_ASSIGN(RelationalTrait trait, ReadRelationalTrait(statement));
    traits.push_back(std::move(trait));
  }
}

}  // namespace godwit
