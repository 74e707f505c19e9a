// Rules about rows and values that go.
#include <algorithm>
#include <set>

#include "core/base/words.h"
#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Verb = StatementWords::Verb;

// What goes with rows of a table: rows of its children, as the keys' actions say.
struct Cascade {
  std::vector<std::string> tables;
  std::optional<std::int64_t> rows = 0;
};

class CascadeFinder {
 public:
  CascadeFinder(const LintSchema& schema, LintData& data) : schema_(schema), data_(data) {}

  // `doomed`: a condition over the table in the database; empty = it is not known there.
  void Follow(const LintTable& table, const std::string& doomed) {
    if (!seen_.insert(table.id).second) return;
    for (const ChildKey& found : ChildKeys(schema_, *table.table)) {
      if (found.key->on_delete != "CASCADE") continue;
      found_.tables.push_back(found.child->table->name);
      const std::string condition = Condition(table, found, doomed);
      const std::string name = data_.Table(*found.child);
      std::optional<std::int64_t> rows;
      if (!condition.empty() && !name.empty()) {
        rows = data_.Count("SELECT count(*) FROM " + name + " WHERE " + condition);
      }
      found_.rows = rows && found_.rows ? std::optional(*found_.rows + *rows) : std::nullopt;
      Follow(*found.child, condition);
    }
  }

  Cascade Take() {
    if (!data_.there()) found_.rows.reset();
    return std::move(found_);
  }

 private:
  // Which rows of the child point to doomed ones.
  std::string Condition(const LintTable& parent, const ChildKey& found,
                        const std::string& doomed) const {
    const std::vector<std::string> targets = TargetColumns(*found.key, *parent.table);
    if (doomed.empty() || targets.size() != found.key->columns.size()) return {};
    std::string own;
    std::string theirs;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      own += (own.empty() ? "" : ", ") + LintData::Column(*found.child, found.key->columns[i]);
      theirs += (theirs.empty() ? "" : ", ") + LintData::Column(parent, targets[i]);
    }
    return "(" + own + ") IN (SELECT " + theirs + " FROM " + data_.Table(parent) + " WHERE " +
           doomed + ")";
  }

  const LintSchema& schema_;
  LintData& data_;
  std::set<int> seen_;
  Cascade found_;
};

// Of a DELETE on a table that was there before.
const LintTable* DeletesFrom(const LintInput& input, const LintStep& step) {
  if (!step.change || step.words.verb != Verb::kDelete || step.doubtful) return nullptr;
  const LintTable* table = step.Target();
  return table != nullptr && input.Existed(*table) ? table : nullptr;
}

Cascade CascadeOf(const LintInput& input, const LintStep& step, const LintTable& table) {
  CascadeFinder finder(*step.before, input.data);
  if (!step.keys_on) return {};
  const std::string all = step.change->where.empty() ? "1" : "(" + step.change->where + ")";
  const bool as_stored = step.change->plain && table.stored_columns.empty();
  finder.Follow(table, as_stored && !input.data.Table(table).empty() ? all : std::string());
  return finder.Take();
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
    std::string message = "DELETE from " + TableText(*table->table) + " cascades to " +
                          Counted(std::ssize(cascade.tables), "table");
    if (cascade.rows) message += ", " + RowsText(cascade.rows);
    sink.Add(at, message + " (" + NameList(cascade.tables) + ")",
             "delete the children's rows by statements of their own, so that the script says what "
             "goes");
  }
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
