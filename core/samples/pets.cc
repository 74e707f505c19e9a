// Reading pets and changing their traits. See pets.h.
#include "core/samples/pets.h"

#include <optional>
#include <utility>

#include "core/samples/pet_rows.h"
#include "core/samples/query_errors.h"

namespace godwit {
namespace {

constexpr int kMaxPage = 500;

constexpr std::string_view kOfAnyone = "WHERE true";
constexpr std::string_view kOfUser = R"(WHERE "Pet"."userId" = :user)";
constexpr std::string_view kAfter = R"( AND "Pet"."id" > :after)";
constexpr std::string_view kInOrder = R"( ORDER BY "Pet"."id" LIMIT :limit)";

constexpr std::string_view kUpdateTraits = R"(
UPDATE "Pet" SET "traits" = ?2, "updatedAt" = ?3 WHERE "id" = ?1
)";

}  // namespace

Result<Pet> Pets::Get(std::string_view id) const {
  GODWIT_ASSIGN(PetRow row, FindPetRow(db_, id));
  return StrictPet(std::move(row));
}

Result<TolerantPet> Pets::GetTolerant(std::string_view id) const {
  GODWIT_ASSIGN(PetRow row, FindPetRow(db_, id));
  std::optional<std::string_view> stored;
  if (row.traits) stored = row.traits->text;
  PetTraitsReading reading = ReadPetTraits(row.id, stored);
  return TolerantPet{
      .row = std::move(row), .traits = reading.traits, .warning = std::move(reading.warning)};
}

Result<std::vector<PetRow>> Pets::List(const PetList& list) const {
  if (list.limit < 1 || list.limit > kMaxPage) {
    return Error{
        .code = ErrorCode::kUsage,
        .what = "list of pets, field \"limit\"",
        .why = std::to_string(list.limit) + " is not within 1.." + std::to_string(kMaxPage),
        .kind = ErrorKind::kValidation};
  }
  std::string sql = SelectPets(list.user_id ? kOfUser : kOfAnyone);
  if (list.after) sql += kAfter;
  sql += kInOrder;
  GODWIT_ASSIGN(Statement statement, PreparePetQuery(db_, sql));
  if (list.user_id) {
    GODWIT_TRY(statement.Bind(statement.ParameterIndex(":user"), Value(*list.user_id)));
  }
  if (list.after) {
    GODWIT_TRY(statement.Bind(statement.ParameterIndex(":after"), Value(*list.after)));
  }
  GODWIT_TRY(statement.Bind(statement.ParameterIndex(":limit"), Value(std::int64_t{list.limit})));
  std::vector<PetRow> rows;
  for (;;) {
    GODWIT_ASSIGN(const bool row, statement.Step());
    if (!row) return rows;
    GODWIT_ASSIGN(PetRow pet, PetRow::Read(statement));
    rows.push_back(std::move(pet));
  }
}

Result<std::vector<RelationalTrait>> Pets::RelationalTraits(std::string_view id) const {
  return FindRelationalTraits(db_, id);
}

Result<Pet> Pets::UpdateTraits(std::string_view id, const PetTraits& traits) {
  std::string text;
  AppendPetTraits(traits, text);
  // What is written is what was validated: the text, not the values it was made from.
  if (Result<PetTraits> parsed = ParsePetTraits(text); !parsed.ok()) {
    return Invalid(kPetResource, id, "traits", parsed.error().why);
  }
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  {
    GODWIT_ASSIGN(Statement update, PreparePetQuery(db_, kUpdateTraits));
    GODWIT_TRY(update.BindAll(ValueView(id), Value(text), Value(FormatTime(clock_.NowMillis()))));
    GODWIT_TRY(update.Run());
  }
  if (db_.Changes() == 0) return NotFound(kPetResource, id);
  GODWIT_ASSIGN(PetRow row, FindPetRow(db_, id));
  GODWIT_ASSIGN(Pet pet, StrictPet(std::move(row)));
  GODWIT_TRY(transaction.Commit());
  return pet;
}

}  // namespace godwit
