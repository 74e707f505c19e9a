// What an interrupt leaves, and how to go on from there.
#pragma once

#include "native/cli/options.h"
#include "native/cli/session.h"

namespace godwit::cli {

// Puts the command's own words into the error of one that the user has interrupted; every other
// answer stays as it is.
void TellInterrupt(const Options& options, Answer& answer);

}  // namespace godwit::cli
