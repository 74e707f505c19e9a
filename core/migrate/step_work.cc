#include "core/migrate/step_work.h"

#include <algorithm>
#include <array>
#include <utility>

namespace godwit {
namespace {

// SQLite's primary result codes for what a statement or a value is to blame for: ERROR, TOOBIG,
// CONSTRAINT, MISMATCH. 0 = the error is our own.
constexpr std::array<int, 5> kCodesOfRows = {0, 1, 18, 19, 20};

}  // namespace

std::string SubjectOf(const DataStep& step) { return "data step \"" + step.name + "\""; }

std::string ShowKey(const std::vector<std::string>& names, const std::vector<Value>& key) {
  std::string text;
  for (std::size_t i = 0; i < key.size(); ++i) {
    text += (i == 0 ? "" : ", ") + QuoteName(names[i]) + " = " + Show(View(key[i]));
  }
  return text;
}

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
  return std::find(kCodesOfRows.begin(), kCodesOfRows.end(), error.sqlite_code & 0xff) !=
         kCodesOfRows.end();
}

Status BindValues(Statement& statement, int first, const std::vector<Value>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    GODWIT_TRY(statement.BindBorrowed(first + static_cast<int>(i), View(values[i])));
  }
  return {};
}

}  // namespace godwit
