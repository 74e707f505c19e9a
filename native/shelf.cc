#include "native/shelf.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "native/disk.h"
#include "native/host.h"
#include "native/owned_files.h"

namespace godwit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 4;
// A file's name has at most 255 bytes; number, endings and SQLite's own stand around the label.
constexpr std::size_t kLongestLabel = 200;
// Of one that is being written: `before-20260102000000_b.db.part-<process>`. It has no number yet.
constexpr std::string_view kPart = ".part";
// `0007.taken`: whoever made it gives its snapshot this number.
constexpr std::string_view kTaken = ".taken";
constexpr std::string_view kEnding = ".db";
constexpr std::string_view kAutomatic = "-before-";
constexpr std::string_view kBeforeRestore = "-before-restore.db";
// What must stay free beside a snapshot: the journal of the run that follows, and others' files.
constexpr std::int64_t kSpare = std::int64_t{16} << 20;

std::string FolderOf(const std::string& database) { return database + ".godwit"; }

// `0007-…db`
bool IsSnapshot(std::string_view name) {
  return name.size() > kDigits && name.find_first_not_of("0123456789") >= kDigits &&
         name.find('-') == name.find_first_not_of("0123456789") && name.ends_with(kEnding);
}

bool IsAutomatic(std::string_view name) {
  return name.find(kAutomatic) == name.find('-') && !name.ends_with(kBeforeRestore);
}

std::int64_t NumberOf(std::string_view name) {
  std::int64_t number = 0;
  for (const char c : name.substr(0, name.find('-'))) number = number * 10 + (c - '0');
  return number;
}

// In order of their numbers; none where there is no folder.
Result<std::vector<std::string>> Snapshots(const std::string& folder) {
  std::vector<std::string> names;
  if (!Exists(folder)) return names;
  const int code = host::ListFolder(folder, names);
  if (code != 0) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "folder \"" + folder + "\" of snapshots",
                 .why = ErrnoText(code),
                 .next = "make it readable"};
  }
  std::erase_if(names, [](const std::string& name) { return !IsSnapshot(name); });
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return std::pair(NumberOf(a), a) < std::pair(NumberOf(b), b);
  });
  return names;
}

Error CannotWrite(const std::string& path, std::string why) {
  return {.code = ErrorCode::kRefused,
          .what = "snapshot \"" + path + "\" cannot be written",
          .why = std::move(why),
          .next = "make room there, or allow to write there"};
}

Status MakeFolder(const std::string& folder) {
  std::error_code failed;
  const bool fresh = fs::create_directory(folder, failed);
  if (failed) return CannotWrite(folder, ErrnoText(failed.value()));
  // A copy is nobody's business that the database is not.
  if (fresh) fs::permissions(folder, fs::perms::owner_all, failed);
  return {};
}

std::string Numbered(std::int64_t number) {
  std::string text = std::to_string(number);
  text.insert(0, kDigits - std::min(kDigits, text.size()), '0');
  return text;
}

// The next number, which nobody else gets as long as `NUMBER.taken` is there. One of a process that
// was killed makes a gap, no more.
Result<std::string> TakeNumber(const std::string& folder) {
  for (std::int64_t number = 0;; ++number) {
    GODWIT_ASSIGN(std::vector<std::string> names, Snapshots(folder));
    if (!names.empty()) number = std::max(number, NumberOf(names.back()) + 1);
    number = std::max(number, std::int64_t{1});
    const std::string taken = folder + "/" + Numbered(number) + std::string(kTaken);
    const int code = host::MakeFile(taken);
    if (code == EEXIST) continue;
    if (code != 0) return CannotWrite(taken, ErrnoText(code));
    // Somebody may have used it up since the folder was read; a later one is somebody else's.
    GODWIT_ASSIGN(names, Snapshots(folder));
    if (std::ranges::find(names, number, NumberOf) == names.end()) return Numbered(number);
    std::error_code failed;
    fs::remove(taken, failed);
  }
}

bool IsLongUntouched(const std::string& path) {
  constexpr auto kLong = std::chrono::hours(24);
  std::error_code failed;
  const fs::file_time_type written = fs::last_write_time(path, failed);
  return !failed && fs::file_time_type::clock::now() - written > kLong;
}

// What a snapshot leaves beside itself or on its way: half-written ones of processes that have
// gone, journals, logs.
bool IsLeftover(const std::string& folder, const std::string& name) {
  const std::string_view base = WithoutCompanion(name);
  if (IsSnapshot(base)) return base != name;
  const std::size_t part = base.rfind(std::string(kEnding) + std::string(kPart));
  if (part != std::string_view::npos) {
    const std::string path = folder + "/" + std::string(base);
    const host::Liveness owner = OwnerOf(path);
    if (owner != host::Liveness::kUnknown) return owner == host::Liveness::kGone;
    // Another container's, or another machine's: who writes a snapshot writes without a pause.
    return IsLongUntouched(Exists(path) ? path : folder + "/" + name);
  }
  // Whoever has taken the number needs it for a moment.
  return name.ends_with(kTaken) && IsLongUntouched(folder + "/" + name);
}

}  // namespace

Result<std::string> FolderShelf::Begin(const std::string& database, const std::string& label,
                                       std::int64_t bytes) {
  const std::string folder = FolderOf(database);
  GODWIT_TRY(MakeFolder(folder));
  const std::int64_t free = host::FreeBytes(folder);
  if (free >= 0 && free < bytes + kSpare) {
    return CannotWrite(folder, "it takes " + InMebibytes(bytes) + ", " + InMebibytes(kSpare) +
                                   " are to stay free" + ", and the disk has " + InMebibytes(free) +
                                   " left");
  }
  // Of runs that were killed.
  RemoveAbandoned(folder, kPart);
  const std::string name = label.substr(0, kLongestLabel) + std::string(kEnding);
  std::string part;
  int code = MakeOwnedFile(folder + "/" + name + std::string(kPart), part);
  if (code == ENOENT) {
    // Somebody else's last file went meanwhile, and the folder with it.
    GODWIT_TRY(MakeFolder(folder));
    code = MakeOwnedFile(folder + "/" + name + std::string(kPart), part);
  }
  return code == 0 ? Result<std::string>(part) : CannotWrite(part, ErrnoText(code));
}

Result<std::string> FolderShelf::Keep(const std::string& part) {
  const fs::path folder = fs::path(part).parent_path();
  const std::string name = fs::path(part).filename().string();
  GODWIT_ASSIGN(const std::string number, TakeNumber(folder.string()));
  std::string path = (folder / (number + "-" + name.substr(0, name.rfind(kPart)))).string();
  std::error_code failed;
  fs::rename(part, path, failed);
  std::error_code unseen;
  fs::remove(folder / (number + std::string(kTaken)), unseen);
  if (failed) return CannotWrite(path, ErrnoText(failed.value()));
  if (const int code = host::SyncFolder(folder.string()); code != 0) {
    return CannotWrite(path, ErrnoText(code));
  }
  return path;
}

void FolderShelf::Prune(const std::string& database) {
  const std::string folder = FolderOf(database);
  Result<std::vector<std::string>> names = Snapshots(folder);
  if (!names.ok()) return;
  std::erase_if(*names, [](const std::string& name) { return !IsAutomatic(name); });
  for (std::size_t i = 0; i + kKept < names->size(); ++i) {
    // One that cannot go is no reason to stop what the snapshots are for.
    RemoveDatabaseFiles(folder + "/" + (*names)[i]);
  }
}

void FolderShelf::Discard(const std::string& part) {
  RemoveDatabaseFiles(part);
  std::error_code failed;
  // Goes only when nothing else lies there.
  fs::remove(fs::path(part).parent_path(), failed);
}

bool FolderShelf::Holds(const std::string& database, const std::string& path) const {
  const std::string folder = host::RealPath(FolderOf(database));
  const std::string name = fs::path(path).filename().string();
  // A link that leads elsewhere is none of them.
  return !folder.empty() && IsSnapshot(name) && host::RealPath(path) == folder + "/" + name;
}

Result<SnapshotShelf::Size> FolderShelf::Clear(const std::string& database) {
  const std::string folder = FolderOf(database);
  Size size;
  GODWIT_ASSIGN(const std::vector<std::string> names, Snapshots(folder));
  for (const std::string& name : names) {
    std::error_code failed;
    const fs::path path = fs::path(folder) / name;
    const auto bytes = fs::file_size(path, failed);
    if (!fs::remove(path, failed) || failed) {
      return Error{.code = ErrorCode::kFailed,
                   .what = "snapshot \"" + path.string() + "\" cannot be removed",
                   .why = ErrnoText(failed.value()),
                   .next = "remove it by hand"};
    }
    ++size.files;
    size.bytes += static_cast<std::int64_t>(bytes);
  }
  std::vector<std::string> rest;
  std::error_code failed;
  // None where there is no folder; what cannot go keeps the folder.
  if (host::ListFolder(folder, rest) == 0) {
    for (const std::string& name : rest) {
      if (IsLeftover(folder, name)) fs::remove(fs::path(folder) / name, failed);
    }
  }
  fs::remove(folder, failed);
  return size;
}

std::string NewestSnapshot(const std::string& database) {
  const std::string folder = FolderOf(database);
  const Result<std::vector<std::string>> names = Snapshots(folder);
  return names.ok() && !names->empty() ? folder + "/" + names->back() : std::string();
}

}  // namespace godwit
