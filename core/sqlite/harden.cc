// The hardening that database.h promises. Source: sqlite.org/security.html and the documentation of
// sqlite3_db_config and sqlite3_set_authorizer.
#include <algorithm>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "core/sqlite/connection.h"

namespace godwit {
namespace {

constexpr std::string_view kOwnPrefix = "godwit_";

// PRAGMAs that a migration may run inside its transaction: they read, or their effect is part of
// the transaction. Everything else is ignored by SQLite inside one, or breaks it.
constexpr std::string_view kMigrationPragmas[] = {
    "application_id",    "collation_list",   "compile_options", "defer_foreign_keys",
    "foreign_key_check", "foreign_key_list", "function_list",   "index_info",
    "index_list",        "index_xinfo",      "integrity_check", "module_list",
    "quick_check",       "table_info",       "table_list",      "table_xinfo",
    "user_version"};

// What FTS and R-tree tables ask for themselves; they read when they have no argument.
constexpr std::string_view kModulePragmas[] = {"data_version", "page_size"};

constexpr std::string_view kReadPragmas[] = {
    "collation_list", "compile_options", "foreign_key_check", "foreign_key_list", "function_list",
    "index_info",     "index_list",      "index_xinfo",       "integrity_check",  "module_list",
    "quick_check",    "table_info",      "table_list",        "table_xinfo"};

// They read without an argument and change something with one.
constexpr std::string_view kSettingPragmas[] = {"application_id", "foreign_keys", "user_version"};

std::string_view TextOf(const char* text) { return text == nullptr ? std::string_view() : text; }

// As SQLite compares names.
bool SameName(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

template <std::size_t N>
bool Contains(const std::string_view (&list)[N], std::string_view name) {
  return std::any_of(std::begin(list), std::end(list),
                     [&](std::string_view item) { return SameName(item, name); });
}

bool IsWriteToTable(int action) {
  switch (action) {
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_CREATE_TABLE:
    case SQLITE_DROP_TABLE:
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_DROP_TEMP_TABLE:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_TEMP_VIEW:
    case SQLITE_CREATE_VTABLE:
      return true;
    default:
      return false;
  }
}

// The reason to refuse, or empty.
std::string DenyInMigration(int action, std::string_view first, std::string_view second) {
  switch (action) {
    case SQLITE_TRANSACTION:
      return std::string(first) +
             " is not allowed: Godwit runs the script in a transaction of its own";
    case SQLITE_SAVEPOINT:
      return "SAVEPOINT is not allowed: Godwit runs the script in a transaction of its own";
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
      return "a script may not attach other databases or write files";
    case SQLITE_PRAGMA:
      if (Contains(kMigrationPragmas, first)) return {};
      if (Contains(kModulePragmas, first) && second.empty()) return {};
      return "PRAGMA " + std::string(first) + " has no reliable effect inside a transaction";
    case SQLITE_ALTER_TABLE:
      if (IsOwnTable(second)) return "table \"" + std::string(second) + "\" belongs to Godwit";
      return {};
    case SQLITE_CREATE_TEMP_TRIGGER:
      return "a temporary trigger would outlive the migration's transaction";
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TRIGGER:
      if (IsOwnTable(second)) return "table \"" + std::string(second) + "\" belongs to Godwit";
      return {};
    default:
      if (IsWriteToTable(action) && IsOwnTable(first)) {
        return "table \"" + std::string(first) + "\" belongs to Godwit";
      }
      return {};
  }
}

std::string DenyWhenReading(int action, std::string_view first, std::string_view second) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
      return {};
    case SQLITE_PRAGMA:
      if (Contains(kReadPragmas, first)) return {};
      if (Contains(kModulePragmas, first) && second.empty()) return {};
      if (Contains(kSettingPragmas, first) && second.empty()) return {};
      return "PRAGMA " + std::string(first) + " is not allowed where only reading is";
    default:
      return "only statements that read are allowed here";
  }
}

int Authorize(void* context, int action, const char* first, const char* second, const char*,
              const char* within) {
  auto& db = *static_cast<Database::Impl*>(context);
  if (db.column_recorder != nullptr) {
    RecordColumn(db, action, TextOf(first), TextOf(second), TextOf(within));
  }
  RecordAccess(db, action, TextOf(first), TextOf(second));
  switch (db.guard) {
    case ScriptGuard::kNone:
    case ScriptGuard::kExamined:
      return SQLITE_OK;
    case ScriptGuard::kMigration:
      db.denied = DenyInMigration(action, TextOf(first), TextOf(second));
      break;
    case ScriptGuard::kReadOnly:
      db.denied = DenyWhenReading(action, TextOf(first), TextOf(second));
      break;
  }
  return db.denied.empty() ? SQLITE_OK : SQLITE_DENY;
}

struct Switch {
  int option;
  int value;
};

constexpr Switch kSwitches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},        {SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0},
    {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0}};

}  // namespace

bool IsOwnTable(std::string_view name) {
  return SameName(name.substr(0, kOwnPrefix.size()), kOwnPrefix);
}

bool IsMigrationPragma(std::string_view name) { return Contains(kMigrationPragmas, name); }

Status Harden(Database::Impl& db) {
  sqlite3_extended_result_codes(db.handle, 1);
  for (const Switch& wanted : kSwitches) {
    const int code = sqlite3_db_config(db.handle, wanted.option, wanted.value, nullptr);
    if (code != SQLITE_OK) return SqliteError(db, code, "database \"" + db.path + "\"");
  }
  for (const char* pragma : {"PRAGMA mmap_size = 0", "PRAGMA cell_size_check = ON"}) {
    const int code = sqlite3_exec(db.handle, pragma, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return SqliteError(db, code, "database \"" + db.path + "\"");
  }
  ApplyLimits(db);
  sqlite3_set_authorizer(db.handle, &Authorize, &db);
  return {};
}

}  // namespace godwit
