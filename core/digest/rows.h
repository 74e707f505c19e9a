// The rows of one table in the order and form that the digest defines (docs/digest.md): by primary
// key, in SQLite's BINARY order of UTF-8 text; rows that no key tells apart by their own hash.
//
// Memory does not grow with the table: rows stream from an index where one gives the order, from
// SQLite's sorter otherwise.
#pragma once

#include <string>
#include <vector>

#include "core/base/sha256.h"
#include "core/base/status.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

// Whether the digest reads the table's rows: ordinary tables, and virtual tables whose module keeps
// rows of its own (full-text tables with their own content, R-trees).
bool HasDigestRows(const Table& table);

// The columns that identify a row in lists of row digests; empty for a table without a key.
std::vector<std::string> DigestKeyColumns(const Table& table);
// The columns whose values a row's hash is made of, in that order.
std::vector<std::string> DigestValueColumns(const Table& table);

class RowReader {
 public:
  // REQUIRES: HasDigestRows(table). The reader must not outlive `db`.
  static Result<RowReader> Open(Database& db, const Table& table);

  // Moves to the next row; false at the end.
  Result<bool> Next();
  // Of the current row. Both valid after Next() gave true.
  const Sha256Digest& hash() const { return hash_; }
  std::vector<Value> Key() const;
  // The row's own values in declared order, generated columns left out; none in a table without a
  // key, whose rows pass through a sorter as hashes.
  int ValueCount() const { return hashed_ ? 0 : values_; }
  ValueView At(int index) const { return statement_.Column(index); }

 private:
  RowReader(Statement statement, int values, std::vector<int> key, bool hashed)
      : statement_(std::move(statement)), values_(values), key_(std::move(key)), hashed_(hashed) {}

  Statement statement_;
  int values_;            // columns of the row itself; not used when hashed_
  std::vector<int> key_;  // result columns that form the key
  bool hashed_;           // the statement gives the row's hash in its last column
  std::string buffer_;
  Sha256Digest hash_{};
};

}  // namespace godwit
