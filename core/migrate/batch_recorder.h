// What goes with every batch of a data step, inside its transaction: rows that the step does not
// name stay as they are.
#pragma once

#include "core/base/status.h"
#include "core/migrate/bystanders.h"
#include "core/migrate/project.h"
#include "core/migrate/run.h"

namespace godwit {

class BatchRecorder {
 public:
  // REQUIRES: the batch's transaction has begun; everything outlives the recorder.
  static Result<BatchRecorder> Start(const RunContext& context, const Migration& migration,
                                     const DataStep& step);
  // Before the transaction is committed; an error (kDataStep) rolls it back.
  Status Finish() &&;

 private:
  BatchRecorder(const RunContext& context, const DataStep& step, BystanderGuard guard);
  RunContext context_;
  const DataStep& step_;
  BystanderGuard guard_;
};

}  // namespace godwit
