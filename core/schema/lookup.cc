#include "core/schema/lookup.h"

#include <algorithm>

namespace godwit {

const Column* FindColumn(const Table& table, const std::string& name) {
  const std::string lower = LowerAscii(name);
  const auto found = std::ranges::find_if(
      table.columns, [&](const Column& one) { return LowerAscii(one.name) == lower; });
  return found == table.columns.end() ? nullptr : &*found;
}

const Column* RowidColumn(const Table& table) {
  if (table.without_rowid) return nullptr;
  const Column* key = nullptr;
  for (const Column& column : table.columns) {
    if (column.primary_key > 1) return nullptr;
    if (column.primary_key == 1) key = &column;
  }
  if (key == nullptr || key->type != "INTEGER") return nullptr;
  // INTEGER PRIMARY KEY DESC, by an old oversight of SQLite's, is none: it has an index instead.
  const bool has_index = std::ranges::any_of(
      table.indexes, [](const Index& index) { return index.origin == IndexOrigin::kPrimaryKey; });
  return has_index ? nullptr : key;
}

void NamePool::Add(const Schema& schema) {
  for (const Table& table : schema.tables) {
    taken_.insert(LowerAscii(table.name));
    for (const Index& index : table.indexes) taken_.insert(LowerAscii(index.name));
  }
  for (const SchemaView& view : schema.views) taken_.insert(LowerAscii(view.name));
  for (const Trigger& trigger : schema.triggers) taken_.insert(LowerAscii(trigger.name));
}

void NamePool::Add(const Table& table) {
  for (const Column& column : table.columns) taken_.insert(LowerAscii(column.name));
}

std::string NamePool::Fresh(const std::string& stem) {
  std::string name = stem;
  for (int i = 2; !taken_.insert(LowerAscii(name)).second; ++i) {
    name = stem + "_" + std::to_string(i);
  }
  return name;
}

}  // namespace godwit
