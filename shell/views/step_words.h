// How a step of the timeline looks and what it is called, by its state.
#pragma once

#include <string>

#include "shell/state.h"
#include "shell/widgets.h"

namespace godwit::shell {

struct StepLook {
  Icon sign = Icon::kPending;
  Tone tone = Tone::kQuiet;
  std::string word;
};

StepLook LookOf(const State& state, const Migration& migration);
StepLook LookOf(const State& state, const Migration& migration, const DataStep& step);

// What rolling back one step would undo, and how it comes back. Empty when there is nothing to
// undo.
std::string RollBackWarning(const State& state);

}  // namespace godwit::shell
