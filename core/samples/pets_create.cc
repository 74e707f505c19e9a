// Creating a pet: one transaction, or nothing. See pets.h.
#include <array>
#include <string>
#include <utility>

#include "core/base/sha256.h"
#include "core/samples/pet_rows.h"
#include "core/samples/pets.h"
#include "core/samples/query_errors.h"

namespace godwit {
namespace {

constexpr int kVisualTraits = 4;
constexpr int kPersonalityTraits = 3;

constexpr std::string_view kCountUser = R"(SELECT count(*) FROM "User" WHERE "id" = ?1)";
constexpr std::string_view kCountPet = R"(SELECT count(*) FROM "Pet" WHERE "id" = ?1)";

// By name: ids may differ between databases, names may not.
constexpr std::string_view kSelectCatalogue = R"(
SELECT "id" FROM "Trait" WHERE "traitType" = ?1 ORDER BY "traitName"
)";

constexpr std::string_view kInsertPet = R"(
INSERT INTO "Pet" ("id", "name", "userId", "friendliness", "energyTrait", "curiosity", "patience",
                   "playfulness", "generation", "createdAt", "updatedAt", "lastStatUpdate",
                   "traits")
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?9, ?9, ?10)
)";

constexpr std::string_view kInsertPetTrait = R"(
INSERT INTO "PetTrait" ("id", "petId", "traitId", "inheritanceSource", "createdAt")
VALUES (?1, ?2, ?3, ?4, ?5)
)";

Result<bool> Exists(const Database& db, std::string_view count_sql, std::string_view id) {
  GODWIT_ASSIGN(Statement statement, db.Prepare(count_sql));
  GODWIT_TRY(statement.Bind(1, ValueView(id)));
  GODWIT_ASSIGN(const bool row, statement.Step());
  return row && statement.Int(0) > 0;
}

Status CheckRequest(const Database& db, const NewPet& request) {
  GODWIT_TRY(RequireText(kPetResource, request.id, "id", request.id));
  GODWIT_TRY(RequireText(kPetResource, request.id, "name", request.name));
  GODWIT_ASSIGN(const bool user, Exists(db, kCountUser, request.user_id));
  if (!user) return NotFound("User", request.user_id);
  GODWIT_ASSIGN(const bool taken, Exists(db, kCountPet, request.id));
  if (taken) return Invalid(kPetResource, request.id, "id", "another pet has it");
  return {};
}

// Ids of `count` different traits of a type: each draw takes one out of those that are left.
Result<std::vector<std::string>> ChooseTraits(const Database& db, TraitType type, int count,
                                              RandomSource& random) {
  GODWIT_ASSIGN(Statement statement, db.Prepare(kSelectCatalogue));
  GODWIT_TRY(statement.Bind(1, ValueView(TraitWord(type))));
  std::vector<std::string> left;
  for (;;) {
    GODWIT_ASSIGN(const bool row, statement.Step());
    if (!row) break;
    left.emplace_back(statement.Text(0));
  }
  if (left.size() < static_cast<std::size_t>(count)) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "table \"Trait\"",
                 .why = "a pet starts with " + std::to_string(count) + ' ' +
                        std::string(TraitWord(type)) + " traits, and there are " +
                        std::to_string(left.size()),
                 .next = "fill the catalogue, for instance with `godwit seed`"};
  }
  std::vector<std::string> chosen;
  for (int i = 0; i < count; ++i) {
    const auto at = left.begin() + random.Below(static_cast<int>(left.size()));
    chosen.push_back(std::move(*at));
    left.erase(at);
  }
  return chosen;
}

PetPersonality DrawPersonality(RandomSource& random) {
  const auto draw = [&] { return std::int64_t{random.Below(101)}; };
  // Braces evaluate in this order, which is the promised one.
  return PetPersonality{.friendliness = draw(),
                        .energy_trait = draw(),
                        .curiosity = draw(),
                        .patience = draw(),
                        .playfulness = draw()};
}

// A UUID (version 8, RFC 9562) that follows from the pet and the trait: a pet has a trait only
// once, and no further randomness is needed. The length keeps pairs apart whose texts join to the
// same.
std::string PetTraitId(std::string_view pet_id, std::string_view trait_id) {
  Sha256 hash;
  hash.Update(std::to_string(pet_id.size()) + ':');
  hash.Update(pet_id);
  hash.Update(trait_id);
  Sha256Digest digest = hash.Finish();
  digest[6] = static_cast<std::uint8_t>(0x80 | (digest[6] & 0x0f));
  digest[8] = static_cast<std::uint8_t>(0x80 | (digest[8] & 0x3f));
  const std::string hex = Hex(digest);
  return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' +
         hex.substr(16, 4) + '-' + hex.substr(20, 12);
}

Status InsertPet(Database& db, const NewPet& request, const PetPersonality& personality,
                 const std::string& traits, const std::string& now) {
  GODWIT_ASSIGN(Statement insert, PreparePetQuery(db, kInsertPet));
  GODWIT_TRY(insert.BindAll(Value(request.id), Value(request.name), Value(request.user_id),
                            Value(personality.friendliness), Value(personality.energy_trait),
                            Value(personality.curiosity), Value(personality.patience),
                            Value(personality.playfulness), Value(now), Value(traits)));
  return insert.Run();
}

Status InsertPetTraits(Database& db, const std::string& pet_id,
                       const std::vector<std::string>& trait_ids, const std::string& now) {
  GODWIT_ASSIGN(Statement insert, db.Prepare(kInsertPetTrait));
  for (const std::string& trait_id : trait_ids) {
    GODWIT_TRY(insert.BindAll(Value(PetTraitId(pet_id, trait_id)), Value(pet_id), Value(trait_id),
                              ValueView(TraitWord(InheritanceSource::kInitial)), Value(now)));
    GODWIT_TRY(insert.Run());
  }
  return {};
}

}  // namespace

Result<PetWithTraits> Pets::Create(const NewPet& request, RandomSource& random) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_TRY(CheckRequest(db_, request));
  const PetPersonality personality = DrawPersonality(random);
  GODWIT_ASSIGN(std::vector<std::string> trait_ids,
                ChooseTraits(db_, TraitType::kVisual, kVisualTraits, random));
  GODWIT_ASSIGN(std::vector<std::string> more,
                ChooseTraits(db_, TraitType::kPersonality, kPersonalityTraits, random));
  trait_ids.insert(trait_ids.end(), more.begin(), more.end());

  // Never from `random`: the pet would look different when its traits are made again.
  const std::string traits = PetTraitsText(request.id);
  if (Result<PetTraits> parsed = ParsePetTraits(traits); !parsed.ok()) {
    return Invalid(kPetResource, request.id, "traits", parsed.error().why);
  }
  const std::string now = FormatTime(clock_.NowMillis());
  GODWIT_TRY(InsertPet(db_, request, personality, traits, now));
  GODWIT_TRY(InsertPetTraits(db_, request.id, trait_ids, now));

  // Read back, so that what is returned is what is stored, the schema's defaults included.
  GODWIT_ASSIGN(PetRow row, FindPetRow(db_, request.id));
  GODWIT_ASSIGN(Pet pet, StrictPet(std::move(row)));
  GODWIT_ASSIGN(std::vector<RelationalTrait> relational, FindRelationalTraits(db_, request.id));
  GODWIT_TRY(transaction.Commit());
  return PetWithTraits{.pet = std::move(pet), .relational = std::move(relational)};
}

}  // namespace godwit
