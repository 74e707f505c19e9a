#include "core/migrate/undo_limits.h"

#include "core/migrate/targets.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

constexpr std::string_view kSelectVirtual =
    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage = 0 "
    "AND name = ?1 COLLATE NOCASE";

// nullable: neither the rowid itself nor NOT NULL.
constexpr std::string_view kSelectKey =
    "SELECT x.name, x.\"notnull\" = 0 AND l.wr = 0 AND NOT (upper(x.type) = 'INTEGER' AND "
    "(SELECT count(*) FROM pragma_table_xinfo(?1) WHERE pk > 0) = 1) "
    "FROM pragma_table_xinfo(?1) AS x, pragma_table_list(?1) AS l "
    "WHERE x.pk > 0 AND l.schema = 'main' ORDER BY x.pk";

Result<bool> IsVirtual(const Database& db, const std::string& table) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectVirtual));
  GODWIT_TRY(select.Bind(1, Value(table)));
  return select.Step();
}

Result<bool> Exists(const Database& db, const std::string& table) {
  GODWIT_ASSIGN(Statement select, db.Prepare("SELECT 1 FROM pragma_table_xinfo(?1)"));
  GODWIT_TRY(select.Bind(1, Value(table)));
  return select.Step();
}

// What the table's key does not cover.
Status AddKeyLimits(const Database& db, const std::string& table, const std::string& subject,
                    std::vector<std::string>& limits) {
  std::string null;
  bool keyed = false;
  {
    GODWIT_ASSIGN(Statement select, db.Prepare(kSelectKey));
    GODWIT_TRY(select.Bind(1, Value(table)));
    while (true) {
      GODWIT_ASSIGN(const bool row, select.Step());
      if (!row) break;
      keyed = true;
      if (select.Int(1) == 0) continue;
      null += (null.empty() ? "" : " OR ") + QuoteName(select.Text(0)) + " IS NULL";
    }
  }
  const std::string name = "table " + QuoteName(table);
  if (!keyed) {
    limits.push_back(subject + ": " + name +
                     " has no primary key; `godwit undo` finds its rows by rowid, which VACUUM may "
                     "give to others");
  }
  if (null.empty()) return {};
  GODWIT_ASSIGN(const Value found, db.QueryValue("SELECT EXISTS (SELECT 1 FROM main." +
                                                 QuoteName(table) + " WHERE " + null + ")"));
  if (found == Value(std::int64_t{1})) {
    limits.push_back(subject + ": rows of " + name +
                     " with NULL in their primary key are not recorded for `godwit undo`");
  }
  return {};
}

}  // namespace

Result<bool> IsRecorded(const Database& db, const DataStep& step, const TableNames& written) {
  if (!step.undo) return false;
  for (const std::string& table : written) {
    GODWIT_ASSIGN(const bool is_virtual, IsVirtual(db, table));
    if (is_virtual) return false;
  }
  return true;
}

Result<std::vector<std::string>> UndoLimits(const Database* db, const Migration& migration,
                                            const DataStep& step) {
  std::vector<std::string> limits;
  const std::string subject = "data step \"" + step.name + "\"";
  if (!step.undo) {
    limits.push_back(subject +
                     " says `undo off`: `godwit undo` cannot bring back the rows that it writes");
    return limits;
  }
  if (db == nullptr) return limits;
  for (const std::string& table : TablesNamedBy(migration)) {
    GODWIT_ASSIGN(const bool is_virtual, IsVirtual(*db, table));
    if (!is_virtual) continue;
    limits.push_back(subject + ": rows of virtual table " + QuoteName(table) +
                     " are not recorded for `godwit undo`");
  }
  const TableNames written = TablesWrittenBy(step);
  GODWIT_ASSIGN(const bool recorded, IsRecorded(*db, step, written));
  for (const std::string& table : written) {
    GODWIT_ASSIGN(const bool exists, Exists(*db, table));
    if (recorded && exists) GODWIT_TRY(AddKeyLimits(*db, table, subject, limits));
  }
  return limits;
}

}  // namespace godwit
