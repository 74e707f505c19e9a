#include "core/schema/types_cpp_documents.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/json/string.h"
#include "core/schema/code_text.h"
#include "core/schema/identifiers.h"

namespace godwit {
namespace {

using Kind = JsonShape::Kind;

constexpr std::string_view kJson = "godwit::typed_json::Json";

std::string Comment(const std::string& indent, const std::string& text) {
  return text.empty() ? text : indent + "// " + CommentText(text) + "\n";
}

class Documents {
 public:
  Documents(const JsonDocument& document, const std::vector<std::string>& names)
      : document_(document), names_(names), states_(names.size()) {}

  std::string Run() {
    for (std::size_t i = 0; i < names_.size(); ++i) Declare(i);
    return std::move(text_);
  }

 private:
  enum class State : std::uint8_t { kUnknown, kAtWork, kDone };

  struct Type {
    std::string name;
    bool nullable = false;

    bool IsJson() const { return name == kJson; }
    std::string Whole() const {
      return nullable && !IsJson() ? "std::optional<" + name + ">" : name;
    }
  };

  static bool IsStruct(const JsonShape& shape) {
    return shape.kind == Kind::kObject && !shape.members.empty();
  }

  // What it holds comes first.
  void Declare(std::size_t index) {
    if (states_[index] != State::kUnknown) return;
    states_[index] = State::kAtWork;
    const JsonType& type = document_.types[index];
    // The document itself is a struct in any case.
    if (index > 0 && IsChoiceOfTexts(type.shape)) {
      std::vector<std::string> words;
      for (const std::string& text : type.shape.constants) {
        words.push_back(ParseJsonString(text).value());
      }
      text_ += CppChoice(names_[index], type.comment, words);
    }
    if (IsStruct(type.shape)) {
      Struct(index);
    } else if (index == 0) {
      Wrapper(index);
    }
    states_[index] = State::kDone;
  }

  Type TypeOf(const JsonShape& whole) {
    Type result;
    const JsonShape shape = WithoutNull(whole, result.nullable);
    result.name = Named(shape, result.nullable);
    return result;
  }

  // `nullable` becomes true where what is named may be null.
  std::string Named(const JsonShape& shape, bool& nullable) {
    switch (shape.kind) {
      case Kind::kBoolean:
        return "bool";
      case Kind::kInteger:
        return "std::int64_t";
      case Kind::kNumber:
        return "double";
      case Kind::kString:
        return "std::string";
      case Kind::kList:
        return "std::vector<" + TypeOf(shape.parts[0]).Whole() + ">";
      case Kind::kObject:
        if (!shape.members.empty() || shape.parts.empty()) return std::string(kJson);
        return "std::map<std::string, " + TypeOf(shape.parts[0]).Whole() + ">";
      case Kind::kConstants:
        return OfConstants(shape);
      case Kind::kNamed:
        return Referred(shape.type, nullable);
      default:
        return std::string(kJson);
    }
  }

  std::string Referred(std::size_t index, bool& nullable) {
    // A struct cannot hold itself.
    if (states_[index] == State::kAtWork) return std::string(kJson);
    const JsonShape& shape = document_.types[index].shape;
    if (IsStruct(shape) || (index > 0 && IsChoiceOfTexts(shape))) {
      Declare(index);
      return names_[index];
    }
    const State before = std::exchange(states_[index], State::kAtWork);
    const Type type = TypeOf(shape);
    states_[index] = before;
    nullable = nullable || type.nullable;
    return type.name;
  }

  static std::string OfConstants(const JsonShape& shape) {
    const auto all = [&](auto is) { return std::ranges::all_of(shape.constants, is); };
    if (all([](const std::string& text) { return text.front() == '"'; })) return "std::string";
    if (all([](const std::string& text) { return text == "true" || text == "false"; })) {
      return "bool";
    }
    const auto integer = [](const std::string& text) {
      return text.size() < 16 && text.find_first_not_of("-0123456789") == std::string::npos;
    };
    return std::string(all(integer) ? "std::int64_t" : kJson);
  }

  void Struct(std::size_t index) {
    const JsonType& type = document_.types[index];
    IdentifierPool pool;
    std::string fields;
    std::string visits;
    const std::vector<JsonShape>& parts = type.shape.parts;
    for (std::size_t i = 0; i < type.shape.members.size(); ++i) {
      const JsonMember& member = type.shape.members[i];
      const Type one = TypeOf(parts[i]);
      const std::string name = FieldName(member.name, pool);
      std::string cpp = one.Whole();
      if (!member.required && !cpp.starts_with("std::optional<")) {
        cpp = "std::optional<" + cpp + ">";
      }
      fields += Comment("  ", member.comment) + "  " + cpp + " " + name + " = {};\n";
      visits += std::string("    visitor.") + (member.required ? "Required(" : "Optional(") +
                CppLiteral(member.name) + ", self." + name + ");\n";
    }
    if (parts.size() > type.shape.members.size()) {
      const std::string name = pool.Fresh("more");
      fields += "  // Further members.\n  std::map<std::string, " + TypeOf(parts.back()).Whole() +
                "> " + name + " = {};\n";
      visits += "    visitor.Rest(self." + name + ");\n";
    }
    text_ +=
        "\n" + Comment("", type.comment) + "struct " + names_[index] + " {\n" + fields +
        Functions(names_[index], "    return godwit::ReadTypedJson<" + names_[index] + ">(text);\n",
                  "*this") +
        "  template <typename Self, typename Visitor>\n"
        "  static void Visit(Self& self, Visitor& visitor) {\n" +
        visits + "  }\n};\n";
  }

  // A document that is no object.
  void Wrapper(std::size_t index) {
    const JsonType& type = document_.types[index];
    const std::string value = TypeOf(type.shape).Whole();
    text_ +=
        "\n" + Comment("", type.comment) + "struct " + names_[index] + " {\n  " + value +
        " value = {};\n" +
        Functions(names_[index],
                  "    auto read = godwit::ReadTypedJson<" + value +
                      ">(text);\n    if (!read.ok()) return std::move(read).error();\n    return " +
                      names_[index] + "{.value = std::move(read).value()};\n",
                  "value") +
        "};\n";
  }

  // `written`: what makes the text.
  static std::string Functions(const std::string& name, const std::string& read,
                               const std::string& written) {
    return "\n  static godwit::Result<" + name + "> FromJson(std::string_view text) {\n" + read +
           "  }\n  godwit::Result<std::string> ToJson() const { return godwit::WriteTypedJson(" +
           written + "); }\n  bool operator==(const " + name + "&) const = default;\n";
  }

  static std::string FieldName(const std::string& name, IdentifierPool& pool) {
    const std::string snake = SnakeName(name);
    return pool.Fresh(IsCppKeyword(snake) ? snake + "_" : snake);
  }

  const JsonDocument& document_;
  const std::vector<std::string>& names_;
  std::vector<State> states_;
  std::string text_;
};

}  // namespace

std::string CppChoice(const std::string& name, const std::string& comment,
                      const std::vector<std::string>& words) {
  IdentifierPool pool;
  std::string constants;
  std::string list;
  for (const std::string& word : words) {
    constants += (constants.empty() ? "" : ", ") + pool.Fresh("k" + PascalName(word));
    list += (list.empty() ? "" : ", ") + CppView(word);
  }
  const std::string_view base = words.size() > 256 ? "std::uint16_t" : "std::uint8_t";
  return "\n" + Comment("", comment) + "enum class " + name + " : " + std::string(base) + " { " +
         constants + " };\ninline constexpr std::array<std::string_view, " +
         std::to_string(words.size()) + "> k" + name + "Words = {" + list +
         "};\nconstexpr std::string_view WordOf(" + name + " value) {\n  return k" + name +
         "Words[static_cast<std::size_t>(value)];\n}\nconstexpr bool ParseWord(std::string_view "
         "word, " +
         name + "& into) {\n  for (std::size_t i = 0; i < k" + name +
         "Words.size(); ++i) {\n    if (k" + name +
         "Words[i] != word) continue;\n    into = static_cast<" + name +
         ">(i);\n    return true;\n  }\n  return false;\n}\n";
}

std::string CppDocument(const JsonDocument& document, const std::vector<std::string>& names) {
  return Documents(document, names).Run();
}

}  // namespace godwit
