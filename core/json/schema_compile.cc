// From the schema's text to a schema::Program. What cannot be checked is refused here.
#include <algorithm>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "core/json/schema.h"
#include "core/json/schema_keywords.h"
#include "core/json/schema_program.h"

namespace godwit {
namespace {

using schema::ChildPointer;
using schema::Json;
using schema::Keyword;
using schema::Keywords;
using schema::MakeLiteral;
using schema::Node;
using schema::NodeIndex;
using schema::Program;
using schema::Refuse;

template <typename Rules>
Rules& Ensure(std::unique_ptr<Rules>& rules) {
  if (rules == nullptr) rules = std::make_unique<Rules>();
  return *rules;
}

class Compiler {
 public:
  explicit Compiler(const Json& root) : root_(root), program_(std::make_shared<Program>()) {
    program_->nodes.resize(2);
    program_->nodes[schema::kFalse].never = true;
  }

  Result<std::shared_ptr<Program>> Run() {
    GODWIT_ASSIGN(program_->root, Subschema(root_, ""));
    if (const NodeIndex circle = schema::FindCircle(*program_); circle != schema::kNone) {
      return Refuse(pointers_[circle], "this schema applies itself to the same value without end");
    }
    return program_;
  }

 private:
  Result<NodeIndex> Subschema(const Json& json, const std::string& pointer) {
    if (json.is_boolean()) return json.get<bool>() ? schema::kTrue : schema::kFalse;
    if (!json.is_object()) return Refuse(pointer, "a schema is an object, true or false");
    if (const auto known = compiled_.find(&json); known != compiled_.end()) return known->second;
    if (json.contains("$ref")) return Reference(json, pointer);
    if (json.empty()) return schema::kTrue;
    const auto index = static_cast<NodeIndex>(program_->nodes.size());
    program_->nodes.emplace_back();
    compiled_[&json] = index;
    pointers_[index] = pointer;
    Node node;
    for (const auto& [key, value] : json.items()) {
      const std::string place = ChildPointer(pointer, key);
      const auto keyword = Keywords().find(key);
      if (keyword == Keywords().end()) {
        return Refuse(place, "this keyword is not supported, and ignoring it could pass bad data",
                      "remove it, or express the rule with the keywords of JSON Schema draft 7");
      }
      GODWIT_TRY(Compile(keyword->second, value, json, place, node));
    }
    if (node.object != nullptr) FinishObject(*node.object);
    program_->nodes[static_cast<std::size_t>(index)] = std::move(node);
    return index;
  }

  // In draft 7 everything beside $ref is ignored: refused, except where nothing could be meant.
  Result<NodeIndex> Reference(const Json& json, const std::string& pointer) {
    const std::string place = ChildPointer(pointer, "$ref");
    for (const auto& [key, value] : json.items()) {
      const auto keyword = Keywords().find(key);
      const bool harmless =
          keyword != Keywords().end() &&
          (keyword->second == Keyword::kAnnotation || keyword->second == Keyword::kDefinitions ||
           keyword->second == Keyword::kSchema);
      if (key != "$ref" && !harmless) {
        return Refuse(ChildPointer(pointer, key), "beside $ref draft 7 ignores this keyword",
                      "put the $ref into an allOf of its own");
      }
    }
    const Json& ref = json["$ref"];
    if (!ref.is_string()) return Refuse(place, "$ref must be a string");
    if (!following_.insert(&json).second) return Refuse(place, "this reference leads to itself");
    std::string target;
    GODWIT_ASSIGN(const Json* found,
                  schema::ResolveReference(root_, ref.get<std::string>(), place, target));
    auto result = Subschema(*found, target);
    following_.erase(&json);
    return result;
  }

  Status Compile(Keyword keyword, const Json& value, const Json& parent, const std::string& place,
                 Node& node) {
    switch (keyword) {
      case Keyword::kAnnotation:
        return {};
      case Keyword::kSchema:
        return schema::CheckDialect(value, place);
      case Keyword::kId:
        if (&parent == &root_) return {};
        return Refuse(place, "$id below the root changes what $ref means and is not supported");
      case Keyword::kDefinitions:
        return EachMember(value, place, [](std::string_view, NodeIndex) { return Status(); });
      case Keyword::kType:
        return schema::CompileType(value, place, node);
      case Keyword::kConst:
        node.choices.push_back({{MakeLiteral(value)}});
        return {};
      case Keyword::kEnum:
        return schema::CompileEnum(value, place, node);
      case Keyword::kMinimum:
        return schema::CompileNumber(value, place, Ensure(node.number).minimum);
      case Keyword::kMaximum:
        return schema::CompileNumber(value, place, Ensure(node.number).maximum);
      case Keyword::kExclusiveMinimum:
        return schema::CompileNumber(value, place, Ensure(node.number).above);
      case Keyword::kExclusiveMaximum:
        return schema::CompileNumber(value, place, Ensure(node.number).below);
      case Keyword::kMultipleOf:
        GODWIT_TRY(schema::CompileNumber(value, place, Ensure(node.number).multiple_of));
        if (value.get<double>() > 0) return {};
        return Refuse(place, "multipleOf must be above 0");
      case Keyword::kMinLength:
        return schema::CompileCount(value, place, Ensure(node.string).min_length);
      case Keyword::kMaxLength:
        return schema::CompileCount(value, place, Ensure(node.string).max_length);
      case Keyword::kPattern:
        return schema::CompilePattern(value, place, Ensure(node.string).pattern);
      default:
        return CompileNested(keyword, value, parent, place, node);
    }
  }

  Status CompileNested(Keyword keyword, const Json& value, const Json& parent,
                       const std::string& place, Node& node) {
    switch (keyword) {
      case Keyword::kItems:
        return Items(value, place, Ensure(node.array));
      case Keyword::kAdditionalItems:
        return AdditionalItems(value, parent, place, node);
      case Keyword::kMinItems:
        return schema::CompileCount(value, place, Ensure(node.array).min_items);
      case Keyword::kMaxItems:
        return schema::CompileCount(value, place, Ensure(node.array).max_items);
      case Keyword::kUniqueItems:
        if (!value.is_boolean()) return Refuse(place, "must be true or false");
        if (value.get<bool>()) Ensure(node.array).unique = true;
        return {};
      case Keyword::kContains:
        return Into(value, place, Ensure(node.array).contains);
      case Keyword::kProperties:
        return Properties(value, place, Ensure(node.object));
      case Keyword::kPatternProperties:
        return PatternProperties(value, place, Ensure(node.object));
      case Keyword::kAdditionalProperties:
        return Into(value, place, Ensure(node.object).additional);
      case Keyword::kPropertyNames:
        return Into(value, place, Ensure(node.object).names);
      case Keyword::kRequired:
        return Names(value, place, Ensure(node.object),
                     [](schema::NamedMember& member) { member.required = true; });
      case Keyword::kMinProperties:
        return schema::CompileCount(value, place, Ensure(node.object).min_members);
      case Keyword::kMaxProperties:
        return schema::CompileCount(value, place, Ensure(node.object).max_members);
      case Keyword::kDependencies:
        return Dependencies(value, place, Ensure(node.object));
      default:
        return CompileCombinator(keyword, value, parent, place, node);
    }
  }

  Status CompileCombinator(Keyword keyword, const Json& value, const Json& parent,
                           const std::string& place, Node& node) {
    switch (keyword) {
      case Keyword::kAllOf:
        return Branches(value, place, Ensure(node.combinators).all_of);
      case Keyword::kAnyOf:
        return Branches(value, place, Ensure(node.combinators).any_of);
      case Keyword::kOneOf:
        return Branches(value, place, Ensure(node.combinators).one_of);
      case Keyword::kNot:
        return Into(value, place, Ensure(node.combinators).not_this);
      case Keyword::kIf: {
        schema::Conditional conditional{};
        GODWIT_TRY(Into(value, place, conditional.condition));
        const std::string parent_place = place.substr(0, place.size() - 3);
        if (parent.contains("then")) {
          GODWIT_TRY(Into(parent["then"], parent_place + "/then", conditional.then));
        }
        if (parent.contains("else")) {
          GODWIT_TRY(Into(parent["else"], parent_place + "/else", conditional.otherwise));
        }
        if (conditional.then != schema::kTrue || conditional.otherwise != schema::kTrue) {
          Ensure(node.combinators).conditional = conditional;
        }
        return {};
      }
      default: {  // then, else: compiled with if, and without one they mean nothing
        NodeIndex unused = schema::kTrue;
        return Into(value, place, unused);
      }
    }
  }

  Status Into(const Json& value, const std::string& place, NodeIndex& out) {
    GODWIT_ASSIGN(out, Subschema(value, place));
    return {};
  }

  template <typename Visit>
  Status EachMember(const Json& value, const std::string& place, const Visit& visit) {
    if (!value.is_object()) return Refuse(place, "must be an object of schemas");
    for (const auto& [key, member] : value.items()) {
      GODWIT_ASSIGN(const NodeIndex node, Subschema(member, ChildPointer(place, key)));
      GODWIT_TRY(visit(key, node));
    }
    return {};
  }

  Status Branches(const Json& value, const std::string& place, std::vector<NodeIndex>& out) {
    if (!value.is_array() || value.empty()) return Refuse(place, "must be a list of schemas");
    for (std::size_t i = 0; i < value.size(); ++i) {
      GODWIT_ASSIGN(const NodeIndex node, Subschema(value[i], place + '/' + std::to_string(i)));
      out.push_back(node);
    }
    return {};
  }

  Status Items(const Json& value, const std::string& place, schema::ArrayRules& rules) {
    if (!value.is_array()) return Into(value, place, rules.rest);
    if (value.empty()) return {};
    return Branches(value, place, rules.items);
  }

  // Means something only beside a list of items.
  Status AdditionalItems(const Json& value, const Json& parent, const std::string& place,
                         Node& node) {
    NodeIndex rest = schema::kTrue;
    GODWIT_TRY(Into(value, place, rest));
    if (parent.contains("items") && parent["items"].is_array()) Ensure(node.array).rest = rest;
    return {};
  }

  static schema::NamedMember* Member(schema::ObjectRules& rules, const std::string& name) {
    for (schema::NamedMember& member : rules.members) {
      if (member.name == name) return &member;
    }
    rules.members.emplace_back().name = name;
    return &rules.members.back();
  }

  static Status CheckSize(const schema::ObjectRules& rules, const std::string& place) {
    if (rules.members.size() <= schema::kMaxNamedMembers) return {};
    return Refuse(place, "an object may name up to 256 members");
  }

  Status Properties(const Json& value, const std::string& place, schema::ObjectRules& rules) {
    GODWIT_TRY(EachMember(value, place, [&rules](const std::string& key, NodeIndex node) {
      Member(rules, key)->node = node;
      return Status();
    }));
    return CheckSize(rules, place);
  }

  Status PatternProperties(const Json& value, const std::string& place,
                           schema::ObjectRules& rules) {
    return EachMember(value, place, [&](const std::string& key, NodeIndex node) -> Status {
      std::optional<Pattern> pattern;
      GODWIT_TRY(schema::CompilePattern(key, ChildPointer(place, key), pattern));
      rules.patterns.push_back({*std::move(pattern), node});
      return {};
    });
  }

  template <typename Visit>
  static Status Names(const Json& value, const std::string& place, schema::ObjectRules& rules,
                      const Visit& visit) {
    if (!value.is_array()) return Refuse(place, "must be a list of member names");
    for (const Json& name : value) {
      if (!name.is_string()) return Refuse(place, "must be a list of member names");
      visit(*Member(rules, name.get<std::string>()));
    }
    return CheckSize(rules, place);
  }

  Status Dependencies(const Json& value, const std::string& place, schema::ObjectRules& rules) {
    if (!value.is_object()) return Refuse(place, "must be an object");
    for (const auto& [key, needs] : value.items()) {
      const std::string child = ChildPointer(place, key);
      if (!needs.is_array()) {
        GODWIT_ASSIGN(const NodeIndex node, Subschema(needs, child));
        Member(rules, key)->dependent = node;
        rules.dependencies = true;
        continue;
      }
      std::vector<std::size_t> indexes;
      GODWIT_TRY(Names(needs, child, rules, [&](schema::NamedMember& member) {
        indexes.push_back(static_cast<std::size_t>(&member - rules.members.data()));
      }));
      Member(rules, key)->needs = std::move(indexes);
    }
    return CheckSize(rules, place);
  }

  static void FinishObject(schema::ObjectRules& rules) {
    rules.by_name.resize(rules.members.size());
    for (std::size_t i = 0; i < rules.by_name.size(); ++i) {
      rules.by_name[i] = i;
      const std::string& name = rules.members[i].name;
      rules.members[i].plain = std::none_of(name.begin(), name.end(), [](char c) {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
      });
    }
    std::sort(rules.by_name.begin(), rules.by_name.end(), [&rules](std::size_t a, std::size_t b) {
      return rules.members[a].name < rules.members[b].name;
    });
  }

  const Json& root_;
  std::shared_ptr<Program> program_;
  std::map<const Json*, NodeIndex> compiled_;  // looked up, never listed
  std::map<NodeIndex, std::string> pointers_;
  std::set<const Json*> following_;
};

}  // namespace

Result<Validator> Validator::Compile(std::string_view schema_text) {
  const std::vector<Violation> violations = StrictJson().Violations(schema_text, 1);
  if (!violations.empty()) return Refuse("", Describe(violations.front()));
  const Json json = Json::parse(schema_text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return Refuse("", "it is not JSON");
  GODWIT_ASSIGN(auto program, Compiler(json).Run());
  return Validator(std::move(program));
}

const Validator& StrictJson() {
  static const Validator kStrict = [] {
    auto program = std::make_shared<schema::Program>();
    program->nodes.resize(2);
    return Validator(std::move(program));
  }();
  return kStrict;
}

}  // namespace godwit
