#include "core/json/schema_keywords.h"

#include <algorithm>
#include <cmath>

#include "core/json/number.h"
#include "core/json/pointer.h"
#include "core/json/string.h"

namespace godwit::schema {
namespace {

// The number as text. Fractions go through a double, as the DOM has them.
std::string NumberText(const Json& value) {
  if (!value.is_number_float()) return value.dump();
  std::string text;
  AppendNumber(value.get<double>(), text);
  return text;
}

// The value as a strict JSON text whose numbers are the shortest.
void AppendJson(const Json& value, std::string& out) {
  if (value.is_object() || value.is_array()) {
    out += value.is_object() ? '{' : '[';
    bool first = true;
    for (const auto& [key, member] : value.items()) {
      if (!first) out += ',';
      first = false;
      if (value.is_object()) {
        AppendJsonString(key, out);
        out += ':';
      }
      AppendJson(member, out);
    }
    out += value.is_object() ? '}' : ']';
  } else if (value.is_string()) {
    AppendJsonString(value.get_ref<const std::string&>(), out);
  } else {
    out += value.is_number() ? NumberText(value) : value.dump();
  }
}

// Undoes %xx of the fragment and ~0, ~1 of the JSON pointer.
std::string ReferenceToken(const std::string& token) {
  std::string text;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const std::string hex = token.substr(i + 1, 2);
    if (token[i] == '%' && hex.size() == 2 &&
        hex.find_first_not_of("0123456789abcdefABCDEF") == hex.npos) {
      text += static_cast<char>(std::stoi(hex, nullptr, 16));
      i += 2;
    } else {
      text += token[i];
    }
  }
  std::string key;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '~' && i + 1 < text.size() && (text[i + 1] == '0' || text[i + 1] == '1');
    key += escape ? (text[++i] == '0' ? '~' : '/') : text[i];
  }
  return key;
}

}  // namespace

const std::map<std::string_view, Keyword>& Keywords() {
  static const std::map<std::string_view, Keyword> kKeywords = {
      {"$comment", Keyword::kAnnotation},
      {"$defs", Keyword::kDefinitions},
      {"$id", Keyword::kId},
      {"$schema", Keyword::kSchema},
      {"additionalItems", Keyword::kAdditionalItems},
      {"additionalProperties", Keyword::kAdditionalProperties},
      {"allOf", Keyword::kAllOf},
      {"anyOf", Keyword::kAnyOf},
      {"const", Keyword::kConst},
      {"contains", Keyword::kContains},
      {"contentEncoding", Keyword::kAnnotation},
      {"contentMediaType", Keyword::kAnnotation},
      {"default", Keyword::kAnnotation},
      {"definitions", Keyword::kDefinitions},
      {"dependencies", Keyword::kDependencies},
      {"description", Keyword::kAnnotation},
      {"else", Keyword::kElse},
      {"enum", Keyword::kEnum},
      {"examples", Keyword::kAnnotation},
      {"exclusiveMaximum", Keyword::kExclusiveMaximum},
      {"exclusiveMinimum", Keyword::kExclusiveMinimum},
      {"format", Keyword::kAnnotation},
      {"if", Keyword::kIf},
      {"items", Keyword::kItems},
      {"maxItems", Keyword::kMaxItems},
      {"maxLength", Keyword::kMaxLength},
      {"maxProperties", Keyword::kMaxProperties},
      {"maximum", Keyword::kMaximum},
      {"minItems", Keyword::kMinItems},
      {"minLength", Keyword::kMinLength},
      {"minProperties", Keyword::kMinProperties},
      {"minimum", Keyword::kMinimum},
      {"multipleOf", Keyword::kMultipleOf},
      {"not", Keyword::kNot},
      {"oneOf", Keyword::kOneOf},
      {"pattern", Keyword::kPattern},
      {"patternProperties", Keyword::kPatternProperties},
      {"properties", Keyword::kProperties},
      {"propertyNames", Keyword::kPropertyNames},
      {"readOnly", Keyword::kAnnotation},
      {"required", Keyword::kRequired},
      {"then", Keyword::kThen},
      {"title", Keyword::kAnnotation},
      {"type", Keyword::kType},
      {"uniqueItems", Keyword::kUniqueItems},
      {"writeOnly", Keyword::kAnnotation},
  };
  return kKeywords;
}

Error Refuse(const std::string& pointer, std::string why, std::string next) {
  return {.code = ErrorCode::kRefused,
          .what = "JSON Schema: " + (pointer.empty() ? "the schema" : pointer),
          .why = std::move(why),
          .next = std::move(next)};
}

std::string ChildPointer(const std::string& pointer, std::string_view key) {
  std::string child = pointer;
  AppendPointer(key, child);
  return child;
}

Result<const Json*> ResolveReference(const Json& root, const std::string& reference,
                                     const std::string& place, std::string& target) {
  if (!reference.starts_with('#') || (reference.size() > 1 && reference[1] != '/')) {
    return Refuse(place, "\"" + reference + "\" is not a place in this schema",
                  "refer to it as #/definitions/…; other documents are not fetched");
  }
  const Json* at = &root;
  std::size_t begin = 1;
  while (begin < reference.size()) {
    const std::size_t end = std::min(reference.find('/', begin + 1), reference.size());
    const std::string key = ReferenceToken(reference.substr(begin + 1, end - begin - 1));
    target = ChildPointer(target, key);
    const Json* next = nullptr;
    if (at->is_object() && at->contains(key)) next = &(*at)[key];
    if (at->is_array() && !key.empty() && key.size() < 9 &&
        key.find_first_not_of("0123456789") == key.npos) {
      const auto index = static_cast<std::size_t>(std::stoul(key));
      if (index < at->size()) next = &(*at)[index];
    }
    if (next == nullptr) return Refuse(place, "there is nothing at \"" + reference + "\"");
    at = next;
    begin = end;
  }
  return at;
}

Literal MakeLiteral(const Json& value) {
  Literal literal;
  AppendJson(value, literal.shown);
  literal.is_string = value.is_string();
  if (literal.is_string) {
    literal.string = value.get<std::string>();
  } else {
    literal.canonical = CanonicalJson(literal.shown);
  }
  return literal;
}

Status CheckDialect(const Json& value, const std::string& place) {
  const std::string dialect = value.is_string() ? value.get<std::string>() : "";
  if (dialect.find("draft-07") != dialect.npos || dialect.find("draft-06") != dialect.npos) {
    return {};
  }
  return Refuse(place, "this dialect of JSON Schema is not supported",
                "write the schema in draft 7: http://json-schema.org/draft-07/schema#");
}

Status CompileType(const Json& value, const std::string& place, Node& node) {
  static const std::map<std::string_view, unsigned> kTypes = {
      {"null", kNull},       {"boolean", kBoolean},
      {"integer", kInteger}, {"number", kNumber | kInteger},
      {"string", kString},   {"array", kArray},
      {"object", kObject}};
  unsigned types = 0;
  const auto add = [&types](const Json& name) {
    const auto type =
        name.is_string() ? kTypes.find(name.get_ref<const std::string&>()) : kTypes.end();
    if (type == kTypes.end()) return false;
    types |= type->second;
    return true;
  };
  const bool known = value.is_array()
                         ? !value.empty() && std::all_of(value.begin(), value.end(), add)
                         : add(value);
  if (!known) {
    return Refuse(place,
                  "a type is null, boolean, integer, number, string, array or object, or a "
                  "list of those");
  }
  node.types = static_cast<std::uint8_t>(types);
  return {};
}

Status CompileEnum(const Json& value, const std::string& place, Node& node) {
  if (!value.is_array() || value.empty()) return Refuse(place, "enum is a list of values");
  Choice choice;
  for (const Json& item : value) choice.literals.push_back(MakeLiteral(item));
  node.choices.push_back(std::move(choice));
  return {};
}

Status CompileNumber(const Json& value, const std::string& place, std::optional<Bound>& bound) {
  if (!value.is_number()) return Refuse(place, "must be a number");
  Bound made;
  made.shown = NumberText(value);
  ScanDecimal(made.shown, made.value);
  if (made.value.more || made.value.count > 17) {
    return Refuse(place, "a bound may have up to 17 digits");
  }
  bound = std::move(made);
  return {};
}

Status CompileCount(const Json& value, const std::string& place, std::uint64_t& count) {
  const bool whole = value.is_number() && value.get<double>() >= 0 &&
                     value.get<double>() <= 9007199254740992.0 &&
                     std::floor(value.get<double>()) == value.get<double>();
  if (!whole) return Refuse(place, "must be a whole number, not negative");
  count = static_cast<std::uint64_t>(value.get<double>());
  return {};
}

Status CompilePattern(const Json& value, const std::string& place, std::optional<Pattern>& out) {
  if (!value.is_string()) return Refuse(place, "must be a regular expression");
  return CompilePattern(value.get<std::string>(), place, out);
}

Status CompilePattern(const std::string& source, const std::string& place,
                      std::optional<Pattern>& out) {
  auto pattern = Pattern::Compile(source);
  if (!pattern.ok()) return Refuse(place, pattern.error().why, pattern.error().next);
  out = std::move(pattern).value();
  return {};
}

}  // namespace godwit::schema
