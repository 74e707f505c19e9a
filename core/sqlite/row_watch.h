// Sees every row that a connection writes, while it is written: also those that a foreign key's
// action or a trigger writes, which no statement names (SQLite's pre-update hook).
//
// Not seen: rows of virtual tables (those of their shadow tables are), SQLite's own tables, and
// what is gone with a dropped table or column.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "core/sqlite/database.h"

namespace godwit {

enum class RowOperation : std::uint8_t { kInsert, kUpdate, kDelete };

// One row of the main database, about to be written. Borrows from SQLite: valid during the call.
class RowChange {
 public:
  virtual ~RowChange() = default;
  virtual std::string_view table() const = 0;
  virtual RowOperation operation() const = 0;
  // 0 = by the statement itself; from 1 on by a trigger or a foreign key's action.
  virtual int depth() const = 0;
  virtual int columns() const = 0;
  // What stands in the row before the change; of an insertion, what will stand there. NULL when
  // SQLite cannot say.
  virtual ValueView Old(int column) const = 0;
};

// Watches for as long as it lives. One at a time on a connection, and not beside a ChangeRecorder
// on it: both use SQLite's one hook.
class RowWatch {
 public:
  // The observer must not use the connection.
  using Observer = std::function<void(const RowChange& change)>;

  RowWatch(Database& db, Observer observer);
  ~RowWatch();
  RowWatch(const RowWatch&) = delete;
  RowWatch& operator=(const RowWatch&) = delete;

 private:
  // Watches what runs, where this watches what it writes.
  friend class DryRun;
  static sqlite3* HandleOf(Database& db);

  Database& db_;
  Observer observer_;
};

}  // namespace godwit
