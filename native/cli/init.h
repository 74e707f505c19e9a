// godwit init: a project to begin with, written into a folder of the user's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "native/cli/options.h"
#include "native/cli/text.h"

namespace godwit::cli {

// An error (kRefused) where --project names no place for a new project, or something is there.
Status CheckNewProject(const Options& options,
                       const std::function<std::vector<std::string>()>& samples);

// The params of the method `init`.
nlohmann::json InitParams(const Options& options);

// Writes the files of a result, and adds `written` and `next`, the commands that go on.
Status WriteNewProject(const Options& options, nlohmann::json& result);

std::string RenderInit(const nlohmann::json& result);

}  // namespace godwit::cli
