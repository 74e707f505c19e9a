// Writes a new migration's files into its project.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/status.h"

namespace godwit::cli {

// `files`: texts by path relative to the project's folder `root`, all of one migration. All are
// written or none; the paths written are added to `written`. A folder that is there already is
// somebody else's.
Status WriteMigrationFiles(const std::string& root, const nlohmann::json& files,
                           std::vector<std::string>& written);

}  // namespace godwit::cli
