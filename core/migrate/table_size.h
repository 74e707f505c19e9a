// How large a table is, without reading all of it.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

struct TableSize {
  std::int64_t rows = 0;
  std::int64_t bytes = 0;  // its pages, overflow pages included; indexes apart
  bool exact = true;

  bool operator==(const TableSize&) const = default;
};

// Looks at no more than the first 256 pages of the table's tree, in SQLite's table of pages
// (dbstat): of a table that has no more, both numbers are exact. Of a larger one the rest is
// reckoned from how wide the tree branches at its left edge and how full the leaves seen are; where
// ANALYZE has left a row count, that is taken, and no table with rowids is said to have more rows
// than between its first and last. 0 for what has no pages of its own, such as a virtual table.
Result<TableSize> EstimateSize(const Database& db, const std::string& table);

}  // namespace godwit
