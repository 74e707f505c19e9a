// Rules about foreign keys that the script brings.
#include <algorithm>

#include "core/schema/canonical.h"
#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/lookup.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

std::string KeyText(const NewKey& found) {
  return "the foreign key from " + NameList(found.key->columns) + " of " +
         TableText(*found.table->table) + " to table " + QuoteName(found.key->table);
}

bool Leads(const std::vector<std::string>& names, const std::vector<std::string>& wanted) {
  if (names.size() < wanted.size()) return false;
  return SameNameSet({names.begin(), names.begin() + std::ssize(wanted)}, wanted);
}

std::vector<std::string> PlainKeys(const Index& index) {
  std::vector<std::string> names;
  for (const IndexKey& key : index.keys) names.push_back(key.column);
  return names;
}

bool HasIndex(const Table& table, const std::vector<std::string>& columns) {
  if (Leads(PrimaryKeyColumns(table), columns)) return true;
  return std::ranges::any_of(table.indexes, [&](const Index& index) {
    return index.where.empty() && Leads(PlainKeys(index), columns);
  });
}

bool IsUnique(const Table& parent, const std::vector<std::string>& columns) {
  if (SameNameSet(PrimaryKeyColumns(parent), columns)) return true;
  return std::ranges::any_of(parent.indexes, [&](const Index& index) {
    return index.unique && index.where.empty() && SameNameSet(PlainKeys(index), columns);
  });
}

struct KeyColumns {
  const Column* child;
  const Column* parent;
};

// The columns of both sides, where all are there.
std::vector<KeyColumns> ColumnsOf(const LintWalk& walk, const NewKey& found) {
  const LintTable* parent = walk.end->Find(found.key->table);
  if (parent == nullptr) return {};
  const std::vector<std::string> targets = TargetColumns(*found.key, *parent->table);
  std::vector<KeyColumns> columns;
  for (std::size_t i = 0; i < targets.size() && i < found.key->columns.size(); ++i) {
    const Column* own = FindColumn(*found.table->table, found.key->columns[i]);
    const Column* theirs = FindColumn(*parent->table, targets[i]);
    if (own != nullptr && theirs != nullptr) columns.push_back({own, theirs});
  }
  return columns;
}

}  // namespace

void ForeignKeyUnindexed(const LintInput& input, LintSink& sink) {
  for (const NewKey& found : NewKeys(input.walk)) {
    if (HasIndex(*found.table->table, found.key->columns)) continue;
    sink.Add(found.step,
             KeyText(found) + " has no index, so every DELETE and UPDATE of a parent's row reads " +
                 "the whole table",
             "create an index on " + QuoteName(found.table->table->name) + " (" +
                 NameList(found.key->columns) + ")");
  }
}

void ParentNotUnique(const LintInput& input, LintSink& sink) {
  for (const NewKey& found : NewKeys(input.walk)) {
    const LintTable* parent = input.walk.end->Find(found.key->table);
    if (parent == nullptr) continue;
    const std::vector<std::string> targets = TargetColumns(*found.key, *parent->table);
    if (targets.size() == found.key->columns.size() && IsUnique(*parent->table, targets)) continue;
    sink.Add(found.step,
             KeyText(found) + " leads to " +
                 (targets.empty() ? "no primary key" : NameList(targets)) +
                 ", which is not unique there, so every write to either table fails",
             "point it to the parent's primary key, or make a unique index over those columns");
  }
}

void ParentMissing(const LintInput& input, LintSink& sink) {
  for (const auto& [name, table] : input.walk.end->tables) {
    for (const ForeignKey& key : table.table->foreign_keys) {
      if (input.walk.end->Find(key.table) != nullptr) continue;
      std::size_t step = 0;
      bool ours = false;
      // The script has dropped the parent, or made the key.
      for (const auto& [id, at] : input.walk.dropped) {
        const LintTable* gone = input.walk.steps[at].before->FindId(id);
        if (gone == nullptr || LowerAscii(gone->table->name) != LowerAscii(key.table)) continue;
        const LintPair* pair = input.walk.PairOfOld(id);
        if (pair != nullptr && pair->renamed_first) continue;  // a rule of its own
        step = at;
        ours = true;
      }
      for (const NewKey& found : NewKeys(input.walk)) {
        if (ours || found.key != &key) continue;
        step = found.step;
        ours = true;
      }
      if (!ours) continue;
      sink.Add(step,
               "table " + QuoteName(key.table) + " is not there, and the foreign key from " +
                   NameList(key.columns) + " of " + TableText(*table.table) +
                   " leads to it, so writing there fails",
               "make the parent in the same migration, or build the child anew without the key");
    }
  }
}

void KeyTypeMismatch(const LintInput& input, LintSink& sink) {
  for (const NewKey& found : NewKeys(input.walk)) {
    for (const KeyColumns& pair : ColumnsOf(input.walk, found)) {
      if (pair.child->affinity == pair.parent->affinity) continue;
      sink.Add(found.step,
               KeyText(found) + " compares " +
                   (pair.child->type.empty() ? "no type" : pair.child->type) + " with " +
                   (pair.parent->type.empty() ? "no type" : pair.parent->type) + ": column " +
                   QuoteName(pair.child->name) + " is stored otherwise than the parent's " +
                   QuoteName(pair.parent->name),
               "declare both columns with the same type");
    }
  }
}

void KeyCollationMismatch(const LintInput& input, LintSink& sink) {
  for (const NewKey& found : NewKeys(input.walk)) {
    for (const KeyColumns& pair : ColumnsOf(input.walk, found)) {
      if (pair.child->collation == pair.parent->collation) continue;
      sink.Add(found.step,
               KeyText(found) + " is judged by the parent's COLLATE " + pair.parent->collation +
                   ", and joins by column " + QuoteName(pair.child->name) + "'s " +
                   pair.child->collation,
               "declare both columns with the same collation");
    }
  }
}

void PragmaInTransaction(const LintInput& input, LintSink& sink) {
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const LintStep& step = input.walk.steps[at];
    if (step.role != LintRole::kForeignKeys || !step.in_transaction) continue;
    sink.Add(at,
             "PRAGMA foreign_keys stands inside BEGIN … COMMIT, where SQLite ignores it; Godwit "
             "obeys it, every other program that runs the script does not",
             "put it before BEGIN, or leave BEGIN and COMMIT to Godwit");
  }
}

void SetNullOnNotNull(const LintInput& input, LintSink& sink) {
  for (const NewKey& found : NewKeys(input.walk)) {
    for (const auto& [action, event] :
         {std::pair(found.key->on_delete, "DELETE"), std::pair(found.key->on_update, "UPDATE")}) {
      if (action != "SET NULL") continue;
      for (const std::string& name : found.key->columns) {
        const Column* column = FindColumn(*found.table->table, name);
        if (column == nullptr || !column->not_null) continue;
        sink.Add(found.step,
                 KeyText(found) + " says ON " + event + " SET NULL, and column " + QuoteName(name) +
                     " is NOT NULL, so the " + event + " of a parent's row always fails",
                 "say CASCADE or RESTRICT, or let the column be NULL");
      }
    }
  }
}

}  // namespace godwit::lint
