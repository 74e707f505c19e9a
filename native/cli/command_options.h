// What each command takes besides the common options (native/cli/options.h).
#pragma once

#include <CLI/CLI.hpp>

#include "native/cli/options.h"

namespace godwit::cli {

// Adds them to the command's part of the parser, which writes them into `options`. Borrows both.
void AddCommandOptions(Command command, CLI::App& app, Options& options);

}  // namespace godwit::cli
