// Whether rows are still as a changeset recorded them, to the last bit. SQLite compares with IS:
// to that 1 is 1.0, 0.0 is -0.0, and 'Word' is 'WORD' in a column that collates NOCASE; an edit
// from the one to the other would be overwritten as if nobody had made it.
#pragma once

#include <string>
#include <vector>

#include "core/base/status.h"

struct sqlite3;
struct sqlite3_changeset_iter;
struct sqlite3_stmt;

namespace godwit {

class RecordedRows {
 public:
  // Borrows the connection.
  explicit RecordedRows(sqlite3* db) : db_(db) {}
  RecordedRows(const RecordedRows&) = delete;
  RecordedRows& operator=(const RecordedRows&) = delete;
  ~RecordedRows();

  // Of the change that the iterator stands at: false = its row is there and not as recorded. Where
  // the row is not there, or its table not as it was, SQLite itself says so.
  // SQLite's result code; SQLITE_OK = `same` is set.
  int Compare(sqlite3_changeset_iter* iterator, bool& same);

 private:
  int Prepare(const char* table, int columns);

  sqlite3* db_;
  std::string table_;               // of select_
  sqlite3_stmt* select_ = nullptr;  // the row by its key; nullptr = the table is not as it was
  std::vector<int> keys_;           // places of the key's columns
};

}  // namespace godwit
