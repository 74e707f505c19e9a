#include "core/schema/json_shape.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/json/document.h"

namespace godwit {
namespace {

// Members in the schema's order.
using Json = nlohmann::ordered_json;
using Kind = JsonShape::Kind;

std::string TextOf(const Json& schema, const char* key) {
  const auto found = schema.find(key);
  return found != schema.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string CommentOf(const Json& schema) {
  if (!schema.is_object()) return {};
  const std::string title = TextOf(schema, "title");
  const std::string text = TextOf(schema, "description");
  if (title.empty() || text.empty()) return title + text;
  return title + ". " + text;
}

bool IsAny(const JsonShape& shape) { return shape.kind == Kind::kAny; }

class Reader {
 public:
  Reader(std::string name, const Json& root) : name_(std::move(name)), root_(root) {}

  Result<JsonDocument> Run() {
    GODWIT_TRY(Refer("#"));
    return JsonDocument{.name = name_, .types = std::move(types_)};
  }

 private:
  using Shape = Result<JsonShape>;

  Error Broken(const std::string& reference) const {
    return {.code = ErrorCode::kRefused,
            .what = "validator \"" + name_ + "\"",
            .why = "its schema refers to \"" + reference + "\", which is not in it",
            .next = "mend the file that godwit.json names for it"};
  }

  static JsonShape Named(std::size_t type) { return {.kind = Kind::kNamed, .type = type}; }

  // nullptr when nothing is there. Json's own members that take a pointer are templates that some
  // standard libraries do not compile without a warning.
  const Json* At(const Json::json_pointer& pointer) const {
    if (pointer.empty()) return &root_;
    const Json* parent = At(pointer.parent_pointer());
    if (parent == nullptr) return nullptr;
    const std::string& key = pointer.back();
    if (parent->is_object()) {
      const auto member = parent->find(key);
      return member == parent->end() ? nullptr : &*member;
    }
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    const bool is_index = error == std::errc() && end == key.data() + key.size();
    return parent->is_array() && is_index && index < parent->size() ? &(*parent)[index] : nullptr;
  }

  // The type that a $ref names, read once; it may be one that is being read.
  Result<std::size_t> Refer(const std::string& reference) {
    const auto known = referred_.find(reference);
    if (known != referred_.end()) return known->second;
    if (reference.empty() || reference[0] != '#') return Broken(reference);
    Json::json_pointer pointer;
    try {
      pointer = Json::json_pointer(reference.substr(1));
    } catch (const Json::exception&) {
      return Broken(reference);
    }
    const Json* found = At(pointer);
    if (found == nullptr) return Broken(reference);
    const Json& target = *found;
    const std::string stem = reference == "#" ? name_ : name_ + " " + pointer.back();
    const std::size_t type = types_.size();
    referred_[reference] = type;
    types_.push_back({.stem = stem, .comment = CommentOf(target), .shape = {}});
    GODWIT_ASSIGN(JsonShape shape, Read(target, stem, false));
    types_[type].shape = std::move(shape);
    return type;
  }

  // `hoist`: what deserves a name gets one.
  Shape Read(const Json& schema, const std::string& stem, bool hoist) {
    if (schema == Json(false)) return JsonShape{.kind = Kind::kNever};
    if (!schema.is_object()) return JsonShape{};
    if (const std::string reference = TextOf(schema, "$ref"); !reference.empty()) {
      GODWIT_ASSIGN(const std::size_t type, Refer(reference));
      return Named(type);
    }
    GODWIT_ASSIGN(JsonShape shape, Own(schema, stem));
    std::vector<JsonShape> all;
    if (!IsAny(shape)) all.push_back(std::move(shape));
    GODWIT_TRY(Combine(schema, stem, all));
    shape = all.empty()       ? JsonShape{}
            : all.size() == 1 ? std::move(all.front())
                              : JsonShape{.kind = Kind::kAll, .parts = std::move(all)};
    const bool object = shape.kind == Kind::kObject && !shape.members.empty();
    if (!hoist || (!object && !IsChoiceOfTexts(shape))) return shape;
    types_.push_back({.stem = stem, .comment = CommentOf(schema), .shape = std::move(shape)});
    return Named(types_.size() - 1);
  }

  // What its own keywords say.
  Shape Own(const Json& schema, const std::string& stem) {
    if (const auto constant = schema.find("const"); constant != schema.end()) {
      return JsonShape{.kind = Kind::kConstants, .constants = {constant->dump()}};
    }
    if (const auto values = schema.find("enum"); values != schema.end() && values->is_array()) {
      JsonShape shape{.kind = Kind::kConstants};
      for (const Json& value : *values) shape.constants.push_back(value.dump());
      return shape;
    }
    const auto type = schema.find("type");
    if (type != schema.end() && type->is_array()) {
      JsonShape either{.kind = Kind::kEither};
      for (const Json& one : *type) {
        GODWIT_ASSIGN(JsonShape part,
                      OfType(one.is_string() ? one.get<std::string>() : "", schema, stem));
        either.parts.push_back(std::move(part));
      }
      if (either.parts.size() == 1) return std::move(either.parts.front());
      return either;
    }
    std::string word = TextOf(schema, "type");
    const auto has = [&](const char* key) { return schema.contains(key); };
    if (word.empty() && (has("properties") || has("required"))) word = "object";
    if (word.empty() && has("items")) word = "array";
    return OfType(word, schema, stem);
  }

  Shape OfType(const std::string& type, const Json& schema, const std::string& stem) {
    static constexpr std::pair<std::string_view, Kind> kSimple[] = {{"null", Kind::kNull},
                                                                    {"boolean", Kind::kBoolean},
                                                                    {"integer", Kind::kInteger},
                                                                    {"number", Kind::kNumber},
                                                                    {"string", Kind::kString}};
    for (const auto& [word, kind] : kSimple) {
      if (word == type) return JsonShape{.kind = kind};
    }
    if (type == "object") return Object(schema, stem);
    if (type == "array") return Array(schema, stem);
    return JsonShape{};
  }

  Shape Object(const Json& schema, const std::string& stem) {
    JsonShape shape{.kind = Kind::kObject};
    const Json none = Json::object();
    const auto member = [&](const char* key) -> const Json& {
      const auto found = schema.find(key);
      return found == schema.end() ? none : *found;
    };
    const auto add = [&](const std::string& name, const Json& rules) -> Status {
      GODWIT_ASSIGN(JsonShape one, Read(rules, stem + " " + name, true));
      shape.members.push_back({.name = name, .comment = CommentOf(rules)});
      shape.parts.push_back(std::move(one));
      return {};
    };
    for (const auto& [name, rules] : member("properties").items()) GODWIT_TRY(add(name, rules));
    if (const Json& required = member("required"); required.is_array()) {
      for (const Json& name : required) {
        if (!name.is_string()) continue;
        const auto is_it = [&](const JsonMember& one) { return name == Json(one.name); };
        if (std::ranges::none_of(shape.members, is_it)) {
          GODWIT_TRY(add(name.get<std::string>(), Json(true)));
        }
        std::ranges::find_if(shape.members, is_it)->required = true;
      }
    }
    const Json& more =
        schema.contains("additionalProperties") ? schema["additionalProperties"] : none;
    const bool patterns = schema.contains("patternProperties");
    if (more == Json(false) && !patterns) return shape;
    GODWIT_ASSIGN(JsonShape rest,
                  patterns ? Shape(JsonShape{}) : Read(more, stem + " value", true));
    shape.parts.push_back(std::move(rest));
    return shape;
  }

  Shape Array(const Json& schema, const std::string& stem) {
    const auto items = schema.find("items");
    const Json open = true;
    if (items == schema.end() || !items->is_array()) {
      GODWIT_ASSIGN(JsonShape item,
                    Read(items == schema.end() ? open : *items, stem + " item", true));
      return JsonShape{.kind = Kind::kList, .parts = {std::move(item)}};
    }
    JsonShape tuple{.kind = Kind::kTuple};
    for (const Json& one : *items) {
      GODWIT_ASSIGN(JsonShape item,
                    Read(one, stem + " item " + std::to_string(tuple.parts.size() + 1), true));
      tuple.parts.push_back(std::move(item));
    }
    const auto least = schema.find("minItems");
    if (least != schema.end() && least->is_number_unsigned()) {
      tuple.required = std::min<std::size_t>(least->get<unsigned>(), tuple.parts.size());
    }
    const auto more = schema.find("additionalItems");
    tuple.closed = more != schema.end() && *more == Json(false);
    return tuple;
  }

  // allOf, anyOf, oneOf: what has to hold besides.
  Status Combine(const Json& schema, const std::string& stem, std::vector<JsonShape>& all) {
    if (const auto parts = schema.find("allOf"); parts != schema.end() && parts->is_array()) {
      for (const Json& one : *parts) {
        GODWIT_ASSIGN(JsonShape part, Read(one, stem + " part", true));
        if (!IsAny(part)) all.push_back(std::move(part));
      }
    }
    for (const char* key : {"anyOf", "oneOf"}) {
      const auto parts = schema.find(key);
      if (parts == schema.end() || !parts->is_array()) continue;
      JsonShape either{.kind = Kind::kEither};
      for (const Json& one : *parts) {
        const std::string number = std::to_string(either.parts.size() + 1);
        GODWIT_ASSIGN(JsonShape part, Read(one, stem + " option " + number, true));
        either.parts.push_back(std::move(part));
      }
      if (either.parts.size() == 1) either = JsonShape(either.parts.front());
      if (!IsAny(either)) all.push_back(std::move(either));
    }
    return {};
  }

  std::string name_;
  const Json& root_;
  std::vector<JsonType> types_;
  std::map<std::string, std::size_t> referred_;
};

}  // namespace

Result<JsonDocument> ReadJsonShape(const std::string& name, std::string_view schema) {
  // Its depth, too, is bounded then.
  if (ParseDocument(schema).is_discarded()) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "validator \"" + name + "\"",
                 .why = "its schema is no JSON",
                 .next = "mend the file that godwit.json names for it"};
  }
  const Json root = Json::parse(schema);
  return Reader(name, root).Run();
}

bool IsChoiceOfTexts(const JsonShape& shape) {
  return shape.kind == Kind::kConstants && shape.constants.size() > 1 &&
         std::ranges::all_of(shape.constants,
                             [](const std::string& text) { return text.front() == '"'; });
}

JsonShape WithoutNull(const JsonShape& shape, bool& nullable) {
  JsonShape rest = shape;
  nullable = false;
  if (shape.kind == Kind::kEither) {
    nullable = std::erase_if(rest.parts,
                             [](const JsonShape& part) { return part.kind == Kind::kNull; }) > 0;
    if (rest.parts.size() == 1) rest = JsonShape(rest.parts.front());
  } else if (shape.kind == Kind::kConstants && shape.constants.size() > 1) {
    nullable = std::erase(rest.constants, "null") > 0;
  }
  return rest;
}

}  // namespace godwit
