// Files beside the database: what a command is held to or shows, and what it writes.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "native/cli/options.h"

namespace godwit::cli {

// The receipt, report or result that the command is given; null where it is given none.
Result<nlohmann::json> ReadDocument(const Options& options);

// What the command will write must not take the place of a database, nor of any other file that is
// not of the same kind.
Status CheckOutputs(const Options& options, const std::string& database);

// Writes the receipt or the page out of a result, and leaves there what is printed.
Status WriteOutputs(const Options& options, nlohmann::json& result);

}  // namespace godwit::cli
