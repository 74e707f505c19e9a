#include "core/traits/functions.h"

#include <string>
#include <string_view>

#include "core/json/utf8.h"
#include "core/traits/pet_traits.h"

namespace godwit {
namespace {

bool IsNull(const ValueView& value) { return std::holds_alternative<Null>(value); }

Error BadId(const char* function, std::string why) {
  return {.code = ErrorCode::kFailed,
          .what = std::string(function) + "()",
          .why = std::move(why),
          .next = "pass the pet's id as text, for example CAST(\"id\" AS TEXT)"};
}

Result<std::string_view> Id(const char* function, const ValueView& value) {
  const auto* const id = std::get_if<std::string_view>(&value);
  if (id == nullptr) {
    return BadId(function, "an id must be text, this one is " + std::string(TypeName(value)) + ' ' +
                               Show(value));
  }
  if (!ValidUtf8(*id)) return BadId(function, "the id is not valid UTF-8: " + Show(value));
  return *id;
}

Result<Value> Traits(std::span<const ValueView> arguments) {
  if (IsNull(arguments[0])) return Value(Null{});
  GODWIT_ASSIGN(const std::string_view id, Id("pet_traits", arguments[0]));
  return Value(PetTraitsText(id));
}

Result<Value> Class(std::span<const ValueView> arguments) {
  if (IsNull(arguments[0]) || IsNull(arguments[1])) return Value(Null{});
  GODWIT_ASSIGN(const std::string_view id, Id("pet_traits_class", arguments[0]));
  const auto* const text = std::get_if<std::string_view>(&arguments[1]);
  const StoredPetTraits form =
      text != nullptr ? ClassifyPetTraits(id, *text) : StoredPetTraits::kOther;
  return Value(std::string(StoredPetTraitsWord(form)));
}

}  // namespace

std::vector<Function> PetFunctions() {
  return {{.name = "pet_traits", .arguments = 1, .deterministic = true, .call = Traits},
          {.name = "pet_traits_class", .arguments = 2, .deterministic = true, .call = Class}};
}

}  // namespace godwit
