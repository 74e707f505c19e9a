// Rows of the pets sample as C++ data: what its queries share.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/samples/pets.h"
#include "core/sqlite/database.h"

namespace godwit {

inline constexpr std::string_view kPetResource = "Pet";

// SELECT of every column that ReadPetRow reads, FROM "Pet"; a WHERE clause may follow. Columns
// carry the table's name: a bare "traits" would become a string where legacy double-quoted strings
// are on.
inline constexpr std::string_view kSelectPets = R"(
SELECT "Pet"."id", "Pet"."name", "Pet"."userId", "Pet"."health", "Pet"."hunger",
       "Pet"."happiness", "Pet"."energy", "Pet"."isCritical", "Pet"."maxHealthPenalty",
       "Pet"."neglectStartedAt", "Pet"."friendliness", "Pet"."energyTrait", "Pet"."curiosity",
       "Pet"."patience", "Pet"."playfulness", "Pet"."generation", "Pet"."parent1Id",
       "Pet"."parent2Id", "Pet"."createdAt", "Pet"."updatedAt", "Pet"."lastFedAt",
       "Pet"."lastInteractionAt", "Pet"."lastStatUpdate", "Pet"."lastBredAt", "Pet"."traits"
FROM "Pet"
)";

// The current row of a statement that begins with kSelectPets.
PetRow ReadPetRow(const Statement& statement);

// Prepares; when "Pet"."traits" is missing, the error names the migration that adds it.
Result<Statement> PreparePetQuery(const Database& db, std::string_view sql);

// NotFound when there is none.
Result<PetRow> FindPetRow(const Database& db, std::string_view id);

// A row with its traits read strictly.
Result<Pet> StrictPet(PetRow row);

// A pet's relational traits, by type, then by name.
Result<std::vector<RelationalTrait>> FindRelationalTraits(const Database& db, std::string_view id);

}  // namespace godwit
