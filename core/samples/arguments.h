// What an operation of a query layer is given: values by name, checked against its parameters.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/status.h"

namespace godwit {

enum class ArgumentType : std::uint8_t {
  kText,
  kInteger,
  kBoolean,
  kWord,   // one of the parameter's words
  kTexts,  // a list
  kJson,   // any document
};

struct Parameter {
  std::string_view name;
  ArgumentType type = ArgumentType::kText;
  bool optional = false;
  std::span<const std::string_view> words = {};
};

// "text", "A|B|C", …: what may stand for it.
std::string TypeText(const Parameter& parameter);

// Reading a value that the parameters do not declare, or as another type, is a mistake of the
// operation's, not of its caller's.
class Arguments {
 public:
  // By name, with JSON's types; null is as good as absent, but for a Change. `what` names the
  // operation in errors (kUsage): a name that no parameter has, a value of another type, one that
  // is missing.
  static Result<Arguments> Read(std::string what, std::span<const Parameter> parameters,
                                nlohmann::json values);
  // As a command line has them: NAME=VALUE, or values alone in the order of the parameters. An
  // empty value of an optional parameter is null; a list is repeated, or given as JSON.
  static Result<Arguments> Parse(const std::string& what, std::span<const Parameter> parameters,
                                 std::span<const std::string> texts);

  std::string Text(const char* name) const { return values_.at(name).get<std::string>(); }
  std::int64_t Integer(const char* name) const { return values_.at(name).get<std::int64_t>(); }
  const nlohmann::json& Document(const char* name) const { return values_.at(name); }
  // How many rows at most: `usual` when it is absent. What no int can be becomes the
  // nearest one, which no list takes either.
  int Limit(const char* name, int usual) const;
  // Empty when it is absent.
  std::vector<std::string> Texts(const char* name) const;
  // Of a parameter that has the words of E.
  template <typename E>
  E Word(const char* name) const {
    E word{};
    (void)ParseWord(Text(name), word);
    return word;
  }

  // Of optional parameters: nothing when it is absent.
  template <typename T>
  std::optional<T> Optional(const char* name) const {
    if (!Given(name) || values_[name].is_null()) return std::nullopt;
    if constexpr (std::is_enum_v<T>) {
      return Word<T>(name);
    } else {
      return values_[name].template get<T>();
    }
  }
  // Of what an update may take away: nothing = it stays, an inner nothing = it goes.
  template <typename T>
  std::optional<std::optional<T>> Change(const char* name) const {
    if (!Given(name)) return std::nullopt;
    return Optional<T>(name);
  }

 private:
  explicit Arguments(nlohmann::json values) : values_(std::move(values)) {}
  bool Given(const char* name) const { return values_.contains(name); }

  nlohmann::json values_;  // an object
};

}  // namespace godwit
