#include "core/sqlite/row_watch.h"

#include <utility>

#include <sqlite3.h>

#include "core/sqlite/connection.h"

namespace godwit {
namespace {

class HookedChange final : public RowChange {
 public:
  HookedChange(sqlite3* db, int operation, const char* table)
      : db_(db), operation_(operation), table_(table) {}

  std::string_view table() const override { return table_; }
  RowOperation operation() const override {
    if (operation_ == SQLITE_INSERT) return RowOperation::kInsert;
    return operation_ == SQLITE_DELETE ? RowOperation::kDelete : RowOperation::kUpdate;
  }
  int depth() const override { return sqlite3_preupdate_depth(db_); }
  int columns() const override { return sqlite3_preupdate_count(db_); }
  ValueView Old(int column) const override {
    sqlite3_value* value = nullptr;
    const int code = operation_ == SQLITE_INSERT ? sqlite3_preupdate_new(db_, column, &value)
                                                 : sqlite3_preupdate_old(db_, column, &value);
    return code == SQLITE_OK && value != nullptr ? ViewOf(value) : ValueView(Null{});
  }

 private:
  sqlite3* db_;
  int operation_;
  std::string_view table_;
};

void OnChange(void* context, sqlite3* db, int operation, const char* schema, const char* table,
              sqlite3_int64 /*old_rowid*/, sqlite3_int64 /*new_rowid*/) {
  // A temporary table goes with the connection; nobody's rows are in it.
  if (std::string_view(schema) != "main") return;
  (*static_cast<const RowWatch::Observer*>(context))(HookedChange(db, operation, table));
}

}  // namespace

RowWatch::RowWatch(Database& db, Observer observer) : db_(db), observer_(std::move(observer)) {
  sqlite3_preupdate_hook(HandleOf(db_), &OnChange, &observer_);
}

RowWatch::~RowWatch() { sqlite3_preupdate_hook(HandleOf(db_), nullptr, nullptr); }

sqlite3* RowWatch::HandleOf(Database& db) { return db.impl_->handle; }

}  // namespace godwit
