// The validators that a project declares, compiled and callable by name.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/status.h"
#include "core/json/schema.h"
#include "core/migrate/project.h"
#include "core/sqlite/database.h"

namespace godwit {

class Validators {
 public:
  // An error (kRefused) names the schema file and what in it cannot be compiled.
  static Result<Validators> Compile(const Project& project);

  // nullptr when the project declares none of that name.
  const Validator* Find(std::string_view name) const;

  // json_violation(validator, text): NULL when the text is NULL or satisfies the validator, else
  // its first violation as `pointer: message`.
  Function SqlFunction() const;

 private:
  using Map = std::map<std::string, Validator, std::less<>>;
  std::shared_ptr<const Map> map_ = std::make_shared<Map>();
};

// The first violation as `pointer: message`; nothing when the text satisfies the validator.
std::optional<std::string> FirstViolation(const Validator& validator, std::string_view text);

}  // namespace godwit
