// Which table of the end is which of the start. A table that a script makes, fills from an old one
// and gives its name is that one built anew.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/schema/lint/walk.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

using Kind = TableAccess::Kind;
using Verb = StatementWords::Verb;

struct Copying {
  std::size_t step;
  int from;
  int into;
};

// Every statement that fills a table from others.
std::vector<Copying> FindCopies(const LintWalk& walk) {
  std::vector<Copying> copies;
  for (std::size_t at = 0; at < walk.steps.size(); ++at) {
    const LintStep& step = walk.steps[at];
    if (!step.insert || !step.insert->selects) continue;
    const LintTable* into = step.after->Find(step.words.name);
    if (into == nullptr) continue;
    for (const TableAccess& access : step.accesses) {
      const LintTable* from = step.before->Find(access.table);
      if (access.kind != Kind::kRead || from == nullptr || from->id == into->id) continue;
      copies.push_back({at, from->id, into->id});
    }
  }
  return copies;
}

// The step that fills the table from the other one, directly or by way of more tables.
std::optional<std::size_t> FindCopy(const std::vector<Copying>& copies, int from, int into) {
  std::set<int> reached = {from};
  for (const Copying& copy : copies) {
    if (!reached.contains(copy.from)) continue;
    if (copy.into == into) return copy.step;
    reached.insert(copy.into);
  }
  return std::nullopt;
}

// Columns that only their names tell.
void PairByName(LintPair& pair) {
  for (const Column& column : pair.after->table->columns) {
    const std::string lower = LowerAscii(column.name);
    for (const Column& old : pair.before->table->columns) {
      if (LowerAscii(old.name) == lower) pair.columns[lower] = old.name;
    }
  }
}

// A rebuild's copy says which column goes where.
void PairByCopy(const LintStep& copy, LintPair& pair) {
  const InsertWords& words = *copy.insert;
  if (words.star || !words.has_columns || words.columns.size() != words.bare.size()) {
    PairByName(pair);
    return;
  }
  for (std::size_t i = 0; i < words.columns.size(); ++i) {
    const std::string lower = LowerAscii(words.columns[i]);
    const std::string& from = words.bare[i].empty() ? words.columns[i] : words.bare[i];
    for (const Column& old : pair.before->table->columns) {
      if (LowerAscii(old.name) == LowerAscii(from)) pair.columns[lower] = old.name;
    }
  }
  // What SQLite makes by itself is not copied.
  for (const Column& column : pair.after->table->columns) {
    if (column.generated == Generated::kNo) continue;
    for (const Column& old : pair.before->table->columns) {
      if (LowerAscii(old.name) != LowerAscii(column.name)) continue;
      pair.columns[LowerAscii(column.name)] = old.name;
    }
  }
}

void PairBySteps(const LintWalk& walk, LintPair& pair) {
  std::map<std::string, std::string> columns;
  for (const Column& column : pair.before->table->columns) {
    columns[LowerAscii(column.name)] = column.name;
  }
  for (std::size_t at = 0; at < walk.steps.size(); ++at) {
    const LintStep& step = walk.steps[at];
    if (step.words.verb != Verb::kDropColumn && step.words.verb != Verb::kRenameColumn) continue;
    const LintTable* target = step.Target();
    if (target == nullptr || target->id != pair.before->id || step.after == step.before) continue;
    auto node = columns.extract(LowerAscii(step.words.column));
    if (node.empty()) continue;
    if (step.words.verb == Verb::kDropColumn) {
      pair.dropped[node.mapped()] = at;
      continue;
    }
    node.key() = LowerAscii(step.words.to);
    columns.insert(std::move(node));
  }
  pair.columns = std::move(columns);
}

bool RenamedFirst(const LintWalk& walk, const LintPair& pair) {
  for (std::size_t at = 0; at < pair.create; ++at) {
    const LintStep& step = walk.steps[at];
    const LintTable* target = step.Target();
    if (step.words.verb == Verb::kRenameTable && target != nullptr &&
        target->id == pair.before->id) {
      return true;
    }
  }
  return false;
}

}  // namespace

void FindPairs(LintWalk& walk) {
  const std::vector<Copying> copies = FindCopies(walk);
  for (const auto& [name, table] : walk.start->tables) {
    if (table.table->kind == TableKind::kShadow) continue;
    LintPair pair;
    pair.before = &table;
    pair.after = walk.end->FindId(table.id);
    if (pair.after != nullptr) {
      PairBySteps(walk, pair);
      walk.pairs.push_back(std::move(pair));
      continue;
    }
    const auto heir = walk.end->tables.find(name);
    if (heir == walk.end->tables.end() || !walk.created.contains(heir->second.id)) continue;
    const std::optional<std::size_t> copy = FindCopy(copies, table.id, heir->second.id);
    if (!copy) continue;
    pair.after = &heir->second;
    pair.rebuilt = true;
    pair.create = walk.created[heir->second.id];
    pair.copy = *copy;
    pair.drop = walk.dropped[table.id];
    pair.renamed_first = RenamedFirst(walk, pair);
    PairByCopy(walk.steps[*copy], pair);
    walk.pairs.push_back(std::move(pair));
  }
}

}  // namespace godwit
