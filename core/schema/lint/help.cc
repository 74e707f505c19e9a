#include "core/schema/lint/help.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

std::set<std::string> LowerSet(const std::vector<std::string>& names) {
  std::set<std::string> set;
  for (const std::string& name : names) set.insert(LowerAscii(name));
  return set;
}

bool IsNewKey(const TouchedTable& table, const ForeignKey& key) {
  if (table.pair == nullptr) return true;
  std::vector<std::string> old_names;
  for (const std::string& column : key.columns) {
    const auto old = table.pair->columns.find(LowerAscii(column));
    if (old == table.pair->columns.end()) return true;
    old_names.push_back(old->second);
  }
  return std::ranges::none_of(table.before()->foreign_keys, [&](const ForeignKey& old) {
    return SameNames(old.columns, old_names);
  });
}

}  // namespace

std::string TableText(const Table& table) { return "table " + QuoteName(table.name); }

std::string ColumnText(const Table& table, const std::string& column) {
  return "column " + QuoteName(column) + " of " + TableText(table);
}

std::string NameList(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + QuoteName(name);
  return list;
}

std::vector<std::string> IndexKeyTexts(const Index& index) {
  std::vector<std::string> keys;
  for (const IndexKey& key : index.keys) {
    keys.push_back(key.column.empty() ? key.expression : LowerAscii(key.column));
  }
  return keys;
}

std::string KeyList(const Index& index) {
  std::string text;
  for (const IndexKey& key : index.keys) {
    text += (text.empty() ? "" : ", ") +
            (key.column.empty() ? Readable(key.expression) : QuoteName(key.column));
  }
  return text;
}

std::string Readable(const std::string& expression) {
  std::string text;
  const Tokens tokens = Tokenize(expression);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool space = tokens[i].kind == TokenKind::kSpace;
    const bool behind = i > 0 && (tokens[i - 1].text == "(" || tokens[i - 1].text == ".");
    const std::string_view next = i + 1 < tokens.size() ? tokens[i + 1].text : "";
    const bool before = next == ")" || next == "," || next == ".";
    if (!space || (!behind && !before)) text += tokens[i].text;
  }
  return text;
}

std::size_t StepOf(const LintWalk& walk, const LintTable& table, const TableTest& is) {
  const LintPair* pair = walk.PairOfNew(table.id);
  if (pair != nullptr && pair->rebuilt) return pair->create;
  const auto made = walk.created.find(table.id);
  for (std::size_t at = made == walk.created.end() ? 0 : made->second; at < walk.steps.size();
       ++at) {
    const LintStep& step = walk.steps[at];
    if (step.after == step.before) continue;
    const LintTable* now = step.after->Find(table.table->name);
    // It may have had another name by then.
    if (now == nullptr || now->id != table.id) now = step.after->FindId(table.id);
    if (now != nullptr && is(*now->table)) return at;
  }
  return 0;
}

std::vector<const LintPair*> TouchedPairs(const LintWalk& walk) {
  std::vector<const LintPair*> pairs;
  for (const TouchedTable& table : walk.touched) {
    if (table.pair != nullptr) pairs.push_back(table.pair);
  }
  return pairs;
}

std::vector<const Column*> NewColumns(const TouchedTable& table) {
  std::vector<const Column*> columns;
  for (const Column& column : table.now->table->columns) {
    const bool old = table.pair != nullptr && table.pair->OldOf(column) != nullptr;
    if (!old) columns.push_back(&column);
  }
  return columns;
}

bool IsComputed(const LintWalk& walk, const LintPair& pair, const std::string& column) {
  if (!pair.rebuilt) return false;
  const InsertWords& copy = *walk.steps[pair.copy].insert;
  for (std::size_t i = 0; i < copy.columns.size() && i < copy.bare.size(); ++i) {
    if (LowerAscii(copy.columns[i]) == LowerAscii(column)) return copy.bare[i].empty();
  }
  return false;
}

std::vector<ChildKey> ChildKeys(const LintSchema& schema, const Table& parent, bool itself) {
  std::vector<ChildKey> keys;
  const std::string lower = LowerAscii(parent.name);
  for (const auto& [name, child] : schema.tables) {
    if (name == lower && !itself) continue;
    for (const ForeignKey& key : child.table->foreign_keys) {
      if (LowerAscii(key.table) == lower) keys.push_back({&child, &key});
    }
  }
  return keys;
}

bool IsNameTaken(const LintStep& step) {
  const bool makes = step.words.verb == StatementWords::Verb::kCreate ||
                     step.words.verb == StatementWords::Verb::kRenameTable;
  // SQLite's own words, for every kind of object: "table t already exists", "there is already
  // another table or index with this name".
  return makes && step.failed && step.failed->why.find("already") != std::string::npos;
}

bool ActsOnDelete(const ForeignKey& key) {
  return key.on_delete == "CASCADE" || key.on_delete == "SET NULL" ||
         key.on_delete == "SET DEFAULT";
}

std::vector<NewKey> NewKeys(const LintWalk& walk) {
  std::vector<NewKey> keys;
  for (const TouchedTable& table : walk.touched) {
    for (const ForeignKey& key : table.now->table->foreign_keys) {
      if (!IsNewKey(table, key)) continue;
      const std::size_t step = StepOf(walk, *table.now, [&](const Table& now) {
        return std::ranges::any_of(now.foreign_keys, [&](const ForeignKey& one) {
          return SameNames(one.columns, key.columns);
        });
      });
      const bool fresh = std::ranges::any_of(key.columns, [&](const std::string& column) {
        return table.pair != nullptr && !table.pair->columns.contains(LowerAscii(column));
      });
      keys.push_back({table.now, &key, step, fresh});
    }
  }
  return keys;
}

std::vector<std::string> PrimaryKeyColumns(const Table& table) {
  std::vector<std::string> columns;
  for (int position = 1; position <= std::ssize(table.columns); ++position) {
    for (const Column& column : table.columns) {
      if (column.primary_key == position) columns.push_back(column.name);
    }
  }
  return columns;
}

std::vector<std::string> TargetColumns(const ForeignKey& key, const Table& parent) {
  return key.target_columns.empty() ? PrimaryKeyColumns(parent) : key.target_columns;
}

bool SameNames(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::equal(a, b, {}, LowerAscii, LowerAscii);
}

bool SameNameSet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return LowerSet(a) == LowerSet(b);
}

}  // namespace godwit::lint
