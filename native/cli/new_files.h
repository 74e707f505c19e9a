// Files that are to be new: written all or not at all, and never over what is there.
#pragma once

#include <string>
#include <vector>

#include "core/base/status.h"

namespace godwit::cli {

class NewFiles {
 public:
  NewFiles() = default;
  // Takes back what was made, unless Keep was called.
  ~NewFiles();
  NewFiles(const NewFiles&) = delete;
  NewFiles& operator=(const NewFiles&) = delete;

  // Makes the folder, and those above it, where they are missing.
  Status NeedFolder(const std::string& path);
  // The folder itself must be new.
  Status AddFolder(const std::string& path);
  // Errors: (kRefused) something has that name; (kFailed) it cannot be written.
  Status Add(const std::string& path, const std::string& text);
  // The paths of the files, in the order in which they were added.
  std::vector<std::string> Keep();

 private:
  std::vector<std::string> folders_;  // made, outermost first
  std::vector<std::string> files_;
};

// What is there already, as a refusal.
Error ThereAlready(const std::string& path, std::string next);

}  // namespace godwit::cli
