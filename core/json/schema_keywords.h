// The keywords of JSON Schema one by one, as far as they need no other schema: what
// schema_compile.cc is made of.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/json/schema_program.h"

namespace godwit::schema {

// Keeps members in the order of the text, which is the order in which documents are likely to have
// them.
using Json = nlohmann::ordered_json;

enum class Keyword : std::uint8_t {
  kAdditionalItems,
  kAdditionalProperties,
  kAllOf,
  kAnnotation,
  kAnyOf,
  kConst,
  kContains,
  kDefinitions,
  kDependencies,
  kElse,
  kEnum,
  kExclusiveMaximum,
  kExclusiveMinimum,
  kId,
  kIf,
  kItems,
  kMaxItems,
  kMaxLength,
  kMaxProperties,
  kMaximum,
  kMinItems,
  kMinLength,
  kMinProperties,
  kMinimum,
  kMultipleOf,
  kNot,
  kOneOf,
  kPattern,
  kPatternProperties,
  kProperties,
  kPropertyNames,
  kRequired,
  kSchema,
  kThen,
  kType,
  kUniqueItems,
};

// Every keyword that is known, by name.
const std::map<std::string_view, Keyword>& Keywords();

// An error about the place `pointer` of the schema.
Error Refuse(const std::string& pointer, std::string why, std::string next = {});
std::string ChildPointer(const std::string& pointer, std::string_view key);

// The schema that a $ref names, within `root`; `target` receives its JSON pointer.
Result<const Json*> ResolveReference(const Json& root, const std::string& reference,
                                     const std::string& place, std::string& target);

Literal MakeLiteral(const Json& value);
Status CheckDialect(const Json& value, const std::string& place);
Status CompileType(const Json& value, const std::string& place, Node& node);
Status CompileEnum(const Json& value, const std::string& place, Node& node);
Status CompileNumber(const Json& value, const std::string& place, std::optional<Bound>& bound);
Status CompileCount(const Json& value, const std::string& place, std::uint64_t& count);
Status CompilePattern(const Json& value, const std::string& place, std::optional<Pattern>& out);
Status CompilePattern(const std::string& source, const std::string& place,
                      std::optional<Pattern>& out);

}  // namespace godwit::schema
