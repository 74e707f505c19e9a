// Rules about declarations that mean something else to SQLite than they say. They judge what the
// script brings. Source: sqlite.org/datatype3.html, sqlite.org/lang_createtable.html.
#include <algorithm>
#include <array>

#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/schema/rebuild.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Verb = StatementWords::Verb;

std::size_t StepOfColumn(const LintInput& input, const TouchedTable& table, const Column& column) {
  return StepOf(input.walk, *table.now,
                [&](const Table& now) { return FindColumn(now, column.name) != nullptr; });
}

template <typename Action>
void ForEachNewColumn(const LintInput& input, const Action& action) {
  for (const TouchedTable& table : input.walk.touched) {
    for (const Column* column : NewColumns(table)) action(table, *column);
  }
}

std::size_t StepOfTable(const LintInput& input, const TouchedTable& table) {
  return StepOf(input.walk, *table.now, [](const Table&) { return true; });
}

bool IsSerial(const Column& column) {
  static constexpr std::array<std::string_view, 3> kSerial = {"SERIAL", "BIGSERIAL", "SMALLSERIAL"};
  return std::ranges::find(kSerial, column.type) != kSerial.end();
}

// The column that alone is the primary key; nullptr when there is none.
const Column* SoleKey(const Table& table) {
  const std::vector<std::string> key = PrimaryKeyColumns(table);
  return key.size() == 1 ? FindColumn(table, key[0]) : nullptr;
}

// An integer key that looks like the rowid and is not.
bool LooksLikeRowid(const Table& table) {
  const Column* key = SoleKey(table);
  return key != nullptr && !table.without_rowid && RowidColumn(table) == nullptr &&
         key->affinity == Affinity::kInteger && !IsSerial(*key);
}

// Types that mean text elsewhere, and numbers to SQLite.
constexpr std::array<std::string_view, 9> kTextElsewhere = {
    "STRING", "STR", "JSON", "JSONB", "UUID", "GUID", "ENUM", "URL", "EMAIL"};

// Whether a token behind DEFAULT is a name, which SQLite takes for a text.
bool IsWordForText(const Token& token) {
  static constexpr std::array<std::string_view, 6> kValues = {
      "null", "true", "false", "current_time", "current_date", "current_timestamp"};
  if (token.kind == TokenKind::kQuotedName) return true;
  if (token.kind != TokenKind::kWord) return false;
  return std::ranges::find(kValues, LowerAscii(token.text)) == kValues.end();
}

}  // namespace

void SerialType(const LintInput& input, LintSink& sink) {
  ForEachNewColumn(input, [&](const TouchedTable& table, const Column& column) {
    if (!IsSerial(column)) return;
    sink.Add(StepOfColumn(input, table, column),
             ColumnText(*table.now->table, column.name) + " is declared " + column.type +
                 ", which numbers nothing in SQLite: rows get NULL there",
             "declare it INTEGER PRIMARY KEY");
  });
}

void IntPrimaryKey(const LintInput& input, LintSink& sink) {
  for (const TouchedTable& table : input.walk.touched) {
    if (!LooksLikeRowid(*table.now->table)) continue;
    // What was so before is no news; what was the rowid before is told as that.
    if (table.before() != nullptr && !PrimaryKeyColumns(*table.before()).empty()) continue;
    const Column& key = *SoleKey(*table.now->table);
    sink.Add(StepOfTable(input, table),
             ColumnText(*table.now->table, key.name) + " is declared " + key.type +
                 " PRIMARY KEY, which is not the rowid: SQLite gives it no number and keeps an "
                 "index besides",
             "declare it INTEGER PRIMARY KEY, exactly so and without DESC");
  }
}

void LengthIgnored(const LintInput& input, LintSink& sink) {
  for (const TouchedTable& table : input.walk.touched) {
    std::vector<std::string> names;
    std::size_t step = 0;
    for (const Column* column : NewColumns(table)) {
      if (column->type.find('(') == std::string::npos) continue;
      if (names.empty()) step = StepOfColumn(input, table, *column);
      names.push_back(column->name);
    }
    if (names.empty()) continue;
    sink.Add(step,
             TableText(*table.now->table) + " declares a length or precision for " +
                 NameList(names) + ", which SQLite does not enforce",
             "write TEXT, INTEGER or REAL, and a CHECK (length(…) <= n) where the length matters");
  }
}

void NullablePrimaryKey(const LintInput& input, LintSink& sink) {
  for (const TouchedTable& table : input.walk.touched) {
    const Table& now = *table.now->table;
    if (now.without_rowid || now.strict || RowidColumn(now) != nullptr || LooksLikeRowid(now)) {
      continue;
    }
    std::vector<std::string> names;
    for (const std::string& name : PrimaryKeyColumns(now)) {
      const Column& column = *FindColumn(now, name);
      const Column* old = table.pair == nullptr ? nullptr : table.pair->OldOf(column);
      const bool known = old != nullptr && old->primary_key > 0 && !old->not_null;
      if (!column.not_null && !known && !IsSerial(column)) names.push_back(name);
    }
    if (names.empty()) continue;
    sink.Add(StepOfTable(input, table),
             "the primary key of " + TableText(now) + " may hold NULL in " + NameList(names) +
                 ", any number of times",
             "add NOT NULL to the columns of the key");
  }
}

void NoPrimaryKey(const LintInput& input, LintSink& sink) {
  for (const TouchedTable& table : input.walk.touched) {
    if (table.pair != nullptr || !PrimaryKeyColumns(*table.now->table).empty()) continue;
    sink.Add(StepOfTable(input, table),
             TableText(*table.now->table) +
                 " has no primary key, so its rows cannot be named: no data step, changeset or "
                 "undo holds to them",
             "declare one: INTEGER PRIMARY KEY, or the columns that tell rows apart");
  }
}

void TextTypeIsNumeric(const LintInput& input, LintSink& sink) {
  ForEachNewColumn(input, [&](const TouchedTable& table, const Column& column) {
    const std::string type = column.type.substr(0, column.type.find('('));
    const bool text = std::ranges::find(kTextElsewhere, type) != kTextElsewhere.end();
    if (!text || column.affinity != Affinity::kNumeric) return;
    sink.Add(StepOfColumn(input, table, column),
             ColumnText(*table.now->table, column.name) + " is declared " + column.type +
                 ", which has NUMERIC affinity in SQLite: '007' becomes 7",
             "declare it TEXT");
  });
}

void DoubleQuotedString(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const std::string& text = input.walk.steps[at].taken_for_string;
    if (text.empty()) continue;
    sink.Add(at,
             QuoteName(text) + " names no column here, so most builds of SQLite take it for the " +
                 "string " + QuoteText(text) + " and write that into every row; Godwit refuses it",
             "mend the column's name, or write a string in single quotes");
  }
}

void WordAsDefault(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    const bool declares = (step.words.verb == Verb::kCreate && step.words.object == "table") ||
                          step.words.verb == Verb::kAddColumn;
    if (!declares || step.failed) continue;
    for (std::size_t i = 0; i + 1 < step.tokens.size(); ++i) {
      const Token& value = step.tokens[i + 1];
      if (!IsKeyword(step.tokens[i], "default") || !IsWordForText(value)) continue;
      sink.Add(at,
               "DEFAULT " + std::string(value.text) + " in " + "table " +
                   QuoteName(step.words.name) + " is the text " + QuoteText(Unquote(value.text)) +
                   ", for a default names nothing",
               "write the text in single quotes where it is meant, else CURRENT_TIMESTAMP or an "
               "expression in parentheses");
    }
  }
}

}  // namespace godwit::lint
