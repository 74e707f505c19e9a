// godwit diff: the SQL that turns one schema into another.
#pragma once

#include "native/cli/context.h"

namespace godwit::cli {

// Prints results and errors; returns the exit status.
int RunDiff(const Context& context);

}  // namespace godwit::cli
