// What `godwit types` does with the code that the engine has made: print it, write it, or hold a
// file to it.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "native/cli/options.h"

namespace godwit::cli {

// Whether a file with this text was made by the command, and may be written over.
bool IsTypes(const std::string& text);

// Writes the file that -o names, or adds `stale` to the result, {file, line, expected, found}:
// where the file that --check names differs first; null where it does not.
Status FinishTypes(const Options& options, nlohmann::json& result);

std::string RenderTypes(const Options& options, const nlohmann::json& result);

}  // namespace godwit::cli
