#include "tests/faults/naive_program.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace godwit {
namespace {

constexpr std::size_t kBackfillCommand = 1;
constexpr std::size_t kUndoCommand = 2;
constexpr std::size_t kCommands = 4;
constexpr std::int64_t kRows = 60;
constexpr std::int64_t kBatch = 12;

constexpr std::array<std::string_view, 9> kCreate = {
    "CREATE TABLE item (id INTEGER PRIMARY KEY, note TEXT NOT NULL)",
    "CREATE TABLE part (id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) "
    "ON DELETE CASCADE)",
    "CREATE TABLE place (cursor INTEGER NOT NULL)",
    "CREATE TABLE quarantine (item INTEGER NOT NULL)",
    "CREATE TABLE undo (first INTEGER NOT NULL, last INTEGER NOT NULL)",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
    "INSERT INTO item (id, note) SELECT i, 'a note of some length on item ' || i FROM n",
    "INSERT INTO part (id, item) SELECT id, id FROM item",
    "INSERT INTO place (cursor) VALUES (0)",
    "ALTER TABLE item ADD COLUMN hits INTEGER NOT NULL DEFAULT 0",
};

constexpr std::array<std::string_view, 5> kRebuild = {
    "CREATE TABLE new_item (id INTEGER PRIMARY KEY, note TEXT NOT NULL, hits INTEGER NOT NULL) "
    "STRICT",
    "INSERT INTO new_item (id, note, hits) SELECT id, note, hits FROM item",
    "DROP TABLE item",
    "ALTER TABLE new_item RENAME TO item",
    "CREATE INDEX item_hits ON item (hits)",
};

// Of a batch, the rows behind the cursor; each twentieth cannot be done.
constexpr std::string_view kFill =
    "UPDATE item SET hits = hits + 1 WHERE id % 20 <> 0 "
    "AND id > (SELECT cursor FROM place) AND id <= (SELECT cursor + 12 FROM place)";
constexpr std::string_view kQuarantine =
    "INSERT INTO quarantine (item) SELECT id FROM item WHERE id % 20 = 0 "
    "AND id > (SELECT cursor FROM place) AND id <= (SELECT cursor + 12 FROM place)";
constexpr std::string_view kRecord =
    "INSERT INTO undo (first, last) SELECT cursor + 1, cursor + 12 FROM place";
constexpr std::string_view kTakeBack =
    "UPDATE item SET hits = hits - 1 WHERE id % 20 <> 0 AND id BETWEEN "
    "(SELECT first FROM undo ORDER BY rowid DESC LIMIT 1) AND "
    "(SELECT last FROM undo ORDER BY rowid DESC LIMIT 1)";

// How far the database is, for a runner without a ledger.
Result<std::int64_t> Level(const Database& db) {
  GODWIT_ASSIGN(const Value level, db.QueryValue("PRAGMA user_version"));
  return std::get<std::int64_t>(level);
}

}  // namespace

std::size_t NaiveProgram::commands() const { return kCommands; }

Status NaiveProgram::Run(Database& db, std::size_t command, bool,
                         const Acknowledge& acknowledge) const {
  GODWIT_ASSIGN(const std::int64_t level, Level(db));
  // What is undone stays undone: the rebuild comes after it.
  if (command == kBackfillCommand) return Backfill(db, acknowledge);
  if (command == kUndoCommand) return Undo(db, acknowledge);
  if (command == 0 && level < 1) GODWIT_TRY(Create(db));
  if (command == kCommands - 1 && level < 2) GODWIT_TRY(Rebuild(db));
  acknowledge();
  return {};
}

Status NaiveProgram::Create(Database& db) const {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db));
  for (const std::string_view sql : kCreate) GODWIT_TRY(db.Execute(sql));
  GODWIT_TRY(db.Execute("PRAGMA user_version = 1"));
  return transaction.Commit();
}

Status NaiveProgram::Backfill(Database& db, const Acknowledge& acknowledge) const {
  while (true) {
    if (bug_ == Bug::kQuarantineOutside) GODWIT_TRY(db.Execute(kQuarantine));
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db));
    GODWIT_ASSIGN(const Value cursor, db.QueryValue("SELECT cursor FROM place"));
    const auto from = std::get<std::int64_t>(cursor);
    if (from >= kRows) return transaction.Rollback();
    if (bug_ != Bug::kQuarantineOutside) GODWIT_TRY(db.Execute(kQuarantine));
    GODWIT_TRY(db.Execute(kFill));
    GODWIT_TRY(db.Execute(kRecord));
    if (bug_ == Bug::kCursorOutside) GODWIT_TRY(transaction.Commit());
    GODWIT_TRY(db.Execute("UPDATE place SET cursor = ?1", ValueView(from + kBatch)));
    if (bug_ != Bug::kCursorOutside) GODWIT_TRY(transaction.Commit());
    acknowledge();
  }
}

// Newest batch first.
Status NaiveProgram::Undo(Database& db, const Acknowledge& acknowledge) const {
  while (true) {
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db));
    GODWIT_ASSIGN(const Value batches, db.QueryValue("SELECT count(*) FROM undo"));
    if (batches == Value(std::int64_t{0})) return transaction.Rollback();
    GODWIT_TRY(db.Execute(kTakeBack));
    if (bug_ == Bug::kUndoOutside) GODWIT_TRY(transaction.Commit());
    GODWIT_TRY(db.Execute("DELETE FROM undo WHERE rowid = (SELECT max(rowid) FROM undo)"));
    if (bug_ != Bug::kUndoOutside) GODWIT_TRY(transaction.Commit());
    acknowledge();
  }
}

Status NaiveProgram::Rebuild(Database& db) const {
  const bool inside = bug_ == Bug::kForeignKeysInside;
  if (!inside) GODWIT_TRY(db.Execute("PRAGMA foreign_keys = OFF"));
  std::optional<Transaction> transaction;
  if (bug_ != Bug::kRebuildWithoutTransaction) {
    GODWIT_ASSIGN(Transaction begun, Transaction::BeginImmediate(db));
    transaction.emplace(std::move(begun));
  }
  if (inside) GODWIT_TRY(db.Execute("PRAGMA foreign_keys = OFF"));
  for (const std::string_view sql : kRebuild) GODWIT_TRY(db.Execute(sql));
  GODWIT_TRY(db.Execute("PRAGMA user_version = 2"));
  if (transaction) GODWIT_TRY(transaction->Commit());
  return db.Execute("PRAGMA foreign_keys = ON");
}

}  // namespace godwit
