#include "core/schema/types_ts.h"

#include <map>
#include <vector>

#include "core/json/string.h"
#include "core/schema/code_text.h"
#include "core/schema/identifiers.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

using Kind = JsonShape::Kind;

std::string Property(const std::string& name) {
  return IsPlainProperty(name) ? name : JsLiteral(name);
}

std::string Comment(const std::string& indent, const std::string& text) {
  return text.empty() ? text : indent + "/** " + CommentText(text) + " */\n";
}

// The document's shapes as types.
class Shapes {
 public:
  Shapes(const JsonDocument& document, const std::vector<std::string>& names)
      : document_(document), names_(names) {}

  std::string Declarations() const {
    std::string text;
    for (std::size_t i = 0; i < document_.types.size(); ++i) {
      const JsonType& type = document_.types[i];
      text += "\n" + Comment("", type.comment);
      const bool object = type.shape.kind == Kind::kObject && !type.shape.members.empty();
      text += object ? "export interface " + names_[i] + " " : "export type " + names_[i] + " = ";
      text += IsCircular(type.shape, i, 0) ? "unknown" : Type(type.shape, "");
      text += object ? "\n" : ";\n";
    }
    return text;
  }

 private:
  // A name that stands for nothing but itself.
  bool IsCircular(const JsonShape& shape, std::size_t start, std::size_t depth) const {
    if (depth > document_.types.size()) return true;
    if (shape.kind == Kind::kNamed) {
      if (shape.type == start) return true;
      return IsCircular(document_.types[shape.type].shape, start, depth + 1);
    }
    if (shape.kind != Kind::kEither && shape.kind != Kind::kAll) return false;
    for (const JsonShape& part : shape.parts) {
      if (IsCircular(part, start, depth + 1)) return true;
    }
    return false;
  }

  std::string Joined(const JsonShape& shape, const std::string& indent) const {
    const bool either = shape.kind == Kind::kEither;
    std::string text;
    for (const JsonShape& part : shape.parts) {
      const bool compound =
          part.kind == Kind::kEither || part.kind == Kind::kAll || part.constants.size() > 1;
      const std::string one = Type(part, indent);
      text += (text.empty() ? ""
               : either     ? " | "
                            : " & ") +
              (compound && !either ? "(" + one + ")" : one);
    }
    return text;
  }

  std::string Type(const JsonShape& shape, const std::string& indent) const {
    switch (shape.kind) {
      case Kind::kAny:
        return "unknown";
      case Kind::kNever:
        return "never";
      case Kind::kNull:
        return "null";
      case Kind::kBoolean:
        return "boolean";
      case Kind::kInteger:
      case Kind::kNumber:
        return "number";
      case Kind::kString:
        return "string";
      case Kind::kNamed:
        return names_[shape.type];
      case Kind::kConstants:
        return Constants(shape);
      case Kind::kList:
        return "Array<" + Type(shape.parts[0], indent) + ">";
      case Kind::kTuple:
        return Tuple(shape, indent);
      case Kind::kObject:
        return Object(shape, indent);
      case Kind::kEither:
      case Kind::kAll:
        return Joined(shape, indent);
    }
    return "unknown";
  }

  static std::string Constants(const JsonShape& shape) {
    std::string text;
    for (const std::string& constant : shape.constants) {
      text += (text.empty() ? "" : " | ") + Constant(constant);
    }
    return text.empty() ? "never" : text;
  }

  // A text may hold what is not seen; numbers and the like are themselves.
  static std::string Constant(const std::string& json) {
    const Result<std::string> text = ParseJsonString(json);
    return text.ok() ? JsLiteral(*text) : json;
  }

  std::string Tuple(const JsonShape& shape, const std::string& indent) const {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.parts.size(); ++i) {
      const std::string one = Type(shape.parts[i], indent);
      text += (i > 0 ? ", " : "") + (i < shape.required ? one : "(" + one + ")?");
    }
    if (!shape.closed) text += shape.parts.empty() ? "...unknown[]" : ", ...unknown[]";
    return text + "]";
  }

  std::string Object(const JsonShape& shape, const std::string& indent) const {
    const std::string inner = indent + "  ";
    if (shape.members.empty()) {
      return "{ [member: string]: " +
             (shape.parts.empty() ? "never" : Type(shape.parts[0], inner)) + " }";
    }
    std::string text = "{\n";
    for (std::size_t i = 0; i < shape.members.size(); ++i) {
      const JsonMember& member = shape.members[i];
      text += Comment(inner, member.comment);
      text += inner + Property(member.name) + (member.required ? ": " : "?: ") +
              Type(shape.parts[i], inner) + ";\n";
    }
    // Members that are declared would have to be of the same type as those that are not.
    if (shape.parts.size() > shape.members.size()) text += inner + "[member: string]: unknown;\n";
    return text + indent + "}";
  }

  const JsonDocument& document_;
  const std::vector<std::string>& names_;
};

class Generator {
 public:
  Generator(const RowTypes& types, const TsTypesOptions& options)
      : types_(types),
        bigint_(options.bigint),
        names_({"Array", "JsonText", "SqlValue", "Uint8Array"}) {}

  std::string Run() {
    // Rows first: whoever uses the file has their names in mind.
    std::vector<std::string> rows;
    for (const RowType& row : types_.rows) rows.push_back(names_.Fresh(PascalName(row.name)));
    std::vector<std::vector<std::string>> documents;
    for (const JsonDocument& document : types_.documents) {
      std::vector<std::string>& names = documents.emplace_back();
      for (const JsonType& type : document.types)
        names.push_back(names_.Fresh(PascalName(type.stem)));
      roots_[document.name] = names.front();
    }
    std::string text = Head();
    for (std::size_t i = 0; i < documents.size(); ++i) {
      text += Shapes(types_.documents[i], documents[i]).Declarations();
    }
    for (std::size_t i = 0; i < rows.size(); ++i) text += Row(types_.rows[i], rows[i]);
    return text;
  }

 private:
  std::string Head() const {
    std::string text = "// Generated by `godwit types --lang ts" +
                       std::string(bigint_ ? " --bigint" : "") + "`; do not edit.\n";
    for (const std::string& sentence : types_.left_out) {
      text += "//\n// Left out: " + CommentText(sentence) + ".\n";
    }
    text += "\n/** What SQLite can hold, beside NULL. */\nexport type SqlValue = number | ";
    text += bigint_ ? "bigint | " : "";
    text += "string | Uint8Array;\n";
    if (types_.documents.empty()) return text;
    return text +
           "\n/** A text that is a JSON document; it may be broken, as any text may. */\n"
           "export type JsonText<T> = string & { readonly __document?: T };\n"
           "\nexport function parseJson<T>(text: JsonText<T>): T {\n"
           "  return JSON.parse(text) as T;\n"
           "}\n"
           "\nexport function jsonText<T>(document: T): JsonText<T> {\n"
           "  return JSON.stringify(document) as JsonText<T>;\n"
           "}\n";
  }

  std::string TypeOf(const RowColumn& column) const {
    std::string choices;
    switch (column.value) {
      case RowValue::kInteger:
        return bigint_ ? "bigint" : "number";
      case RowValue::kReal:
        return "number";
      case RowValue::kNumber:
        return bigint_ ? "number | bigint" : "number";
      case RowValue::kBoolean:
        return bigint_ ? "0n | 1n" : "0 | 1";
      case RowValue::kText:
        return "string";
      case RowValue::kBlob:
        return "Uint8Array";
      case RowValue::kAny:
        return "SqlValue";
      case RowValue::kChoice:
        for (const std::string& choice : column.choices) {
          choices += (choices.empty() ? "" : " | ") + JsLiteral(choice);
        }
        return choices;
      case RowValue::kJson:
        return "JsonText<" + roots_.at(column.document) + ">";
    }
    return "SqlValue";
  }

  std::string Row(const RowType& row, const std::string& name) {
    const std::string what = (row.view ? "view " : "table ") + QuoteName(row.name);
    std::string text = "\n" + Comment("", "A row of " + what + ".");
    text += "export interface " + name + " {\n";
    std::string insert;
    std::string columns;
    for (const RowColumn& column : row.columns) {
      const std::string type = TypeOf(column) + (column.nullable ? " | null" : "");
      text += "  " + Property(column.name) + ": " + type + ";\n";
      columns += "  " + JsLiteral(column.name) + ",\n";
      if (column.generated) continue;
      insert += "  " + Property(column.name) + (column.optional ? "?: " : ": ") + type + ";\n";
    }
    text += "}\n";
    if (!row.view) {
      text += "\n" + Comment("", "What an INSERT into " + what + " takes.");
      text += "export interface " + names_.Fresh(name + "Insert") + " {\n" + insert + "}\n";
    }
    std::string constant = name;
    constant.front() = static_cast<char>(constant.front() - 'A' + 'a');
    return text + "\nexport const " + constants_.Fresh(constant + "Columns") + " = [\n" + columns +
           "] as const;\n";
  }

  const RowTypes& types_;
  bool bigint_;
  IdentifierPool names_;
  IdentifierPool constants_;
  std::map<std::string, std::string> roots_;
};

}  // namespace

std::string TsTypes(const RowTypes& types, const TsTypesOptions& options) {
  return Generator(types, options).Run();
}

}  // namespace godwit
