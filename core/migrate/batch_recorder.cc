#include "core/migrate/batch_recorder.h"

#include <utility>

namespace godwit {

BatchRecorder::BatchRecorder(const RunContext& context, const DataStep& step, BystanderGuard guard)
    : context_(context), step_(step), guard_(std::move(guard)) {}

Result<BatchRecorder> BatchRecorder::Start(const RunContext& context, const Migration& migration,
                                           const DataStep& step) {
  GODWIT_ASSIGN(BystanderGuard guard, BystanderGuard::Start(context.db, TablesNamedBy(migration)));
  return BatchRecorder(context, step, std::move(guard));
}

Status BatchRecorder::Finish() && {
  Status status = std::move(guard_).Settle("data step \"" + step_.name + "\"", context_.bystanders);
  if (status.ok()) return {};
  Error error = std::move(status).error();
  if (error.code == ErrorCode::kFailed) error.code = ErrorCode::kDataStep;
  error.place = step_.place;
  return error;
}

}  // namespace godwit
