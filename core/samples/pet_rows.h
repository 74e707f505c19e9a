// Rows of the pets sample as C++ data: what its queries share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/samples/pets.h"
#include "core/sqlite/database.h"

namespace godwit {

inline constexpr std::string_view kPetResource = "Pet";

// SELECT of every column that PetRow::Read reads, FROM "Pet"; `rest`, a WHERE clause say, follows.
std::string SelectPets(std::string_view rest);

// Prepares; when "Pet"."traits" is missing, the error names the migration that adds it.
Result<Statement> PreparePetQuery(const Database& db, std::string_view sql);

// NotFound when there is none.
Result<PetRow> FindPetRow(const Database& db, std::string_view id);

// A row with its traits read strictly.
Result<Pet> StrictPet(PetRow row);

// A pet's relational traits, by type, then by name.
Result<std::vector<RelationalTrait>> FindRelationalTraits(const Database& db, std::string_view id);

}  // namespace godwit
