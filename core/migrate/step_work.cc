#include "core/migrate/step_work.h"

#include <utility>

namespace godwit {

std::string SubjectOf(const DataStep& step) { return "data step \"" + step.name + "\""; }

Error RowError(const DataStep& step, const BoundStep& bound, const DueRow& row, std::string why,
               std::string next) {
  return {.code = ErrorCode::kDataStep,
          .what = SubjectOf(step) + ", row " + ShowKey(bound.keys, row.key),
          .why = std::move(why),
          .next = next.empty() ? "correct the row or the step" : std::move(next),
          .place = step.place};
}

bool IsAboutRows(const Error& error) {
  if (error.code != ErrorCode::kFailed && error.code != ErrorCode::kDataStep) return false;
  return !LiesOutsideSql(error) && !HitLimit(error);
}

Status BindValues(Statement& statement, int first, const std::vector<Value>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    GODWIT_TRY(statement.BindBorrowed(first + static_cast<int>(i), View(values[i])));
  }
  return {};
}

}  // namespace godwit
