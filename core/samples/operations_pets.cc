// The operations of the pets sample by name. See operations.h and pets.h.
#include "core/samples/operations.h"
#include "core/samples/pets.h"
#include "core/samples/query_errors.h"

namespace godwit {

template <typename Visitor>
void VisitMembers(const RelationalTrait& trait, Visitor& visitor) {
  visitor("id", trait.id);
  visitor("traitId", trait.trait_id);
  visitor("traitName", trait.name);
  visitor("traitType", TraitWord(trait.type));
  visitor("rarity", PetWord(trait.rarity));
  visitor("inheritanceSource", TraitWord(trait.source));
}

// Its row has the text that the traits were read from.
template <typename Visitor>
void VisitMembers(const Pet& pet, Visitor& visitor) {
  PetRow::VisitColumns(pet.row, visitor);
}

template <typename Visitor>
void VisitMembers(const PetWithTraits& pet, Visitor& visitor) {
  visitor("pet", pet.pet);
  visitor("relational", pet.relational);
}

template <typename Visitor>
void VisitMembers(const TolerantPet& pet, Visitor& visitor) {
  PetRow row = pet.row;
  AppendPetTraits(pet.traits, row.traits.emplace().text);
  visitor("pet", row);
  visitor("warning",
          pet.warning.empty() ? std::optional<std::string>() : std::optional(pet.warning));
}

template <typename Visitor>
void VisitMembers(const VisualDisagreement& one, Visitor& visitor) {
  visitor("petId", one.pet_id);
  visitor("petName", one.pet_name);
  visitor("feature", PetFeatureWord(one.feature));
  visitor("traitNames", one.trait_names);
  visitor("stored", one.stored);
}

namespace {

using enum ArgumentType;

Pets Layer(const OperationCall& call) { return {call.db, call.clock}; }

Result<OperationResult> Create(const OperationCall& call) {
  const NewPet pet{.id = call.args.Text("id"),
                   .name = call.args.Text("name"),
                   .user_id = call.args.Text("userId")};
  SeededSource random(call.args.Optional<std::string>("seed").value_or(pet.id));
  return Shown(Layer(call).Create(pet, random));
}

Result<OperationResult> List(const OperationCall& call) {
  return Shown(Layer(call).List({.user_id = call.args.Optional<std::string>("userId"),
                                 .after = call.args.Optional<std::string>("afterId"),
                                 .limit = call.args.Limit("limit", PetList().limit)}));
}

Result<OperationResult> UpdateTraits(const OperationCall& call) {
  const std::string id = call.args.Text("id");
  Result<PetTraits> traits = ParsePetTraits(call.args.Document("traits").dump());
  if (!traits.ok()) return Invalid("Pet", id, "traits", traits.error().why);
  return Shown(Layer(call).UpdateTraits(id, *traits));
}

}  // namespace

std::span<const Operation> PetsOperations() {
  static const std::vector<Operation> kAll = {
      {"create",
       "A new pet, with looks, personality and traits",
       true,
       {{"id"}, {"name"}, {"userId"}, {"seed", kText, true}},
       Create},
      {"get",
       "A pet; traits that are missing or invalid are an error",
       false,
       {{"id"}},
       [](const OperationCall& call) { return Shown(Layer(call).Get(call.args.Text("id"))); }},
      {"get-tolerant",
       "A pet; traits that cannot be read are made from its id",
       false,
       {{"id"}},
       [](const OperationCall& call) {
         return Shown(Layer(call).GetTolerant(call.args.Text("id")));
       }},
      {"list",
       "Pets in the order of their ids",
       false,
       {{"userId", kText, true}, {"limit", kInteger, true}, {"afterId", kText, true}},
       List},
      {"relational-traits",
       "A pet's traits in the old way, by type and name",
       false,
       {{"id"}},
       [](const OperationCall& call) {
         return Shown(Layer(call).RelationalTraits(call.args.Text("id")));
       }},
      {"update-traits", "Store other traits", true, {{"id"}, {"traits", kJson}}, UpdateTraits},
      {"visual-disagreements",
       "Pets whose old visual traits say something else than the new ones",
       false,
       {},
       [](const OperationCall& call) { return Shown(Layer(call).VisualDisagreements()); }},
  };
  return kAll;
}

}  // namespace godwit
