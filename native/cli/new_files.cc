#include "native/cli/new_files.h"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "native/disk.h"
#include "native/host.h"

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

Error ThereAlready(const std::string& path, std::string next) {
  return {.code = ErrorCode::kRefused,
          .what = "\"" + path + "\" is there already",
          .why = "what is there is not written over",
          .next = std::move(next)};
}

NewFiles::~NewFiles() {
  std::error_code ignored;
  for (const std::string& file : files_) fs::remove(file, ignored);
  while (!folders_.empty()) {
    fs::remove(folders_.back(), ignored);
    folders_.pop_back();
  }
}

Status NewFiles::NeedFolder(const std::string& path) {
  if (path.empty() || IsFolder(path)) return {};
  GODWIT_TRY(NeedFolder(fs::path(path).parent_path().generic_string()));
  std::error_code failed;
  const bool made = fs::create_directory(path, failed);
  if (failed) return NotWritten(path, ErrnoText(failed.value()));
  if (made) folders_.push_back(path);
  return {};
}

Status NewFiles::AddFolder(const std::string& path) {
  GODWIT_TRY(NeedFolder(fs::path(path).parent_path().generic_string()));
  std::error_code failed;
  const bool made = fs::create_directory(path, failed);
  if (failed) return NotWritten(path, ErrnoText(failed.value()));
  if (!made) return NotWritten(path, "it is there already");
  folders_.push_back(path);
  return {};
}

Status NewFiles::Add(const std::string& path, const std::string& text) {
  // The name is taken first, so that of two who want it one is refused.
  const int code = host::MakeFile(path);
  if (code == EEXIST) return ThereAlready(path, "move it away, or take another folder");
  if (code != 0) return NotWritten(path, ErrnoText(code));
  files_.push_back(path);
  return WriteFile(path, text);
}

std::vector<std::string> NewFiles::Keep() {
  folders_.clear();
  return std::exchange(files_, {});
}

}  // namespace godwit::cli
