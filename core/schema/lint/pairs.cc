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

// Tables by name as a script finds them: a temporary one hides another of its name. It has a number
// below 0 for its identity, for it is none of the schema's.
class TablesInSight {
 public:
  void Pass(const LintStep& step) {
    const std::string lower = LowerAscii(step.words.name);
    const bool of_table = step.words.object == "table" && !step.failed && step.tokens.size() > 1;
    if (of_table && step.words.verb == Verb::kDrop) temporary_.erase(lower);
    const bool temporary =
        of_table && step.words.verb == Verb::kCreate &&
        (IsKeyword(step.tokens[1], "temp") || IsKeyword(step.tokens[1], "temporary"));
    if (temporary) temporary_[lower] = --last_;
  }
  // 0 = there is none.
  int Find(const LintSchema& schema, const std::string& name) const {
    const auto found = temporary_.find(LowerAscii(name));
    if (found != temporary_.end()) return found->second;
    const LintTable* table = schema.Find(name);
    return table == nullptr ? 0 : table->id;
  }

 private:
  std::map<std::string, int> temporary_;
  int last_ = 0;
};

// Every statement that fills a table from others.
std::vector<Copying> FindCopies(const LintWalk& walk) {
  std::vector<Copying> copies;
  TablesInSight tables;
  for (std::size_t at = 0; at < walk.steps.size(); ++at) {
    const LintStep& step = walk.steps[at];
    tables.Pass(step);
    if (!step.insert || !step.insert->selects) continue;
    const int into = tables.Find(*step.after, step.words.name);
    if (into == 0) continue;
    for (const TableAccess& access : step.accesses) {
      const int from = tables.Find(*step.before, access.table);
      if (access.kind != Kind::kRead || from == 0 || from == into) continue;
      copies.push_back({at, from, into});
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

// The columns of the old table by the names that they have when it is copied, in lower case.
using ColumnNames = std::map<std::string, std::string>;

// Columns that only their names tell.
void PairByName(const ColumnNames& names, LintPair& pair) {
  for (const Column& column : pair.after->table->columns) {
    const auto old = names.find(LowerAscii(column.name));
    if (old != names.end()) pair.columns[old->first] = old->second;
  }
}

// A rebuild's copy says which column goes where.
void PairByCopy(const LintStep& copy, const ColumnNames& names, LintPair& pair) {
  const InsertWords& words = *copy.insert;
  if (words.star || !words.has_columns || words.columns.size() != words.bare.size()) {
    PairByName(names, pair);
    return;
  }
  for (std::size_t i = 0; i < words.columns.size(); ++i) {
    const std::string& from = words.bare[i].empty() ? words.columns[i] : words.bare[i];
    const auto old = names.find(LowerAscii(from));
    if (old != names.end()) pair.columns[LowerAscii(words.columns[i])] = old->second;
  }
  // What SQLite makes by itself is not copied.
  for (const Column& column : pair.after->table->columns) {
    const auto old = names.find(LowerAscii(column.name));
    if (column.generated == Generated::kNo || old == names.end()) continue;
    pair.columns[old->first] = old->second;
  }
}

// The steps at which columns go or get another name.
std::vector<std::size_t> ColumnSteps(const LintWalk& walk) {
  std::vector<std::size_t> steps;
  for (std::size_t at = 0; at < walk.steps.size(); ++at) {
    const LintStep& step = walk.steps[at];
    const Verb verb = step.words.verb;
    const bool of_column = verb == Verb::kDropColumn || verb == Verb::kRenameColumn;
    if (of_column && step.after != step.before) steps.push_back(at);
  }
  return steps;
}

// What the old table's columns are called before the step `end`, without those that are dropped.
ColumnNames NamesBefore(const LintWalk& walk, const std::vector<std::size_t>& steps,
                        std::size_t end, LintPair& pair) {
  ColumnNames columns;
  for (const Column& column : pair.before->table->columns) {
    columns[LowerAscii(column.name)] = column.name;
  }
  for (const std::size_t at : steps) {
    const LintStep& step = walk.steps[at];
    const LintTable* target = step.Target();
    if (at >= end || target == nullptr || target->id != pair.before->id) continue;
    auto node = columns.extract(LowerAscii(step.words.column));
    if (node.empty()) continue;
    if (step.words.verb == Verb::kDropColumn) {
      pair.dropped[node.mapped()] = at;
      continue;
    }
    node.key() = LowerAscii(step.words.to);
    columns.insert(std::move(node));
  }
  return columns;
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

bool IsTouched(const LintPair& pair, bool indexes) {
  const Table& before = *pair.before->table;
  const Table& after = *pair.after->table;
  return indexes || pair.rebuilt || before.stored_sql != after.stored_sql ||
         before.indexes.size() != after.indexes.size();
}

void FindTouched(LintWalk& walk) {
  for (std::size_t i = 0; i < walk.pairs.size(); ++i) {
    walk.pair_of_old[walk.pairs[i].before->id] = i;
    walk.pair_of_new[walk.pairs[i].after->id] = i;
  }
  const bool indexes = std::ranges::any_of(walk.steps, [](const LintStep& step) {
    return step.words.object == "index" && step.after != step.before;
  });
  for (const auto& [name, table] : walk.end->tables) {
    if (table.table->kind != TableKind::kTable) continue;
    const LintPair* pair = walk.PairOfNew(table.id);
    if (pair == nullptr || IsTouched(*pair, indexes)) walk.touched.push_back({&table, pair});
  }
}

// Of a pair whose two sides are known.
void Rebuild(LintWalk& walk, const std::vector<Copying>& copies,
             const std::vector<std::size_t>& column_steps, std::size_t copy, std::size_t drop,
             LintPair& pair) {
  pair.rebuilt = true;
  pair.create = walk.created[pair.after->id];
  pair.copy = copy;
  pair.copies = static_cast<std::size_t>(std::ranges::count_if(copies, [&](const Copying& one) {
    return one.from == pair.before->id && one.into == pair.after->id;
  }));
  pair.drop = drop;
  PairByCopy(walk.steps[copy], NamesBefore(walk, column_steps, copy, pair), pair);
}

// Whether the new table takes each row as it comes: no constraint and no trigger of its own may
// leave one out in silence.
bool RefusesNoRow(const LintSchema& schema, const LintTable& into) {
  const Tokens tokens = SignificantTokens(into.table->stored_sql);
  for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
    if (IsKeyword(tokens[at], "on") && IsKeyword(tokens[at + 1], "conflict")) return false;
  }
  const std::string lower = LowerAscii(into.table->name);
  for (const auto& [name, trigger] : schema.triggers) {
    if (LowerAscii(trigger->table) == lower) return false;
  }
  return true;
}

// Whether a statement is INSERT INTO … SELECT, or CREATE TABLE … AS SELECT, of nothing but columns
// or a * FROM this table, and ends there: of anything else it is not known to take every row.
bool TakesEveryRow(const LintStep& step, const LintTable& from) {
  const Tokens& tokens = step.tokens;
  const InsertWords& words = *step.insert;
  const bool quiet = words.conflict == "ignore" || words.conflict == "replace";
  const bool with = FindKeyword(tokens, "with") < tokens.size();
  if (quiet || with || !words.narrowing.empty()) return false;
  for (std::size_t i = 0; i < words.items.size(); ++i) {
    const bool star = words.items[i] == "*" || words.items[i].ends_with(".*");
    if (!star && words.bare[i].empty()) return false;
  }
  std::size_t at = FindKeyword(tokens, "from", FindKeyword(tokens, "select")) + 1;
  if (at + 1 < tokens.size() && tokens[at + 1].text == ".") {
    if (LowerAscii(Unquote(tokens[at].text)) != "main") return false;
    at += 2;
  }
  const bool named = at < tokens.size() && IsNameToken(tokens[at]) &&
                     LowerAscii(Unquote(tokens[at].text)) == LowerAscii(from.table->name);
  if (!named) return false;
  ++at;
  if (at < tokens.size() && IsKeyword(tokens[at], "as")) ++at;
  return at == tokens.size() || (at + 1 == tokens.size() && IsNameToken(tokens[at]));
}

// The copy that moves a table's rows, all of them, to a new table under another name, and to no
// other one: a rename written out. Nothing where several tables come together or one is split.
std::optional<std::size_t> FindMove(const LintWalk& walk, const std::vector<Copying>& copies,
                                    const LintTable& table) {
  std::optional<std::size_t> found;
  for (std::size_t at = 0; at < copies.size(); ++at) {
    const Copying& copy = copies[at];
    const bool made = walk.created.contains(copy.into) && walk.end->FindId(copy.into) != nullptr;
    if (copy.from != table.id || !made) continue;
    if (found) return std::nullopt;
    found = at;
  }
  if (!found) return std::nullopt;
  const LintStep& step = walk.steps[copies[*found].step];
  const LintTable* from = step.before->FindId(table.id);
  const LintTable* into = step.after->FindId(copies[*found].into);
  if (from == nullptr || into == nullptr) return std::nullopt;
  const bool others = std::ranges::any_of(copies, [&](const Copying& copy) {
    return copy.into == copies[*found].into && copy.from != table.id;
  });
  const bool moves = !others && TakesEveryRow(step, *from) && RefusesNoRow(*step.after, *into);
  return moves ? found : std::nullopt;
}

}  // namespace

void FindPairs(LintWalk& walk) {
  const std::vector<Copying> copies = FindCopies(walk);
  const std::vector<std::size_t> column_steps = ColumnSteps(walk);
  for (const auto& [name, table] : walk.start->tables) {
    if (table.table->kind == TableKind::kShadow) continue;
    LintPair pair;
    pair.before = &table;
    pair.after = walk.end->FindId(table.id);
    if (pair.after != nullptr) {
      pair.columns = NamesBefore(walk, column_steps, walk.steps.size(), pair);
      walk.pairs.push_back(std::move(pair));
      continue;
    }
    const auto dropped = walk.dropped.find(table.id);
    if (dropped == walk.dropped.end()) continue;
    // The new form has the name of the old one: the last one that it had, or the first.
    const LintTable* last = walk.steps[dropped->second].before->FindId(table.id);
    for (const std::string& lower : {LowerAscii(last->table->name), name}) {
      const LintTable* heir = walk.end->tables.Find(lower);
      if (heir == nullptr || !walk.created.contains(heir->id)) continue;
      const std::optional<std::size_t> copy = FindCopy(copies, table.id, heir->id);
      if (!copy) continue;
      pair.after = heir;
      Rebuild(walk, copies, column_steps, *copy, dropped->second, pair);
      pair.renamed_first = lower == name && RenamedFirst(walk, pair);
      break;
    }
    const auto move = pair.after == nullptr ? FindMove(walk, copies, table) : std::nullopt;
    if (move) {
      pair.after = walk.end->FindId(copies[*move].into);
      Rebuild(walk, copies, column_steps, copies[*move].step, dropped->second, pair);
      pair.renamed_first = RenamedFirst(walk, pair);
      // What is not mostly the same is another table, made out of this one.
      if (2 * pair.columns.size() < table.table->columns.size()) pair.after = nullptr;
    }
    if (pair.after != nullptr) walk.pairs.push_back(std::move(pair));
  }
  FindTouched(walk);
}

}  // namespace godwit
