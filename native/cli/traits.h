// godwit traits: the trait text of ids, from the arguments or from standard input.
#pragma once

#include "native/cli/context.h"

namespace godwit::cli {

// Prints results and errors; returns the exit status.
int RunTraits(const Context& context);

}  // namespace godwit::cli
