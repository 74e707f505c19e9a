#include "core/migrate/changed_rows.h"

#include <map>
#include <utility>
#include <vector>

#include "core/schema/normalize.h"

namespace godwit {
namespace {

constexpr std::string_view kSelectColumns =
    "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid";

}  // namespace

Result<std::string> KeyOf(const Database& db, const ChangedRow& row) {
  std::vector<std::string> names;
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectColumns));
  GODWIT_TRY(select.Bind(1, Value(row.table)));
  while (true) {
    GODWIT_ASSIGN(const bool more, select.Step());
    if (!more) break;
    names.emplace_back(select.Text(0));
  }
  // Without a primary key the rowid stands before the columns.
  if (names.size() + 1 == row.values.size()) names.insert(names.begin(), "rowid");
  std::vector<std::string> key_names;
  std::vector<Value> key;
  for (std::size_t i = 0; i < row.values.size() && i < names.size(); ++i) {
    if (!row.key[i]) continue;
    key_names.push_back(names[i]);
    key.push_back(row.values[i]);
  }
  return ShowKey(key_names, key);
}

Result<BystanderList> BystandersIn(const Database& db, std::string_view changeset,
                                   const TableNames& named) {
  std::map<std::string, Bystander> found;
  GODWIT_ASSIGN(ChangesetReader reader, ChangesetReader::Open(changeset));
  while (true) {
    GODWIT_ASSIGN(const bool more, reader.Next());
    if (!more) break;
    if (named.contains(LowerAscii(reader.table()))) continue;
    const ChangedRow row = reader.Row();
    auto [entry, fresh] = found.try_emplace(row.table);
    Bystander& bystander = entry->second;
    if (fresh) {
      GODWIT_ASSIGN(bystander.table, JudgedTable(db, named, row.table));
    }
    bystander.Count(row.operation);
    if (bystander.table != row.table || bystander.keys.size() == kNamedBystanders) continue;
    GODWIT_ASSIGN(std::string key, KeyOf(db, row));
    if (!key.empty()) bystander.keys.push_back(std::move(key));
  }
  BystanderList list;
  for (auto& [name, bystander] : found) {
    if (!bystander.table.empty()) list.push_back(std::move(bystander));
  }
  return list;
}

}  // namespace godwit
