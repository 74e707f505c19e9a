#include "core/sqlite/recorded_rows.h"

#include <cstring>

#include <sqlite3.h>

namespace godwit {
namespace {

constexpr const char* kSelectColumns =
    "SELECT name, pk FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0 ORDER BY cid";

// A name for a statement of ours.
std::string Quoted(const char* name) {
  std::string text = "\"";
  for (; *name != '\0'; ++name) text += *name == '"' ? std::string("\"\"") : std::string(1, *name);
  return text + "\"";
}

bool Identical(sqlite3_value* a, sqlite3_value* b) {
  const int type = sqlite3_value_type(a);
  if (type != sqlite3_value_type(b)) return false;
  switch (type) {
    case SQLITE_INTEGER:
      return sqlite3_value_int64(a) == sqlite3_value_int64(b);
    case SQLITE_FLOAT:
      // The session extension, too, takes -0.0 for 0.0 and records no change from one to the other.
      return sqlite3_value_double(a) == sqlite3_value_double(b);
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
      const int size = sqlite3_value_bytes(a);
      if (size != sqlite3_value_bytes(b)) return false;
      return size == 0 || std::memcmp(sqlite3_value_blob(a), sqlite3_value_blob(b),
                                      static_cast<std::size_t>(size)) == 0;
    }
    default:
      return true;
  }
}

}  // namespace

RecordedRows::~RecordedRows() { (void)sqlite3_finalize(select_); }

int RecordedRows::Prepare(const char* table, int columns) {
  (void)sqlite3_finalize(select_);
  select_ = nullptr;
  keys_.clear();
  table_ = table;
  sqlite3_stmt* names = nullptr;
  int code = sqlite3_prepare_v2(db_, kSelectColumns, -1, &names, nullptr);
  if (code != SQLITE_OK) return code;
  (void)sqlite3_bind_text(names, 1, table, -1, SQLITE_TRANSIENT);
  std::vector<std::string> list;
  std::string where;
  const auto add_key = [&](const std::string& name, std::size_t place) {
    where += (where.empty() ? "" : " AND ") + name + " IS ?" + std::to_string(keys_.size() + 1);
    keys_.push_back(static_cast<int>(place));
  };
  while ((code = sqlite3_step(names)) == SQLITE_ROW) {
    list.push_back(Quoted(reinterpret_cast<const char*>(sqlite3_column_text(names, 0))));
    if (sqlite3_column_int(names, 1) > 0) add_key(list.back(), list.size() - 1);
  }
  (void)sqlite3_finalize(names);
  if (code != SQLITE_DONE) return code;
  if (keys_.empty()) {
    list.insert(list.begin(), "_rowid_");
    add_key(list.front(), 0);
  }
  // Columns that came later stand behind.
  if (list.size() < static_cast<std::size_t>(columns)) return SQLITE_OK;
  std::string sql;
  for (int i = 0; i < columns; ++i) {
    sql += (i == 0 ? "SELECT " : ", ") + list[static_cast<std::size_t>(i)];
  }
  sql += " FROM main." + Quoted(table) + " WHERE " + where;
  return sqlite3_prepare_v2(db_, sql.c_str(), -1, &select_, nullptr);
}

int RecordedRows::Compare(sqlite3_changeset_iter* iterator, bool& same) {
  same = true;
  const char* table = "";
  int columns = 0;
  int operation = 0;
  int indirect = 0;
  int code = sqlite3changeset_op(iterator, &table, &columns, &operation, &indirect);
  if (code != SQLITE_OK || operation == SQLITE_INSERT) return code;
  if (table_ != table) code = Prepare(table, columns);
  if (code != SQLITE_OK || select_ == nullptr) return code;
  const auto recorded = [&](int column) {
    sqlite3_value* value = nullptr;
    code = sqlite3changeset_old(iterator, column, &value);
    return code == SQLITE_OK ? value : nullptr;
  };
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    sqlite3_value* key = recorded(keys_[i]);
    if (code != SQLITE_OK || key == nullptr) return code;
    code = sqlite3_bind_value(select_, static_cast<int>(i) + 1, key);
    if (code != SQLITE_OK) return code;
  }
  code = sqlite3_step(select_);
  const bool found = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE) code = SQLITE_OK;
  for (int i = 0; found && same && code == SQLITE_OK && i < columns; ++i) {
    sqlite3_value* value = recorded(i);
    // Of an update only the key and what it changed is recorded.
    if (value != nullptr) same = Identical(value, sqlite3_column_value(select_, i));
  }
  const int ended = sqlite3_reset(select_);
  return code == SQLITE_OK ? ended : code;
}

}  // namespace godwit
