// SQLite's plan of a query (EXPLAIN QUERY PLAN), and what is read from it. Nothing is run, and
// parameters stay NULL, which does not matter to plans.
//
// Source of the steps' words: sqlite.org/eqp.html.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

struct QueryStep {
  std::size_t depth = 0;
  std::string detail;  // "SEARCH a USING INDEX i (x=?)"

  bool operator==(const QueryStep&) const = default;
};
using QueryPlan = std::vector<QueryStep>;

// In SQLite's order: a step stands before those that belong to it, which are one deeper.
Result<QueryPlan> ReadQueryPlan(const Database& db, std::string_view sql);

bool UsesIndex(const QueryPlan& plan, const std::string& index);
// Steps that sort: for ORDER BY, GROUP BY, DISTINCT.
std::size_t CountSorts(const QueryPlan& plan);
// Steps that find rows by an index or by the key of their table.
std::size_t CountSearches(const QueryPlan& plan);
// Steps that read all there is, whether to look at it or to make an index of it for the moment.
std::size_t CountScans(const QueryPlan& plan);

}  // namespace godwit
