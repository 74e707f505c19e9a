// godwit new: a migration to begin with, written into the project's folder.
#pragma once

#include "native/cli/context.h"

namespace godwit::cli {

// Prints results and errors; returns the exit status.
int RunNew(const Context& context);

}  // namespace godwit::cli
