#include "core/schema/row_types.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/schema/checked_values.h"
#include "core/schema/inspect.h"
#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/schema/rebuild.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// What a declared type says, beyond the affinity that SQLite makes of it: "DATETIME", "BOOLEAN" and
// "JSON" are NUMERIC there, and no number is meant. What says nothing is any value.
// REQUIRES: in capitals.
RowValue ValueOf(const std::string& type) {
  const auto has = [&](std::string_view part) { return type.find(part) != std::string::npos; };
  switch (AffinityOf(type)) {
    case Affinity::kInteger:
      return RowValue::kInteger;
    case Affinity::kReal:
      return RowValue::kReal;
    case Affinity::kText:
      return RowValue::kText;
    case Affinity::kBlob:
      return type.empty() ? RowValue::kAny : RowValue::kBlob;
    case Affinity::kNumeric:
      break;
  }
  if (has("BOOL")) return RowValue::kBoolean;
  // As CURRENT_TIMESTAMP writes them, and most programs.
  if (has("DATE") || has("TIME")) return RowValue::kText;
  if (type == "JSON") return RowValue::kText;
  // "ENUM" is none.
  const std::string word = type.substr(0, type.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
  constexpr std::array<std::string_view, 5> kNumbers = {"NUMERIC", "NUMBER", "NUM", "DECIMAL",
                                                        "DEC"};
  return std::ranges::find(kNumbers, word) != kNumbers.end() ? RowValue::kNumber : RowValue::kAny;
}

// Whether SQLite may take the text for a number where it likes numbers better.
bool MayBeNumber(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\n\v\f\r");
  constexpr std::string_view kBegins = "0123456789+-.";
  return first != std::string::npos && kBegins.find(text[first]) != std::string_view::npos;
}

// What a column holds whose CHECK leaves it these texts.
RowValue ValueOfTexts(const Column& column, const CheckedValues& checked) {
  const Affinity affinity = AffinityOf(column.type);
  const bool converts = affinity != Affinity::kText && affinity != Affinity::kBlob;
  return converts && std::ranges::any_of(checked.values, MayBeNumber) ? RowValue::kAny
                                                                      : RowValue::kChoice;
}

class Finder {
 public:
  Finder(const Schema& schema, const std::vector<JsonColumns>& documents) : schema_(schema) {
    for (const JsonColumns& one : documents) {
      for (const std::string& column : one.columns) by_column_.emplace(LowerAscii(column), &one);
    }
  }

  Result<RowTypes> Run() {
    for (const Table& table : schema_.tables) AddTable(table);
    for (const SchemaView& view : schema_.views) AddView(view);
    for (const auto& [name, source] : used_) {
      GODWIT_ASSIGN(JsonDocument document, ReadJsonShape(name, source->schema));
      types_.documents.push_back(std::move(document));
    }
    return std::move(types_);
  }

 private:
  void AddTable(const Table& table) {
    if (table.kind == TableKind::kShadow) return;
    RowType row{.name = table.name};
    const CheckedColumns checked(table);
    for (const Column& column : table.columns) {
      if (!column.hidden) row.columns.push_back(ColumnOf(table, column, checked));
    }
    if (row.columns.empty()) {
      types_.left_out.push_back("table " + QuoteName(table.name) + ": its module " +
                                QuoteName(table.module) + " is not there");
      return;
    }
    types_.rows.push_back(std::move(row));
  }

  void AddView(const SchemaView& view) {
    if (view.columns.empty()) {
      types_.left_out.push_back("view " + QuoteName(view.name) + ": SQLite cannot resolve it");
      return;
    }
    RowType row{.name = view.name, .view = true};
    for (std::size_t i = 0; i < view.columns.size(); ++i) {
      const std::string& type = view.column_types[i];
      RowColumn column{.name = view.columns[i], .declared_type = type, .value = ValueOf(type)};
      // What SQLite calls an expression that it knows nothing of.
      if (type == "BLOB") column.value = RowValue::kAny;
      row.columns.push_back(std::move(column));
    }
    types_.rows.push_back(std::move(row));
  }

  RowColumn ColumnOf(const Table& table, const Column& column, const CheckedColumns& checks) {
    RowColumn result{.name = column.name,
                     .declared_type = column.declared_type,
                     .value = ValueOf(column.type),
                     .nullable = !IsNeverNull(table, column),
                     .generated = column.generated != Generated::kNo};
    if (column.type == "ANY") result.value = RowValue::kAny;
    result.optional =
        result.nullable || column.default_value.has_value() || RowidColumn(table) == &column;
    const auto document = by_column_.find(LowerAscii(table.name + "." + column.name));
    if (document != by_column_.end()) {
      result.value = RowValue::kJson;
      result.document = document->second->name;
      used_.emplace(result.document, document->second);
      return result;
    }
    std::optional<CheckedValues> checked = checks.Find(column);
    if (!checked) return result;
    if (checked->texts) {
      result.value = ValueOfTexts(column, *checked);
      if (result.value == RowValue::kChoice) result.choices = std::move(checked->values);
    } else if (!checked->texts && result.value == RowValue::kInteger) {
      std::ranges::sort(checked->values);
      if (checked->values == std::vector<std::string>{"0", "1"}) result.value = RowValue::kBoolean;
    }
    return result;
  }

  const Schema& schema_;
  std::map<std::string, const JsonColumns*> by_column_;  // "table.column" in lower case
  std::map<std::string, const JsonColumns*> used_;
  RowTypes types_;
};

}  // namespace

bool IsNeverNull(const Table& table, const Column& column) {
  if (column.not_null || RowidColumn(table) == &column) return true;
  return column.primary_key > 0 && (table.without_rowid || table.strict);
}

Result<RowTypes> FindRowTypes(const Schema& schema, const std::vector<JsonColumns>& documents) {
  return Finder(schema, documents).Run();
}

}  // namespace godwit
