// Content digests of a database: one of its schema, one of each table, one of all data.
//
// Equal digests mean equal schema (structurally) and equal rows, whatever the page size, the order
// of insertion, the free pages or the text encoding. Ledgers and other internal tables
// (core/schema/internal.h) are left out. The definition, complete enough to re-implement it, is
// docs/digest.md.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/sha256.h"
#include "core/base/status.h"
#include "core/digest/rows.h"
#include "core/digest/tree.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

struct TableDigest {
  std::string name;
  std::uint64_t rows = 0;
  Sha256Digest sha256{};
  bool operator==(const TableDigest&) const = default;
};

struct DatabaseDigest {
  Sha256Digest schema{};
  Sha256Digest data{};
  std::vector<TableDigest> tables;  // sorted by name, bytewise
  bool operator==(const DatabaseDigest&) const = default;
};

Sha256Digest SchemaDigest(const Schema& schema);

// Looks at each row on its way into the digest.
class RowObserver {
 public:
  virtual ~RowObserver() = default;
  // Before all else.
  virtual void OnSchema(const Schema& schema) = 0;
  virtual void OnTable(const Table& table) = 0;
  virtual void OnRow(const RowReader& row) = 0;
};

// A digest computed in pieces, so that the caller can report progress, cancel, or draw a frame.
//
// The caller holds one read transaction over Start and all Steps; otherwise writers in between make
// the result a mixture. A Step reads at most kRowsAStep rows, but where no index gives a table's
// order the table's first Step includes its sorting (Database::SetInterrupt reaches into that).
class DigestRun {
 public:
  static constexpr std::uint64_t kRowsAStep = 10000;

  // Reads the schema. The run must not outlive `db` or the observer.
  static Result<DigestRun> Start(Database& db, RowObserver* observer = nullptr);

  // Does one piece; true when there is more to do.
  Result<bool> Step();
  // REQUIRES: the last Step gave false.
  DatabaseDigest Finish() &&;

  // For progress: rows read so far in all tables, tables finished, tables in all, and the name of
  // the table that the next Step reads (empty at the end).
  std::uint64_t rows() const { return rows_; }
  std::size_t tables_done() const { return digest_.tables.size(); }
  std::size_t table_count() const { return tables_.size(); }
  std::string_view table() const;

 private:
  explicit DigestRun(Database& db) : db_(&db) {}
  void EndTable();

  Database* db_;
  RowObserver* observer_ = nullptr;
  std::vector<Table> tables_;
  DatabaseDigest digest_;
  std::optional<RowReader> reader_;
  DigestTree tree_;
  std::uint64_t rows_ = 0;
};

// All at once, in a read transaction of its own unless one is open.
Result<DatabaseDigest> DigestDatabase(Database& db);

struct RowDigest {
  std::vector<Value> key;  // the primary key's values; empty in a table without one
  Sha256Digest sha256{};
};

// The leaves of one table's tree, in order. A sink's error ends it. The name is found as SQLite
// finds it, in any case.
using RowSink = std::function<Status(const RowDigest& row)>;
Result<TableDigest> RowDigests(Database& db, std::string_view table, const RowSink& sink);

}  // namespace godwit
