#include "core/schema/inspect_parts.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace godwit {
namespace {

bool EqualNames(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::equal(a, b, {}, LowerAscii, LowerAscii);
}

}  // namespace

NameSet ColumnNames(const Table& table) {
  NameSet names = {"rowid", "oid", "_rowid_", LowerAscii(table.name)};
  for (const Column& column : table.columns) names.insert(LowerAscii(column.name));
  return names;
}

void MergeColumns(Table& table, const ParsedTable& parsed) {
  std::map<std::string, const ParsedColumn*> by_name;
  for (const ParsedColumn& column : parsed.columns) by_name[LowerAscii(column.name)] = &column;
  for (Column& column : table.columns) {
    const auto found = by_name.find(LowerAscii(column.name));
    if (found == by_name.end()) continue;
    if (!found->second->collation.empty()) column.collation = found->second->collation;
    column.not_null_info = found->second->not_null;
    column.expression = found->second->expression;
  }
}

ConstraintInfo UniqueInfo(const Index& index, const ParsedTable& parsed) {
  std::vector<std::string> columns;
  for (const IndexKey& key : index.keys) columns.push_back(key.column);
  for (const ParsedKey& key : parsed.keys) {
    if (!key.primary && EqualNames(key.columns, columns)) return key.info;
  }
  return {};
}

}  // namespace godwit
