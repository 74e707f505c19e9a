#include <utility>

#include "core/sqlite/database.h"

namespace godwit {

Result<Transaction> Transaction::BeginImmediate(Database& db) {
  GODWIT_TRY(db.Execute("BEGIN IMMEDIATE"));
  return Transaction(db);
}

Result<Transaction> Transaction::BeginRead(Database& db) {
  GODWIT_TRY(db.Execute("BEGIN"));
  return Transaction(db);
}

Transaction::~Transaction() {
  // Nothing can be said here; a rollback that fails leaves it to SQLite's journal.
  if (db_ != nullptr && db_->InTransaction()) (void)Rollback();
}

Status Transaction::Commit() {
  Status status = db_->Execute("COMMIT");
  if (!status.ok()) {
    (void)Rollback();
    return status;
  }
  db_ = nullptr;
  return {};
}

Status Transaction::Rollback() {
  Database* db = std::exchange(db_, nullptr);
  // Some errors (disk full, out of memory) have rolled back already.
  if (!db->InTransaction()) return {};
  return db->Execute("ROLLBACK");
}

}  // namespace godwit
