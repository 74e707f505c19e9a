#include "core/migrate/query_check.h"

#include <string>
#include <utility>
#include <vector>

#include "core/schema/query_plan.h"

namespace godwit {
namespace {

// SQLITE_AUTH: the statement would do what a query may not.
constexpr int kNotAuthorized = 23;

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

void Judge(const DeclaredQuery& query, const QueryPlan& plan, CheckResult& result) {
  std::vector<std::string> expected;
  std::vector<std::string> actual;
  const auto judge = [&](const std::string& wanted, bool so, const std::string& otherwise) {
    expected.push_back(wanted);
    actual.push_back(so ? wanted : otherwise);
    if (!so) ++result.violations;
  };
  for (const std::string& index : query.indexes) {
    judge("uses " + index, UsesIndex(plan, index), "does not use " + index);
  }
  if (query.no_sort) judge("sorts nothing", CountSorts(plan) == 0, "sorts");
  result.expected = expected.empty() ? "compiles" : Joined(expected);
  result.actual = actual.empty() ? result.expected : Joined(actual);
  result.columns = {"plan"};
  for (const QueryStep& step : plan) {
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

void Fail(CheckResult& result, std::string why) {
  result.expected = "compiles";
  result.actual = std::move(why);
  result.violations = 1;
}

}  // namespace

Result<CheckResult> CheckQuery(Database& db, const DeclaredQuery& query) {
  const GuardScope guard(db, ScriptGuard::kReadOnly);
  CheckResult result;
  result.name = "query " + query.name;
  GODWIT_ASSIGN(const std::string why, WhyNoQuery(db, query));
  if (why.empty()) {
    const Result<QueryPlan> plan = ReadQueryPlan(db, query.sql);
    if (plan.ok()) {
      Judge(query, *plan, result);
    } else if (LiesOutsideSql(plan.error())) {
      return plan.error();
    } else {
      // Such as an EXPLAIN.
      Fail(result, "it has no query plan: " + plan.error().why);
    }
  } else {
    Fail(result, why);
  }
  result.state = result.violations == 0 ? CheckState::kPassed : CheckState::kFailed;
  return result;
}

}  // namespace godwit
