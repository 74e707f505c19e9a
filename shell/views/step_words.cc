#include "shell/views/step_words.h"

#include "shell/words.h"

namespace godwit::shell {

StepLook LookOf(const State& state, const Migration& migration) {
  const MigrationStatus* status = state.StatusOf(migration.name);
  const StepState step = status == nullptr ? StepState::kPending : status->state;
  switch (step) {
    case StepState::kApplied:
      return {Icon::kApplied, Tone::kRight, "applied"};
    case StepState::kOff:
      return {Icon::kOff, Tone::kQuiet, "optional, off"};
    case StepState::kPending:
      return {Icon::kPending, Tone::kQuiet, "pending"};
    case StepState::kChanged:
      return {Icon::kWarning, Tone::kCareful, "changed since applied"};
    case StepState::kCosmetic:
      return {Icon::kApplied, Tone::kCareful, "applied, comments changed"};
    case StepState::kMissing:
      return {Icon::kWarning, Tone::kWrong, "missing from the folder"};
    case StepState::kFailed:
      return {Icon::kCross, Tone::kWrong, "failed"};
    case StepState::kBegun:
      return {Icon::kWarning, Tone::kCareful, "begun, not ended"};
  }
  return {};
}

StepLook LookOf(const State& state, const Migration& migration, const DataStep& step) {
  const DataStepStatus* status = state.StatusOf(migration.name, step.name);
  const MigrationStatus* owner = state.StatusOf(migration.name);
  const bool applied =
      owner != nullptr && owner->state != StepState::kPending && owner->state != StepState::kOff;
  if (!applied || status == nullptr) return {Icon::kDataStep, Tone::kQuiet, "after this step"};
  switch (status->state) {
    case DataStepStatus::State::kComplete:
      return {Icon::kApplied, Tone::kRight, "complete"};
    case DataStepStatus::State::kRunning:
      return {Icon::kDataStep, Tone::kAccent, "running"};
    case DataStepStatus::State::kDue:
      break;
  }
  return {Icon::kDataStep, Tone::kCareful, Counted(status->rows_left, "row due", "rows due")};
}

std::string RollBackWarning(const State& state) {
  const int last = state.LastApplied();
  if (last < 0) return {};
  const Migration& migration = state.project->migrations[static_cast<std::size_t>(last)];
  return "Roll back undoes “" + HumanName(migration.name) +
         "” and drops what it made; Migrate makes it again.";
}

}  // namespace godwit::shell
