#include "native/scratch.h"

#include <filesystem>
#include <utility>

#include "native/disk.h"
#include "native/host.h"
#include "native/owned_files.h"

namespace godwit {
namespace {

constexpr std::string_view kInfix = "-godwit-copy";
// A file's name has at most 255 bytes; what else belongs to it stands behind the database's.
constexpr std::size_t kLongestName = 150;
// What must stay free beside the copy: its journal, and others' files.
constexpr std::int64_t kSpare = std::int64_t{16} << 20;

Error CannotCopy(const std::string& database, std::string why) {
  return {.code = ErrorCode::kRefused,
          .what = "the rehearsal's copy of database \"" + database + "\"",
          .why = std::move(why),
          .next = "name a folder with room for it: --scratch DIR"};
}

}  // namespace

Result<std::string> FolderScratch::Begin(const std::string& database, std::int64_t bytes) {
  if (folder_.empty() && bytes <= most_in_memory_) return std::string();
  const std::filesystem::path real = host::RealPath(database);
  const std::string folder = folder_.empty() ? real.parent_path().string() : folder_;
  const std::string name = real.filename().string().substr(0, kLongestName) + std::string(kInfix);
  RemoveAbandoned(folder, name);
  const std::int64_t free = host::FreeBytes(folder);
  if (free >= 0 && free < bytes + kSpare) {
    return CannotCopy(database, "it takes " + InMebibytes(bytes) + ", " + InMebibytes(kSpare) +
                                    " are to stay free" + ", and the disk of folder \"" + folder +
                                    "\" has " + InMebibytes(free) + " left");
  }
  std::string path;
  if (const int code = MakeOwnedFile((std::filesystem::path(folder) / name).string(), path);
      code != 0) {
    return CannotCopy(database,
                      "no file can be made in folder \"" + folder + "\": " + ErrnoText(code));
  }
  return path;
}

void FolderScratch::End(const std::string& path) { RemoveDatabaseFiles(path); }

}  // namespace godwit
