#include "core/schema/canonical.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sqlite/value.h"

namespace godwit {
namespace {

// Fields of a line are separated by tabs; a text's own tabs, line ends and backslashes are escaped,
// so that no text can pretend to be structure.
void AppendEscaped(std::string& out, std::string_view text) {
  while (true) {
    const std::size_t plain = text.find_first_of("\\\t\n\r");
    out.append(text.substr(0, plain));
    if (plain == std::string_view::npos) return;
    switch (text[plain]) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      default:
        out += "\\r";
    }
    text.remove_prefix(plain + 1);
  }
}

class Line {
 public:
  explicit Line(std::string_view kind) : text_(kind) {}

  Line& Add(std::string_view field) {
    text_ += '\t';
    AppendEscaped(text_, field);
    return *this;
  }
  Line& Add(std::string_view key, std::string_view value) {
    text_ += '\t';
    text_ += key;
    text_ += '=';
    AppendEscaped(text_, value);
    return *this;
  }
  Line& AddIf(bool wanted, std::string_view field) { return wanted ? Add(field) : *this; }
  // Nothing when the value is the one that is left out.
  Line& AddUnless(std::string_view left_out, std::string_view key, std::string_view value) {
    return value == left_out ? *this : Add(key, value);
  }

  std::string End() { return std::move(text_) + "\n"; }

 private:
  std::string text_;
};

std::string ColumnLine(const Column& column) {
  Line line("column");
  line.Add(column.name).Add(column.type);
  line.AddIf(column.not_null, "not-null");
  line.AddUnless("", "not-null-name", column.not_null_info.name);
  line.AddUnless("", "not-null-conflict", column.not_null_info.conflict);
  if (column.default_value) line.Add("default", *column.default_value);
  line.AddUnless("BINARY", "collate", column.collation);
  if (column.generated == Generated::kVirtual) line.Add("virtual", column.expression);
  if (column.generated == Generated::kStored) line.Add("stored", column.expression);
  return line.AddIf(column.hidden, "hidden").End();
}

std::string PrimaryKeyLine(const Table& table) {
  std::vector<const Column*> key;
  for (int position = 1;; ++position) {
    const std::size_t before = key.size();
    for (const Column& column : table.columns) {
      if (column.primary_key == position) key.push_back(&column);
    }
    if (key.size() == before) break;
  }
  if (key.empty()) return {};
  Line line("primary-key");
  line.AddUnless("", "name", table.primary_key.name);
  line.AddUnless("", "conflict", table.primary_key.conflict);
  for (const Column* column : key) line.Add("column", column->name);
  return line.End();
}

std::string TableLine(const Table& table) {
  if (table.kind == TableKind::kVirtual) {
    return Line("virtual-table").Add(table.name).Add(table.module).Add(table.arguments).End();
  }
  return Line("table")
      .Add(table.name)
      .AddIf(table.strict, "strict")
      .AddIf(table.without_rowid, "without-rowid")
      .AddIf(table.autoincrement, "autoincrement")
      .End();
}

std::string ViewLine(const SchemaView& view) {
  Line line("view");
  line.Add(view.name).Add(view.sql);
  for (const std::string& column : view.columns) line.Add("column", column);
  return line.End();
}

std::string TriggerLine(const Trigger& trigger) {
  return Line("trigger").Add(trigger.name).Add(trigger.table).Add(trigger.sql).End();
}

}  // namespace

std::string CanonicalLine(const Check& check) {
  return Line("check").Add(check.expression).AddUnless("", "name", check.name).End();
}

std::string CanonicalLine(const ForeignKey& key) {
  Line line("foreign-key");
  line.Add(key.table);
  for (const std::string& column : key.columns) line.Add("column", column);
  for (const std::string& column : key.target_columns) line.Add("target", column);
  line.AddUnless("NO ACTION", "on-update", key.on_update);
  line.AddUnless("NO ACTION", "on-delete", key.on_delete);
  line.AddUnless("", "match", key.match);
  return line.AddIf(key.deferred, "deferred").AddUnless("", "name", key.name).End();
}

std::string CanonicalLine(const Index& index) {
  static constexpr std::string_view kOrigins[] = {"index", "unique", "primary-key-index"};
  Line line(kOrigins[static_cast<std::size_t>(index.origin)]);
  if (index.origin == IndexOrigin::kCreated) {
    line.Add(index.name).AddIf(index.unique, "unique");
  }
  for (const IndexKey& key : index.keys) {
    if (key.expression.empty()) {
      line.Add("column", key.column);
    } else {
      line.Add("expression", key.expression);
    }
    line.AddUnless("BINARY", "collate", key.collation).AddIf(key.descending, "desc");
  }
  line.AddUnless("", "where", index.where);
  line.AddUnless("", "name", index.constraint.name);
  return line.AddUnless("", "conflict", index.constraint.conflict).End();
}

std::string CanonicalTable(const Table& table) {
  std::string text = TableLine(table);
  for (const Column& column : table.columns) text += ColumnLine(column);
  text += PrimaryKeyLine(table);
  for (const Check& check : table.checks) text += CanonicalLine(check);
  for (const ForeignKey& key : table.foreign_keys) text += CanonicalLine(key);
  for (const Index& index : table.indexes) text += CanonicalLine(index);
  return text;
}

std::string CanonicalSchema(const Schema& schema) {
  std::string text = "godwit-schema 1\n";
  for (const Table& table : schema.tables) {
    if (table.kind != TableKind::kShadow) text += CanonicalTable(table);
  }
  for (const SchemaView& view : schema.views) text += ViewLine(view);
  for (const Trigger& trigger : schema.triggers) text += TriggerLine(trigger);
  return text;
}

std::string ObjectName(const Table& table) { return "table " + QuoteName(table.name); }

SchemaObjects CanonicalObjects(const Schema& schema) {
  SchemaObjects objects;
  for (const Table& table : schema.tables) {
    if (table.kind == TableKind::kShadow) continue;
    objects[ObjectName(table)] = CanonicalTable(table);
  }
  for (const SchemaView& view : schema.views) {
    objects["view " + QuoteName(view.name)] = ViewLine(view);
  }
  for (const Trigger& trigger : schema.triggers) {
    objects["trigger " + QuoteName(trigger.name)] = TriggerLine(trigger);
  }
  return objects;
}

std::string FirstDifferentColumn(const std::string& a, const std::string& b) {
  // Each column's name and line, in order.
  const auto columns = [](std::string_view text) {
    std::vector<std::pair<std::string, std::string_view>> lines;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size() - 1);
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(end + 1);
      if (!line.starts_with("column\t")) continue;
      const std::string_view rest = line.substr(7);
      lines.emplace_back(std::string(rest.substr(0, rest.find('\t'))), line);
    }
    return lines;
  };
  const auto left = columns(a);
  const auto right = columns(b);
  for (const auto& [from, other] : {std::pair(&right, &left), std::pair(&left, &right)}) {
    for (const auto& column : *from) {
      if (std::find(other->begin(), other->end(), column) == other->end()) {
        return " column " + QuoteName(column.first);
      }
    }
  }
  return {};
}

std::string_view AffinityName(Affinity affinity) {
  static constexpr std::string_view kNames[] = {"blob", "text", "numeric", "integer", "real"};
  return kNames[static_cast<std::size_t>(affinity)];
}

}  // namespace godwit
