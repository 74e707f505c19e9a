#include <utility>

#include "core/sqlite/database.h"

namespace godwit {

Result<Transaction> Transaction::Begin(Database& db, std::string_view outermost) {
  const bool nested = db.InTransaction();
  GODWIT_TRY(db.Execute(nested ? "SAVEPOINT godwit" : outermost));
  return Transaction(db, nested);
}

Result<Transaction> Transaction::BeginImmediate(Database& db) {
  return Begin(db, "BEGIN IMMEDIATE");
}

Result<Transaction> Transaction::BeginRead(Database& db) { return Begin(db, "BEGIN"); }

Transaction::~Transaction() {
  // Nothing can be said here; a rollback that fails leaves it to SQLite's journal.
  if (db_ != nullptr && db_->InTransaction()) (void)Rollback();
}

Status Transaction::Commit() {
  Status status = db_->Execute(nested_ ? "RELEASE godwit" : "COMMIT");
  if (!status.ok()) {
    Error error = std::move(status).error();
    const bool nested = nested_;
    (void)Rollback();
    return nested ? error : FailedCommit(std::move(error));
  }
  db_ = nullptr;
  return {};
}

Status Transaction::Rollback() {
  Database* db = std::exchange(db_, nullptr);
  // Some errors (disk full, out of memory) have rolled back already.
  if (!db->InTransaction()) return {};
  if (!nested_) return db->Execute("ROLLBACK");
  GODWIT_TRY(db->Execute("ROLLBACK TO godwit"));
  return db->Execute("RELEASE godwit");
}

}  // namespace godwit
