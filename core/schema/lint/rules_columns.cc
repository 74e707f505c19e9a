// Rules about ALTER TABLE … ADD COLUMN and DROP COLUMN, which may pass on an empty table and fail
// on one with rows: a rehearsal on an empty database says nothing about them.
#include <algorithm>

#include "core/base/words.h"
#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/schema/rebuild.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Verb = StatementWords::Verb;

struct AddedColumn {
  std::size_t step = 0;
  const LintTable* table = nullptr;  // as it is then
  const Column* column = nullptr;
};

// Columns that ADD COLUMN adds to a table that was there before.
std::vector<AddedColumn> AddedColumns(const LintInput& input) {
  std::vector<AddedColumn> added;
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (step.words.verb != Verb::kAddColumn || step.after == step.before) continue;
    const LintTable* table = step.after->Find(step.words.name);
    if (table == nullptr || !input.Existed(*table)) continue;
    const Column* column = FindColumn(*table->table, step.words.column);
    if (column != nullptr) added.push_back({at, table, column});
  }
  return added;
}

void Tell(const LintInput& input, const AddedColumn& added, const std::string& why, std::string fix,
          LintSink& sink) {
  const std::optional<std::int64_t> rows = input.data.Rows(*added.table);
  const std::string name = ColumnText(*added.table->table, added.column->name);
  const std::string end = rows && *rows > 0 ? ", which has " + Counted(*rows, "row")
                          : rows            ? " with rows (here it has none)"
                                            : " with rows";
  sink.Add(rows == 0 ? LintSeverity::kWarning : LintSeverity::kError, added.step,
           name + " " + why + ", and SQLite adds no such column to a table" + end, std::move(fix));
}

// As SQLite judges a default: a literal, with signs, in parentheses, in CAST.
bool IsConstant(const Tokens& tokens, std::size_t begin, std::size_t end) {
  if (begin >= end) return false;
  if (tokens[begin].text == "-" || tokens[begin].text == "+") {
    return IsConstant(tokens, begin + 1, end);
  }
  const bool casts = IsKeyword(tokens[begin], "cast");
  const std::size_t open = casts ? begin + 1 : begin;
  if (open < end && tokens[open].text == "(") {
    if (BehindParenthesis(tokens, open) != end) return false;
    return IsConstant(tokens, open + 1, casts ? FindKeyword(tokens, "as", open + 1) : end - 1);
  }
  const Token& last = tokens[begin];
  if (end - begin != 1) return false;
  if (last.kind != TokenKind::kWord) return true;
  return IsKeyword(last, "null") || IsKeyword(last, "true") || IsKeyword(last, "false");
}

bool IsConstant(const std::string& expression) {
  const Tokens tokens = SignificantTokens(expression);
  return tokens.empty() || IsConstant(tokens, 0, tokens.size());
}

bool IsNullDefault(const Column& column) {
  return !column.default_value || LowerAscii(*column.default_value) == "null";
}

}  // namespace

void NotNullWithoutDefault(const LintInput& input, LintSink& sink) {
  constexpr const char* kFix = "give it a default, or add it nullable and fill it by a data step";
  for (const AddedColumn& added : AddedColumns(input)) {
    const bool plain = added.column->generated == Generated::kNo;
    if (!plain || !added.column->not_null || !IsNullDefault(*added.column)) continue;
    Tell(input, added, "is NOT NULL without a default", kFix, sink);
  }
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    if (!pair->rebuilt) continue;
    const InsertWords& copy = *input.walk.steps[pair->copy].insert;
    for (const Column* column : NewColumns({pair->after, pair})) {
      const bool given = std::ranges::any_of(copy.columns, [&](const std::string& name) {
        return LowerAscii(name) == LowerAscii(column->name);
      });
      const bool needs = column->not_null && IsNullDefault(*column) &&
                         column->generated == Generated::kNo &&
                         RowidColumn(*pair->after->table) != column;
      if (!needs || given || !copy.has_columns) continue;
      const bool empty = input.data.Rows(*pair->before) == 0;
      sink.Add(empty ? LintSeverity::kWarning : LintSeverity::kError, pair->copy,
               ColumnText(*pair->after->table, column->name) +
                   " is NOT NULL without a default, and the copy gives it no value" +
                   (empty ? " (here the table has no rows)" : ""),
               kFix);
    }
  }
}

void DefaultNotConstant(const LintInput& input, LintSink& sink) {
  for (const AddedColumn& added : AddedColumns(input)) {
    if (!added.column->default_value || IsConstant(*added.column->default_value)) continue;
    Tell(input, added, "has a default that is no constant",
         "add it without a default and fill it by a data step, or build the table anew", sink);
  }
}

void ReferenceWithDefault(const LintInput& input, LintSink& sink) {
  for (const AddedColumn& added : AddedColumns(input)) {
    if (IsNullDefault(*added.column) || !input.walk.steps[added.step].keys_on) continue;
    const std::vector<ForeignKey>& keys = added.table->table->foreign_keys;
    const bool refers = std::ranges::any_of(keys, [&](const ForeignKey& key) {
      return key.columns.size() == 1 &&
             LowerAscii(key.columns[0]) == LowerAscii(added.column->name);
    });
    if (!refers) continue;
    Tell(input, added, "has REFERENCES and a default other than NULL",
         "add it without a default and fill it by a data step", sink);
  }
}

void StoredColumnAdded(const LintInput& input, LintSink& sink) {
  for (const AddedColumn& added : AddedColumns(input)) {
    if (added.column->generated != Generated::kStored) continue;
    Tell(input, added, "is generated and STORED",
         "make it VIRTUAL, with an index over it where it is searched, or build the table anew",
         sink);
  }
}

void DropColumnBlocked(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (step.words.verb != Verb::kDropColumn || !step.failed) continue;
    sink.Add(at,
             "SQLite does not drop column " + QuoteName(step.words.column) + " of table " +
                 QuoteName(step.words.name) + ": " + step.failed->why,
             "drop first what uses the column, and make it again behind it; a column of a key or a "
             "constraint goes by a rebuild of its table only");
  }
}

}  // namespace godwit::lint
