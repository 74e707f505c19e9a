#include "core/schema/lookup.h"

#include <algorithm>

namespace godwit {

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
  for (int i = 2; Has(LowerAscii(name)); ++i) name = stem + "_" + std::to_string(i);
  taken_.insert(LowerAscii(name));
  return name;
}

bool NamePool::Has(const std::string& lower) const {
  return taken_.contains(lower) || (more_ != nullptr && more_->Has(lower));
}

}  // namespace godwit
