// Rules about rows and values that go.
#include <algorithm>

#include "core/base/words.h"
#include "core/schema/lint/cascade.h"
#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/lint/settled.h"
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

constexpr const char* kDropWithKeysOff =
    "write PRAGMA foreign_keys = OFF at the top of the script and say what becomes of the "
    "children's rows, or ";

// `table "b"`'s rows that ON DELETE SET NULL and SET DEFAULT change; empty = there are none.
std::string EmptiedText(const LintInput& input, std::size_t at, const LintTable& table) {
  std::string text;
  for (const ChildKey& child : ChildKeys(*input.walk.steps[at].before, *table.table)) {
    if (!ActsOnDelete(*child.key) || child.key->on_delete == "CASCADE") continue;
    if (IsSettled(input, child, table, at)) continue;
    // A child that goes itself is told as such.
    const bool goes = input.walk.end->FindId(child.child->id) == nullptr &&
                      input.walk.PairOfOld(child.child->id) == nullptr;
    const std::optional<std::int64_t> rows = RowsThatRefer(input.data, child);
    if (goes || rows == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string("empties ") + NameList(child.key->columns) +
            " in " + (rows ? Counted(*rows, "row") : "the rows") + " of " +
            TableText(*child.child->table) + " (ON DELETE " + child.key->on_delete + ")";
  }
  return text;
}

// DROP TABLE deletes the rows first, where foreign keys are on. A rebuild's is told as that.
void DropCascades(const LintInput& input, LintSink& sink) {
  for (const auto& [id, at] : input.walk.dropped) {
    const LintStep& step = input.walk.steps[at];
    const LintTable* table = step.before->FindId(id);
    const LintPair* pair = input.walk.PairOfOld(id);
    if (!step.keys_on || table == nullptr || !input.Existed(*table) || pair != nullptr) continue;
    const std::string dropped =
        "DROP TABLE of " + TableText(*table->table) + " deletes its rows first, which ";
    if (const std::string emptied = EmptiedText(input, at, *table); !emptied.empty()) {
      sink.Add(LintSeverity::kError, at, dropped + emptied + ", because foreign keys are on",
               std::string(kDropWithKeysOff) + "set them by a statement of your own");
    }
    const auto settled = [&](const ChildKey& child, const LintTable& parent) {
      return IsSettled(input, child, parent, at);
    };
    const Cascade cascade = FindCascade(*step.before, input.data, *table, kAllRows, settled);
    // Children that go themselves are told as such.
    const bool all_go = std::ranges::all_of(cascade.tables, [&](const std::string& name) {
      return input.walk.end->Find(name) == nullptr;
    });
    if (all_go || cascade.rows == 0) continue;
    sink.Add(LintSeverity::kError, at,
             dropped + CascadeText(cascade) + ", because foreign keys are on",
             std::string(kDropWithKeysOff) + "delete them by statements of their own");
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
    if (again) message += "; the one of that name that comes in its place is not filled from it";
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

namespace {

// A constraint of the new table that drops rows which do not hold to it, and that the old one does
// not have: "UNIQUE ON CONFLICT IGNORE"; empty = there is none.
std::string SilentConstraint(const LintPair& pair) {
  const auto silent = [](const ConstraintInfo& info) {
    return info.conflict == "ignore" || info.conflict == "replace";
  };
  const Table& before = *pair.before->table;
  const Table& after = *pair.after->table;
  for (const Index& index : after.indexes) {
    const bool known = std::ranges::any_of(before.indexes, [&](const Index& old) {
      return old.unique && IndexKeyTexts(old) == IndexKeyTexts(index);
    });
    if (!known && silent(index.constraint)) {
      return "UNIQUE ON CONFLICT " + UpperAscii(index.constraint.conflict);
    }
  }
  for (const Column& column : after.columns) {
    const Column* old = pair.OldOf(column);
    if (old != nullptr && !old->not_null && silent(column.not_null_info)) {
      return "NOT NULL ON CONFLICT " + UpperAscii(column.not_null_info.conflict);
    }
  }
  return {};
}

// The first DELETE from the new table behind the copy; nothing where there is none.
std::optional<std::size_t> DeletesFromCopy(const LintWalk& walk, const LintPair& pair) {
  for (std::size_t at = pair.copy + 1; at < walk.steps.size(); ++at) {
    const LintTable* table = walk.steps[at].Target();
    const bool deletes = walk.steps[at].words.verb == Verb::kDelete && walk.steps[at].change;
    if (deletes && table != nullptr && table->id == pair.after->id) return at;
  }
  return std::nullopt;
}

}  // namespace

void CopyLosesRows(const LintInput& input, LintSink& sink) {
  for (const LintPair& pair : input.walk.pairs) {
    if (!pair.rebuilt) continue;
    const std::string rebuild = "the rebuild of " + TableText(*pair.before->table);
    if (const auto at = DeletesFromCopy(input.walk, pair)) {
      sink.Add(*at, rebuild + " deletes rows of its copy",
               "delete from the old table, before it is copied, so that foreign keys and triggers "
               "see it");
    }
    const InsertWords& copy = *input.walk.steps[pair.copy].insert;
    const bool by_verb = copy.conflict == "ignore" || copy.conflict == "replace";
    const std::string constraint = SilentConstraint(pair);
    // What one copy leaves out the other one may bring.
    const std::string narrowing = pair.copies > 1 ? std::string() : copy.narrowing;
    const bool silent = by_verb || !constraint.empty();
    if (!silent && narrowing.empty()) continue;
    const std::string why = by_verb               ? "OR " + UpperAscii(copy.conflict)
                            : !constraint.empty() ? constraint
                                                  : narrowing;
    sink.Add(pair.copy, rebuild + " copies not every row: " + why + " leaves some out in silence",
             silent ? "copy with a plain INSERT and plain constraints, so that a row that does not "
                      "fit is an error"
                    : "copy every row, and delete what has to go by a DELETE of its own");
  }
}

}  // namespace godwit::lint
