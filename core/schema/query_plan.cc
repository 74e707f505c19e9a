#include "core/schema/query_plan.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace godwit {
namespace {

// EXPLAIN QUERY PLAN's columns.
enum PlanColumn : std::uint8_t { kId, kParent, kUnused, kDetail };

bool IsSearch(const QueryStep& step) { return step.detail.starts_with("SEARCH "); }

// An index that lives as long as the query, made by reading the whole table.
bool MakesIndex(const QueryStep& step) {
  return step.detail.find(" USING AUTOMATIC ") != std::string::npos;
}

bool ReadsAll(const QueryStep& step) {
  const bool scan = step.detail.starts_with("SCAN ") && step.detail != "SCAN CONSTANT ROW";
  return scan || (IsSearch(step) && MakesIndex(step));
}

std::size_t Count(const QueryPlan& plan, bool (*is)(const QueryStep& step)) {
  return static_cast<std::size_t>(std::ranges::count_if(plan, is));
}

}  // namespace

Result<QueryPlan> ReadQueryPlan(const Database& db, std::string_view sql) {
  GODWIT_ASSIGN(Statement explained, db.Prepare("EXPLAIN QUERY PLAN " + std::string(sql)));
  QueryPlan plan;
  std::map<std::int64_t, std::size_t> depths;
  while (true) {
    GODWIT_ASSIGN(const bool row, explained.Step());
    if (!row) return plan;
    const auto parent = depths.find(explained.Int(kParent));
    const std::size_t depth = parent == depths.end() ? 0 : parent->second + 1;
    depths[explained.Int(kId)] = depth;
    plan.push_back({depth, std::string(explained.Text(kDetail))});
  }
}

// "SEARCH a USING INDEX i (x=?)", "SCAN a USING COVERING INDEX i".
bool UsesIndex(const QueryPlan& plan, const std::string& index) {
  const std::string wanted = " INDEX " + index;
  return std::ranges::any_of(plan, [&](const QueryStep& step) {
    const std::size_t at = step.detail.find(wanted);
    if (at == std::string::npos) return false;
    const std::size_t end = at + wanted.size();
    return end == step.detail.size() || step.detail[end] == ' ';
  });
}

std::size_t CountSorts(const QueryPlan& plan) {
  return Count(plan,
               [](const QueryStep& step) { return step.detail.starts_with("USE TEMP B-TREE"); });
}

std::size_t CountSearches(const QueryPlan& plan) {
  return Count(plan, [](const QueryStep& step) { return IsSearch(step) && !MakesIndex(step); });
}

std::size_t CountScans(const QueryPlan& plan) { return Count(plan, ReadsAll); }

}  // namespace godwit
