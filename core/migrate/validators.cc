#include "core/migrate/validators.h"

#include <utility>

#include "core/migrate/directives.h"

namespace godwit {

Result<Validators> Validators::Compile(const Project& project) {
  Map map;
  for (const ValidatorSource& source : project.validators) {
    Result<Validator> validator = Validator::Compile(source.schema);
    if (!validator.ok()) {
      Error error = std::move(validator).error();
      return ProjectError({.file = source.path}, "validator \"" + source.name + "\"",
                          error.what + ": " + error.why, error.next);
    }
    if (!map.emplace(source.name, std::move(*validator)).second) {
      return ProjectError({.file = "godwit.json"}, "validator \"" + source.name + "\"",
                          "two validators have this name");
    }
  }
  Validators validators;
  validators.map_ = std::make_shared<const Map>(std::move(map));
  return validators;
}

const Validator* Validators::Find(std::string_view name) const {
  const auto found = map_->find(name);
  return found == map_->end() ? nullptr : &found->second;
}

std::optional<std::string> FirstViolation(const Validator& validator, std::string_view text) {
  const std::vector<Violation> violations = validator.Violations(text, 1);
  if (violations.empty()) return std::nullopt;
  return Describe(violations.front());
}

Function Validators::SqlFunction() const {
  const auto call = [map = map_](std::span<const ValueView> arguments) -> Result<Value> {
    const auto* name = std::get_if<std::string_view>(&arguments[0]);
    const auto found = name == nullptr ? map->end() : map->find(*name);
    if (found == map->end()) {
      return Error{.code = ErrorCode::kFailed,
                   .what = "json_violation",
                   .why = "there is no validator " + Show(arguments[0]),
                   .next = "add it to \"validators\" in godwit.json"};
    }
    if (std::holds_alternative<Null>(arguments[1])) return Null{};
    const auto* text = std::get_if<std::string_view>(&arguments[1]);
    if (text == nullptr) {
      return "document: it is stored as " + std::string(TypeName(arguments[1])) + ", not as text";
    }
    if (found->second.Accepts(*text)) return Null{};
    return FirstViolation(found->second, *text).value_or("document: not accepted");
  };
  return {.name = "json_violation", .arguments = 2, .deterministic = true, .call = call};
}

}  // namespace godwit
