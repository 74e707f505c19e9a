#include "core/schema/foreign_keys.h"

#include <algorithm>
#include <vector>

#include "core/schema/lookup.h"
#include "core/schema/rebuild.h"

namespace godwit {
namespace {

using Names = std::set<std::string>;

Names Lower(const std::vector<std::string>& names) {
  Names lower;
  for (const std::string& name : names) lower.insert(LowerAscii(name));
  return lower;
}

// Whether it finds the rows that have these values: all of its keys are columns, compared as the
// column itself is.
bool Finds(const Table& table, const Index& index, const Names& columns) {
  if (!index.unique || !index.where.empty() || index.keys.size() != columns.size()) return false;
  return std::ranges::all_of(index.keys, [&](const IndexKey& key) {
    const Column* column = key.column.empty() ? nullptr : FindColumn(table, key.column);
    return column != nullptr && columns.contains(LowerAscii(key.column)) &&
           IsSameName(column->collation, key.collation);
  });
}

bool IsMismatched(const Table& parent, const ForeignKey& key) {
  Names primary;
  for (const Column& column : parent.columns) {
    if (column.primary_key > 0) primary.insert(LowerAscii(column.name));
  }
  const Names columns = key.target_columns.empty() ? primary : Lower(key.target_columns);
  if (columns.empty() || columns.size() != key.columns.size()) return true;
  const Column* rowid = RowidColumn(parent);
  if (rowid != nullptr && columns == Names{LowerAscii(rowid->name)}) return false;
  if (parent.without_rowid && columns == primary) return false;
  return std::ranges::none_of(parent.indexes,
                              [&](const Index& index) { return Finds(parent, index, columns); });
}

}  // namespace

std::set<std::string> MismatchedTables(const Schema& schema) {
  const ByName<Table> tables(schema.tables);
  const ByName<SchemaView> views(schema.views);
  Names mismatched;
  for (const Table& table : schema.tables) {
    for (const ForeignKey& key : table.foreign_keys) {
      const Table* parent = tables.Find(key.table);
      // A parent that is missing leaves its children without one, which can be counted.
      const bool is =
          parent == nullptr ? views.Find(key.table) != nullptr : IsMismatched(*parent, key);
      if (is) mismatched.insert(LowerAscii(table.name));
    }
  }
  return mismatched;
}

}  // namespace godwit
