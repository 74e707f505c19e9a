#include "core/migrate/query_check.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace godwit {
namespace {

// SQLITE_AUTH: the statement would do what a query may not.
constexpr int kNotAuthorized = 23;

// EXPLAIN QUERY PLAN's columns.
enum PlanColumn : std::uint8_t { kId, kParent, kUnused, kDetail };

struct PlanStep {
  std::size_t depth = 0;
  std::string detail;
};

Result<std::vector<PlanStep>> PlanOf(const Database& db, const std::string& sql) {
  GODWIT_ASSIGN(Statement explained, db.Prepare("EXPLAIN QUERY PLAN " + sql));
  std::vector<PlanStep> plan;
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
bool Uses(const std::vector<PlanStep>& plan, const std::string& index) {
  const std::string wanted = " INDEX " + index;
  for (const PlanStep& step : plan) {
    const std::size_t at = step.detail.find(wanted);
    if (at == std::string::npos) continue;
    const std::size_t end = at + wanted.size();
    if (end == step.detail.size() || step.detail[end] == ' ') return true;
  }
  return false;
}

bool Sorts(const std::vector<PlanStep>& plan) {
  for (const PlanStep& step : plan) {
    if (step.detail.starts_with("USE TEMP B-TREE")) return true;
  }
  return false;
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

void Judge(const DeclaredQuery& query, const std::vector<PlanStep>& plan, CheckResult& result) {
  std::vector<std::string> expected;
  std::vector<std::string> actual;
  const auto judge = [&](const std::string& wanted, bool so, const std::string& otherwise) {
    expected.push_back(wanted);
    actual.push_back(so ? wanted : otherwise);
    if (!so) ++result.violations;
  };
  for (const std::string& index : query.indexes) {
    judge("uses " + index, Uses(plan, index), "does not use " + index);
  }
  if (query.no_sort) judge("sorts nothing", !Sorts(plan), "sorts");
  result.expected = expected.empty() ? "compiles" : Joined(expected);
  result.actual = actual.empty() ? result.expected : Joined(actual);
  result.columns = {"plan"};
  for (const PlanStep& step : plan) {
    if (result.rows.size() == kShownRows) break;
    result.rows.push_back({Value(std::string(2 * step.depth, ' ') + step.detail)});
  }
}

// What compiles, or SQLite's words why not.
Result<std::string> WhyNoQuery(const Database& db, const DeclaredQuery& query) {
  const Result<Statement> compiled = db.Prepare(query.sql);
  if (compiled.ok()) {
    return std::string(compiled->ColumnCount() == 0 ? "it gives no rows" : "");
  }
  const Error& error = compiled.error();
  if ((error.sqlite_code & 0xff) == kNotAuthorized) return "it may only read: " + error.why;
  if (error.code != ErrorCode::kFailed || LiesOutsideSql(error)) return error;
  return error.why;
}

}  // namespace

Result<CheckResult> CheckQuery(Database& db, const DeclaredQuery& query) {
  const GuardScope guard(db, ScriptGuard::kReadOnly);
  CheckResult result;
  result.name = "query " + query.name;
  GODWIT_ASSIGN(const std::string why, WhyNoQuery(db, query));
  if (why.empty()) {
    GODWIT_ASSIGN(const std::vector<PlanStep> plan, PlanOf(db, query.sql));
    Judge(query, plan, result);
  } else {
    result.expected = "compiles";
    result.actual = why;
    result.violations = 1;
  }
  result.state = result.violations == 0 ? CheckState::kPassed : CheckState::kFailed;
  return result;
}

}  // namespace godwit
