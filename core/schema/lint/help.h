// What several rules need.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/schema/lint/rule.h"

namespace godwit::lint {

std::string TableText(const Table& table);                              // `table "t"`
std::string ColumnText(const Table& table, const std::string& column);  // `column "c" of table "t"`
// `"a", "b"`
std::string NameList(const std::vector<std::string>& names);

// A column's name in lower case, or the expression.
std::vector<std::string> IndexKeyTexts(const Index& index);
// `"a", lower(b)`
std::string KeyList(const Index& index);

// A normalised expression as people write it: without the spaces inside parentheses.
std::string Readable(const std::string& expression);

// The step at which a table came to be as it is at the end, as far as `is` asks: where a rebuild
// makes it, or the first statement after which it holds.
using TableTest = std::function<bool(const Table& table)>;
std::size_t StepOf(const LintWalk& walk, const LintTable& table, const TableTest& is);

// Touched tables that were there before.
std::vector<const LintPair*> TouchedPairs(const LintWalk& walk);

// Columns of the end that the script has added, of a touched table.
std::vector<const Column*> NewColumns(const TouchedTable& table);

// Whether a rebuild's copy computes the column, so that what was there says nothing of it.
bool IsComputed(const LintWalk& walk, const LintPair& pair, const std::string& column);

// Foreign keys of other tables to this one, as a statement finds them; `itself`: and its own.
struct ChildKey {
  const LintTable* child = nullptr;
  const ForeignKey* key = nullptr;
};
std::vector<ChildKey> ChildKeys(const LintSchema& schema, const Table& parent, bool itself = false);
// Whether a CREATE or a rename has failed because something has the name already.
bool IsNameTaken(const LintStep& step);
// ON DELETE CASCADE, SET NULL or SET DEFAULT.
bool ActsOnDelete(const ForeignKey& key);

// The foreign keys of the end that the script has brought.
struct NewKey {
  const LintTable* table = nullptr;
  const ForeignKey* key = nullptr;
  std::size_t step = 0;
  bool of_new_columns = false;
};
std::vector<NewKey> NewKeys(const LintWalk& walk);
// The parent's columns that the key points to; empty where there are none.
std::vector<std::string> TargetColumns(const ForeignKey& key, const Table& parent);
std::vector<std::string> PrimaryKeyColumns(const Table& table);

bool SameNames(const std::vector<std::string>& a, const std::vector<std::string>& b);
// In any order.
bool SameNameSet(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace godwit::lint
