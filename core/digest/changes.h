// What became of every row between two databases, table by table: the same walk over both in key
// order, on the columns that both have. Memory does not grow with the tables.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/digest/rows.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

struct ColumnChange {
  std::string name;
  std::int64_t emptied = 0;  // values that became NULL
  std::int64_t retyped = 0;  // values of another storage class than before, neither being NULL
};

struct TableChange {
  enum class Kind : std::uint8_t { kKept, kAdded, kDropped };
  std::string name;
  Kind kind = Kind::kKept;
  std::int64_t rows_before = 0;
  std::int64_t rows_after = 0;
  // By primary key; of a table without one by content, so that a changed row counts as one deleted
  // and one inserted.
  std::int64_t inserted = 0;
  std::int64_t deleted = 0;
  std::int64_t updated = 0;                   // in a column that both have
  std::vector<ColumnChange> columns;          // those with something to tell
  std::vector<std::string> added_columns;     // and their values, which are in no count
  std::vector<ColumnChange> dropped_columns;  // `emptied` counts the values that went with them
  // The primary keys of the first rows that were deleted.
  std::vector<std::string> key;
  std::vector<std::vector<Value>> deleted_keys;

  bool Changed() const;
};

// How many deleted rows are named.
inline constexpr std::size_t kNamedRows = 5;

// Both databases must outlive the run and hold one state for as long as it goes on. One table or
// kRowsAStep rows a Step.
class ChangesRun {
 public:
  static constexpr std::int64_t kRowsAStep = 10000;

  static Result<ChangesRun> Start(Database& before, Database& after);
  ChangesRun(ChangesRun&&) noexcept;
  ChangesRun& operator=(ChangesRun&&) noexcept;
  ~ChangesRun();

  // true: more is left.
  Result<bool> Step();
  // Sorted by name; tables in which nothing changed are there too.
  std::vector<TableChange> Finish() &&;

  std::size_t tables_done() const { return next_; }
  std::size_t table_count() const { return pairs_.size(); }

 private:
  struct Pair {
    std::optional<Table> before;
    std::optional<Table> after;
  };
  class Walk;

  ChangesRun(Database& before, Database& after);
  Status Open(const Pair& pair);

  Database* before_;
  Database* after_;
  std::vector<Pair> pairs_;
  std::size_t next_ = 0;
  std::unique_ptr<Walk> walk_;
  std::vector<TableChange> changes_;
};

}  // namespace godwit
