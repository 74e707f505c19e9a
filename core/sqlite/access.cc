#include "core/sqlite/access.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include "core/sqlite/connection.h"

namespace godwit {
namespace {

using Kind = TableAccess::Kind;

struct Event {
  int action;
  Kind kind;
  bool second;  // the authorizer's second name is the table's, not its first
};

// Source: the table of action codes at sqlite.org/c3ref/c_alter_table.html.
constexpr Event kEvents[] = {
    {SQLITE_READ, Kind::kRead, false},
    {SQLITE_INSERT, Kind::kInsert, false},
    {SQLITE_UPDATE, Kind::kUpdate, false},
    {SQLITE_DELETE, Kind::kDelete, false},
    {SQLITE_CREATE_TABLE, Kind::kCreate, false},
    {SQLITE_CREATE_TEMP_TABLE, Kind::kCreate, false},
    {SQLITE_CREATE_VTABLE, Kind::kCreate, false},
    {SQLITE_DROP_TABLE, Kind::kDrop, false},
    {SQLITE_DROP_TEMP_TABLE, Kind::kDrop, false},
    {SQLITE_DROP_VTABLE, Kind::kDrop, false},
    {SQLITE_ALTER_TABLE, Kind::kAlter, true},
    {SQLITE_CREATE_INDEX, Kind::kIndex, true},
    {SQLITE_CREATE_TEMP_INDEX, Kind::kIndex, true},
    {SQLITE_ANALYZE, Kind::kScan, false},
    {SQLITE_DROP_INDEX, Kind::kSchema, true},
    {SQLITE_CREATE_VIEW, Kind::kSchema, false},
    {SQLITE_CREATE_TEMP_VIEW, Kind::kSchema, false},
    {SQLITE_DROP_VIEW, Kind::kSchema, false},
    {SQLITE_CREATE_TRIGGER, Kind::kSchema, true},
    {SQLITE_CREATE_TEMP_TRIGGER, Kind::kSchema, true},
    {SQLITE_DROP_TRIGGER, Kind::kSchema, true},
};

}  // namespace

void RecordColumn(Database::Impl& db, int action, std::string_view table, std::string_view column,
                  std::string_view within) {
  const auto* event = std::find_if(std::begin(kEvents), std::end(kEvents),
                                   [&](const Event& e) { return e.action == action; });
  if (event == std::end(kEvents) || event->kind > Kind::kDelete) return;
  ColumnAccess access{.kind = event->kind,
                      .table = std::string(table),
                      .column = std::string(column),
                      .within = std::string(within)};
  db.column_recorder->push_back(std::move(access));
}

void RecordAccess(Database::Impl& db, int action, std::string_view first, std::string_view second) {
  if (db.recorder == nullptr) return;
  const auto* event = std::find_if(std::begin(kEvents), std::end(kEvents),
                                   [&](const Event& e) { return e.action == action; });
  if (event == std::end(kEvents)) return;
  TableAccess access{.kind = event->kind, .table = std::string(event->second ? second : first)};
  // ALTER TABLE ADD COLUMN with a constraint asks this of the whole table.
  if (access.table == "pragma_quick_check") access = {.kind = Kind::kScan, .table = {}};
  if (std::ranges::find(*db.recorder, access) == db.recorder->end()) {
    db.recorder->push_back(std::move(access));
  }
}

void Database::RecordAccesses(std::vector<TableAccess>* into) const { impl_->recorder = into; }

Result<std::vector<ColumnAccess>> Database::ColumnAccesses(std::string_view sql) const {
  std::vector<ColumnAccess> accesses;
  impl_->column_recorder = &accesses;
  const Result<Statement> compiled = Prepare(sql);
  impl_->column_recorder = nullptr;
  if (!compiled.ok()) return compiled.error();
  return accesses;
}

Result<std::vector<TableAccess>> Database::Accesses(std::string_view sql) const {
  std::vector<TableAccess> accesses;
  RecordAccesses(&accesses);
  const Result<Statement> compiled = Prepare(sql);
  RecordAccesses(nullptr);
  if (!compiled.ok()) return compiled.error();
  return accesses;
}

}  // namespace godwit
