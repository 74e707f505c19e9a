// What a data step tells while it runs, and when it stops.
#include <algorithm>
#include <utility>

#include "core/base/words.h"
#include "core/migrate/backfill.h"
#include "core/migrate/report.h"

namespace godwit {

// Tells what was kept, where the step stops at a row.
Error Backfill::WithHint(Error error) const {
  if (error.code == ErrorCode::kDataStep) error.next = ResumeHint(error.next);
  return error;
}

Error Backfill::CannotRead(Error error, const std::vector<Value>& cursor) const {
  if (error.code == ErrorCode::kFailed) error.code = ErrorCode::kDataStep;
  const std::vector<Value>& last = row_count_ == 0 ? cursor : LastKey();
  error.what = SubjectOf(step_) +
               (last.empty() ? ", first row" : ", row after " + ShowKey(bound_.keys, last));
  error.place = step_.place;
  if (error.next.empty()) error.next = ResumeHint("correct the row or the step");
  return error;
}

// A statement that hit a limit says in which step it stands, also where Godwit made it of the
// step's words.
Error Backfill::Placed(Error error) const {
  if (!HitLimit(error) || error.place.line > 0) return error;
  error.code = ErrorCode::kDataStep;
  error.what = SubjectOf(step_);
  error.place = step_.place;
  return WithHint(std::move(error));
}

std::string Backfill::ResumeHint(const std::string& first) const {
  return first + ", then run `godwit backfill`; nothing of this batch was written, " +
         Counted(report_.rows, "row") + " before it " + (report_.rows == 1 ? "was" : "were");
}

// Each walk over the table must leave less to do, or the walks would never end.
Status Backfill::CheckProgress(std::int64_t left) {
  if (left_after_walk_ < 0 || left < left_after_walk_) {
    left_after_walk_ = left;
    return {};
  }
  return Error{.code = ErrorCode::kDataStep,
               .what = SubjectOf(step_),
               .why = Counted(left, "row") + (left == 1 ? " is" : " are") +
                      " due after a walk over the whole table, no fewer than before it",
               .next = "something, perhaps a trigger, makes rows due as fast as they are written",
               .place = step_.place};
}

// Another process may have taken the migration back since the last batch.
Status Backfill::CheckStillApplied() const {
  GODWIT_ASSIGN(const bool applied, HasEntry(context_.db, report_.migration));
  if (applied) return {};
  return Error{.code = report_.rows > 0 ? ErrorCode::kDataStep : ErrorCode::kRefused,
               .what = SubjectOf(step_),
               .why = "another process has taken migration \"" + report_.migration + "\" back",
               .next = "look at `godwit status`"};
}

void Backfill::LogFailure(const Error& error) {
  context_.listener.OnLog({"data-step-failed",
                           {{"migration", report_.migration},
                            {"step", report_.name},
                            {"what", error.what},
                            {"why", error.why}}});
}

void Backfill::Tell() {
  context_.listener.OnProgress({.phase = "data-step",
                                .name = report_.name,
                                .done = report_.rows,
                                .total = std::max(total_, report_.rows),
                                .unit = "rows"});
}

}  // namespace godwit
