#include "core/schema/rebuild.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/schema/canonical.h"
#include "core/schema/lookup.h"
#include "core/schema/table_text.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// A name under which the rowids of both are found; empty when their columns hide them all.
std::string RowidName(const Table& a, const Table& b) {
  static constexpr std::array<std::string_view, 3> kNames = {"rowid", "_rowid_", "oid"};
  for (const std::string_view view : kNames) {
    std::string name(view);
    if (FindColumn(a, name) == nullptr && FindColumn(b, name) == nullptr) return name;
  }
  return {};
}

struct Copy {
  std::string into;  // of the new table
  std::string what;  // an expression over the old one
};

std::vector<Copy> Copies(const Table& now, const Table& wanted) {
  // Qualified: a lone "name" that is no column would be taken for a string.
  const auto of = [&](const std::string& name) {
    return QuoteName(now.name) + "." + QuoteName(name);
  };
  std::vector<Copy> copies;
  const Column* alias = RowidColumn(wanted);
  const bool alias_is_there = alias != nullptr && FindColumn(now, alias->name) != nullptr;
  const std::string rowid = RowidName(now, wanted);
  if (!now.without_rowid && !wanted.without_rowid && !alias_is_there && !rowid.empty()) {
    copies.push_back(
        {alias == nullptr ? rowid : QuoteName(alias->name), QuoteName(now.name) + "." + rowid});
  }
  for (const Column& column : wanted.columns) {
    if (column.generated != Generated::kNo) continue;
    const Column* old = FindColumn(now, column.name);
    if (old != nullptr) copies.push_back({QuoteName(column.name), of(old->name)});
  }
  return copies;
}

std::string CopyStatement(const Table& now, const Table& wanted, const std::string& temporary) {
  std::string into;
  std::string what;
  for (const Copy& copy : Copies(now, wanted)) {
    into += (into.empty() ? "" : ", ") + copy.into;
    what += (what.empty() ? "" : ", ") + copy.what;
  }
  // Nothing is left of a row: there will be one all the same, or, where a key must not be NULL, the
  // first one fails rather than to be lost.
  if (into.empty()) {
    const auto column = std::ranges::find(wanted.columns, Generated::kNo, &Column::generated);
    into = QuoteName(column->name);
    what = "NULL";
  }
  // OR ABORT: the new table's own ON CONFLICT clauses would drop or change rows in silence.
  return "INSERT OR ABORT INTO " + QuoteName(temporary) + " (" + into + ") SELECT " + what +
         " FROM " + QuoteName(now.name);
}

}  // namespace

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

std::vector<std::string> RebuildStatements(const Table& now, const Table& wanted,
                                           const std::string& temporary) {
  std::vector<std::string> sql = {WithTableName(wanted.stored_sql, temporary)};
  sql.push_back(CopyStatement(now, wanted, temporary));
  if (now.autoincrement && wanted.autoincrement) {
    // Numbers once given are not given again, also when their rows are gone.
    sql.push_back("DELETE FROM sqlite_sequence WHERE name = " + QuoteText(temporary));
    sql.push_back("INSERT INTO sqlite_sequence (name, seq) SELECT " + QuoteText(temporary) +
                  ", seq FROM sqlite_sequence WHERE name = " + QuoteText(now.name));
  }
  sql.push_back("DROP TABLE " + QuoteName(now.name));
  sql.push_back("ALTER TABLE " + QuoteName(temporary) + " RENAME TO " + QuoteName(wanted.name));
  return sql;
}

}  // namespace godwit
