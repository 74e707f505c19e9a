// What a command works on: the project and the database files, found as the contract says.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "native/cli/options.h"
#include "native/guard.h"

namespace godwit::cli {

struct ProjectTarget {
  nlohmann::json project;  // `project` of the protocol's `open`; null = none
  std::string database;    // godwit.json's default; may be empty
};

// `samples` gives the bundled ones' names; asked only where they matter, for reading all of them
// takes time. An error is kRefused (not found, unreadable).
Result<ProjectTarget> FindProject(const Options& options,
                                  const std::function<std::vector<std::string>()>& samples);

// An error where files are to be written and the project is a bundled sample.
Status NeedFolder(const Options& options, const ProjectTarget& project);

struct DatabaseTarget {
  nlohmann::json database;  // `database` of the protocol's `open`
  std::string path;         // as the user named it; empty = none
  Access access = Access::kRead;
};

// The files that the command line, the environment or the project name: at least one entry, empty
// where none is named.
std::vector<std::string> DatabasePaths(const Options& options, const ProjectTarget& project);
// An error where the command needs a database and there is none.
Result<DatabaseTarget> FindDatabase(const Options& options, const std::string& path);

}  // namespace godwit::cli
