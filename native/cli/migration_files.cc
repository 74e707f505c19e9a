#include "native/cli/migration_files.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "native/disk.h"

namespace godwit::cli {
namespace {

namespace fs = std::filesystem;

Error NotWritten(const std::string& path, std::string why) {
  return {.code = ErrorCode::kFailed,
          .what = "\"" + path + "\" cannot be written",
          .why = std::move(why),
          .next = "make room or allow it, and try again; nothing was left there"};
}

}  // namespace

// migration.sql comes last: a folder that has one is a migration.
Status WriteMigrationFiles(const std::string& root, const nlohmann::json& files,
                           std::vector<std::string>& written) {
  fs::path folder;
  std::error_code ignored;
  for (const auto& [name, text] : files.items()) {
    const fs::path path = fs::path(root) / name;
    if (folder.empty()) {
      folder = path.parent_path();
      std::error_code failed;
      fs::create_directories(folder.parent_path(), failed);
      // Its name is this second's: what is there already is somebody else's.
      if (!failed && !fs::create_directory(folder, failed) && !failed) {
        return NotWritten(folder.generic_string(), "it is there already");
      }
      if (failed) return NotWritten(folder.generic_string(), ErrnoText(failed.value()));
    }
    Status done = WriteFile(path.generic_string(), text.get<std::string>());
    if (!done.ok()) {
      for (const std::string& one : written) fs::remove(one, ignored);
      fs::remove(folder, ignored);
      return done;
    }
    written.push_back(path.generic_string());
  }
  return {};
}

}  // namespace godwit::cli
