// The queries that a project declares, compiled on the scratch database: before a script, after it,
// and behind each of its statements where the two differ.
//
// Plans are those of the schema alone: the scratch database has no rows and no statistics.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/schema/lint/walk.h"
#include "core/schema/query_plan.h"
#include "core/sqlite/database.h"

namespace godwit {

struct LintQuery {
  std::string name;
  std::string sql;
  std::vector<std::string> indexes;  // that its plan is to use
};

// What SQLite makes of a query on one schema.
struct QueryForm {
  struct Column {
    std::string name;
    std::string type;  // as declared, normalised; empty where it is an expression or has none

    bool operator==(const Column&) const = default;
  };
  std::string why;  // it does not compile; empty = it does
  std::vector<Column> columns;
  QueryPlan plan;

  bool compiles() const { return why.empty(); }
  bool operator==(const QueryForm&) const = default;
};

// A query that compiled before the script and is not the same behind it.
struct QueryChange {
  struct Moment {
    std::size_t step = 0;  // index of LintWalk::steps
    QueryForm form;        // behind it
  };
  const LintQuery* query = nullptr;
  QueryForm before;
  std::vector<Moment> moments;  // the steps that made it another, in their order

  const QueryForm& after() const { return moments.back().form; }
  // The step since which `is` has held to the end, or would if the query compiled. REQUIRES: it
  // holds at the end.
  std::size_t Since(const std::function<bool(const QueryForm& form)>& is) const;
};

// Around one walk: Begin, the walk, End. Everything is borrowed.
class QueryComparison {
 public:
  QueryComparison(Database& scratch, std::span<const LintQuery> queries)
      : scratch_(scratch), queries_(queries) {}

  Status Begin();
  // In the order of the queries; none for a script that did not get to its end, whose schema is
  // nobody's. The scratch database is left as the walk has left it. Errors only for what lies
  // outside of the SQL.
  Result<std::vector<QueryChange>> End(const LintWalk& walk);

 private:
  struct Before {
    const LintQuery* query;
    QueryForm form;
  };
  Result<QueryForm> Read(const LintQuery& query) const;
  Status StepThrough(const LintWalk& walk, std::vector<QueryChange>& changes);

  Database& scratch_;
  std::span<const LintQuery> queries_;
  std::vector<Before> before_;  // of those that compile
  // What the walk does, so that it can be done once more with a look at each of its steps.
  std::optional<Transaction> walked_;
};

}  // namespace godwit
