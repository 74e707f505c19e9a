// What rows were before and are now, recorded while a connection writes, as a changeset of SQLite's
// session extension; and a changeset turned round and applied.
//
// A changeset is a format of SQLite's and no friend of damaged bytes: whoever stores one stores a
// SHA-256 beside it and never lets anything else near these functions.
//
// Recorded are tables of the main database; of those without a primary key by rowid. Not recorded,
// without a word: rows with NULL in their key, virtual tables, SQLite's own tables. No table may be
// altered or dropped while a recorder lives.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/database.h"
#include "core/sqlite/row_watch.h"

struct sqlite3_changeset_iter;
struct sqlite3_session;

namespace godwit {

// Records while it lives. One at a time on a connection, and not beside a RowWatch.
class ChangeRecorder {
 public:
  // Asked once a table, before its first change; false = not recorded. Must not use the connection.
  using Filter = std::function<bool(std::string_view table)>;

  static Result<ChangeRecorder> Start(Database& db, Filter filter);
  ChangeRecorder(ChangeRecorder&& other) noexcept;
  ChangeRecorder& operator=(ChangeRecorder&&) = delete;
  ~ChangeRecorder();

  // Everything so far; empty when nothing has changed.
  Result<std::string> Changeset() const;

 private:
  ChangeRecorder(Database::Impl* db, std::unique_ptr<Filter> filter)
      : db_(db), filter_(std::move(filter)) {}
  Database::Impl* db_;
  std::unique_ptr<Filter> filter_;
  sqlite3_session* session_ = nullptr;
};

// One row of a changeset.
struct ChangedRow {
  std::string table;
  RowOperation operation = RowOperation::kInsert;
  // By column, as it was before the change (of an insertion, as it is after); NULL where it is not
  // recorded. The first is the rowid where the table has no primary key.
  std::vector<Value> values;
  std::vector<bool> key;  // by column: part of the key
};

// Walks over a changeset, whose bytes must outlive it.
class ChangesetReader {
 public:
  static Result<ChangesetReader> Open(std::string_view changeset);
  ChangesetReader(ChangesetReader&& other) noexcept;
  ChangesetReader& operator=(ChangesetReader&&) = delete;
  ~ChangesetReader();

  // true: a row is there.
  Result<bool> Next();
  // Of the current row. The whole row is copied, so only where it is wanted.
  std::string_view table() const;
  ChangedRow Row() const;

 private:
  explicit ChangesetReader(sqlite3_changeset_iter* handle) : handle_(handle) {}
  sqlite3_changeset_iter* handle_;
};

// The way back of a changeset.
Result<std::string> InvertChangeset(std::string_view changeset);

enum class ChangeConflict : std::uint8_t {
  kEdited,      // the row is there with other values than recorded (core/sqlite/recorded_rows.h)
  kGone,        // the row is not there
  kTaken,       // another row has the key
  kConstraint,  // the row would break a constraint
};

class ChangesetApplier {
 public:
  // Called for each row that cannot be applied; it is left as it is.
  using OnConflict = std::function<void(ChangeConflict conflict, const ChangedRow& row)>;

  // Foreign keys' actions do not run; an error when rows are left whose foreign key leads nowhere.
  // Without an error the rows that no conflict was told of are applied, but for tables that are not
  // as they were: those are left out silently, so count (Database::TotalChanges). REQUIRES: a write
  // transaction, which the caller rolls back after an error.
  // Changes of Godwit's and SQLite's own tables are left out: nothing of ours records any, so a
  // changeset that has them was forged.
  static Status Apply(Database& db, std::string_view changeset, const OnConflict& on_conflict);
};

}  // namespace godwit
