// What a data step tells while it runs, and when it stops.
#include <algorithm>
#include <utility>

#include "core/migrate/backfill.h"
#include "core/migrate/report.h"

namespace godwit {

// Tells what was kept, where the step stops at a row.
Error Backfill::WithHint(Error error) const {
  if (error.code == ErrorCode::kDataStep) error.next = ResumeHint(error.next);
  return error;
}

std::string Backfill::ResumeHint(const std::string& first) const {
  return first + ", then run `godwit backfill`; nothing of this batch was written, " +
         std::to_string(report_.rows) + " rows before it were";
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
