#include "native/cli/migration_files.h"

#include <filesystem>

#include "native/cli/new_files.h"

namespace godwit::cli {

// migration.sql comes last: a folder that has one is a migration.
Status WriteMigrationFiles(const std::string& root, const nlohmann::json& files,
                           std::vector<std::string>& written) {
  NewFiles made;
  std::string folder;
  for (const auto& [name, text] : files.items()) {
    const std::filesystem::path path = std::filesystem::path(root) / name;
    // Its name is this second's: what is there already is somebody else's.
    if (folder.empty()) {
      folder = path.parent_path().generic_string();
      GODWIT_TRY(made.AddFolder(folder));
    }
    GODWIT_TRY(made.Add(path.generic_string(), text.get<std::string>()));
  }
  for (std::string& path : made.Keep()) written.push_back(std::move(path));
  return {};
}

}  // namespace godwit::cli
