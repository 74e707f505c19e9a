// Rules about rows and values that go.
#include <algorithm>

#include "core/base/words.h"
#include "core/schema/lint/cascade.h"
#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Verb = StatementWords::Verb;

// Of a DELETE on a table that was there before.
const LintTable* DeletesFrom(const LintInput& input, const LintStep& step) {
  if (!step.change || step.words.verb != Verb::kDelete || step.doubtful) return nullptr;
  const LintTable* table = step.Target();
  return table != nullptr && input.Existed(*table) ? table : nullptr;
}

// Of a DELETE.
Cascade CascadeOf(const LintInput& input, const LintStep& step, const LintTable& table) {
  if (!step.keys_on) return {};
  const std::string all = step.change->where.empty() ? kAllRows : "(" + step.change->where + ")";
  const bool as_stored = step.change->plain && table.stored_columns.empty();
  return FindCascade(*step.before, input.data, table, as_stored ? all : std::string());
}

// DROP TABLE deletes the rows first, where foreign keys are on. A rebuild's is told as that.
void DropCascades(const LintInput& input, LintSink& sink) {
  for (const auto& [id, at] : input.walk.dropped) {
    const LintStep& step = input.walk.steps[at];
    const LintTable* table = step.before->FindId(id);
    const LintPair* pair = input.walk.PairOfOld(id);
    if (!step.keys_on || table == nullptr || !input.Existed(*table) || pair != nullptr) continue;
    const Cascade cascade = FindCascade(*step.before, input.data, *table, kAllRows);
    // Children that go themselves are told as such.
    const bool all_go = std::ranges::all_of(cascade.tables, [&](const std::string& name) {
      return input.walk.end->Find(name) == nullptr;
    });
    if (all_go || cascade.rows == 0) continue;
    sink.Add(LintSeverity::kError, at,
             "DROP TABLE of " + TableText(*table->table) + " deletes its rows first, which " +
                 CascadeText(cascade) + ", because foreign keys are on",
             "write PRAGMA foreign_keys = OFF at the top of the script and say what becomes of the "
             "children's rows, or delete them by statements of their own");
  }
}

std::string RowsText(const std::optional<std::int64_t>& rows) {
  return rows ? Counted(*rows, "row") : std::string("its rows");
}

}  // namespace

void TableDropped(const LintInput& input, LintSink& sink) {
  for (const auto& [id, step] : input.walk.dropped) {
    const LintTable* table = input.walk.start->FindId(id);
    if (table == nullptr || table->table->kind == TableKind::kShadow) continue;
    if (input.walk.PairOfOld(id) != nullptr) continue;
    const std::optional<std::int64_t> rows = input.data.Rows(*table);
    const bool again = input.walk.end->Find(table->table->name) != nullptr;
    std::string message = "drops " + TableText(*table->table);
    if (table->table->kind == TableKind::kTable) {
      message += rows == 0 ? ", which has no rows here" : " with " + RowsText(rows);
    }
    if (again) message += "; the one of that name that comes in its place does not get them";
    sink.Add(step, message,
             "drop it in a later migration, once no program reads it and its rows are kept or "
             "copied elsewhere");
  }
}

void ColumnDropped(const LintInput& input, LintSink& sink) {
  for (const LintPair* pair : TouchedPairs(input.walk)) {
    for (const Column& column : pair->before->table->columns) {
      const bool stays = std::ranges::any_of(
          pair->columns, [&](const auto& entry) { return entry.second == column.name; });
      if (stays || column.generated != Generated::kNo) continue;
      const auto dropped = pair->dropped.find(column.name);
      const std::size_t step = dropped == pair->dropped.end() ? pair->create : dropped->second;
      std::string message = "drops " + ColumnText(*pair->before->table, column.name);
      const std::string table = input.data.Table(*pair->before);
      const std::optional<std::int64_t> values =
          table.empty()
              ? std::nullopt
              : input.data.Count("SELECT count(" + LintData::Column(*pair->before, column.name) +
                                 ") FROM " + table);
      if (values) message += " with " + Counted(*values, "non-null value");
      sink.Add(step, message,
               "drop it in a later migration, once no program reads or writes it and its values "
               "are copied where they are needed");
    }
  }
}

void RowsDeleted(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    const LintTable* table = DeletesFrom(input, step);
    if (table == nullptr || !step.change->where.empty()) continue;
    if (!CascadeOf(input, step, *table).tables.empty()) continue;
    const std::optional<std::int64_t> rows = input.data.Rows(*table);
    if (rows == 0) continue;
    sink.Add(
        at,
        "deletes every row of " + TableText(*table->table) + (rows ? ": " + RowsText(rows) : ""),
        "say with WHERE which rows are meant, also when they are all");
  }
}

void DeleteCascades(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    const LintTable* table = DeletesFrom(input, step);
    if (table == nullptr) continue;
    const Cascade cascade = CascadeOf(input, step, *table);
    if (cascade.tables.empty() || cascade.rows == 0) continue;
    sink.Add(at, "DELETE from " + TableText(*table->table) + " " + CascadeText(cascade),
             "delete the children's rows by statements of their own, so that the script says what "
             "goes");
  }
  DropCascades(input, sink);
}

void ReplaceDeletes(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (!step.insert || step.insert->conflict != "replace" || !step.keys_on) continue;
    const LintTable* table = step.Target();
    if (table == nullptr || !input.Existed(*table)) continue;
    std::vector<std::string> children;
    for (const ChildKey& child : ChildKeys(*step.before, *table->table)) {
      if (ActsOnDelete(*child.key)) children.push_back(child.child->table->name);
    }
    if (children.empty()) continue;
    sink.Add(at,
             "REPLACE deletes the row of " + TableText(*table->table) +
                 " that is in the way, and with it what refers to it in " + NameList(children),
             "write INSERT … ON CONFLICT (…) DO UPDATE, which leaves the row where it is");
  }
}

void CopyLosesRows(const LintInput& input, LintSink& sink) {
  for (const LintPair& pair : input.walk.pairs) {
    if (!pair.rebuilt) continue;
    const InsertWords& copy = *input.walk.steps[pair.copy].insert;
    const bool silent = copy.conflict == "ignore" || copy.conflict == "replace";
    if (!silent && copy.narrowing.empty()) continue;
    const std::string why = silent ? "OR " + UpperAscii(copy.conflict) : copy.narrowing;
    sink.Add(pair.copy,
             "the rebuild of " + TableText(*pair.before->table) + " copies not every row: " + why +
                 " leaves some out in silence",
             silent ? "copy with a plain INSERT, so that a row that does not fit is an error"
                    : "copy every row, and delete what has to go by a DELETE of its own");
  }
}

}  // namespace godwit::lint
