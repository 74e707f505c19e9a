// The options that say how much a project's SQL may take (core/sqlite/limits.h), and the request
// that they become.
#pragma once

#include <cstdint>

#include <CLI/CLI.hpp>

#include "native/cli/options.h"
#include "native/cli/session.h"

namespace godwit::cli {

// Borrows both.
void AddLimitOptions(CLI::App& app, Options& options);

// `limits` of the method `open`; null where no option says anything.
Json LimitParams(const Options& options);

// The cap on SQLite's memory that they come to; 0 = none.
std::int64_t HeapCapOf(const Options& options);

}  // namespace godwit::cli
