#include "native/owned_files.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <vector>

#include "core/base/sha256.h"

namespace godwit {
namespace {

constexpr std::string_view kCompanions[] = {"", "-journal", "-wal", "-shm"};
constexpr std::size_t kTagLength = 8;

std::string Tag(const std::string& text) { return Hex(Sha256Of(text)).substr(0, kTagLength); }
std::string PlaceTag(const host::Process& process) {
  return Tag(process.machine + "\n" + process.pid_space);
}

// `-4711.123456.1a2b3c4d.5e6f7a8b`
std::string Suffix(const host::Process& process) {
  return "-" + std::to_string(process.pid) + "." + process.start + "." + PlaceTag(process) + "." +
         Tag(process.boot);
}

// What stands before the next dot, which is taken off too.
std::string_view TakePart(std::string_view& text) {
  const std::string_view part = text.substr(0, text.find('.'));
  text.remove_prefix(std::min(text.size(), part.size() + 1));
  return part;
}

// The process of such a name's end; pid 0 when it is none.
host::Process ParseSuffix(std::string_view text, const host::Process& self) {
  host::Process process;
  const std::string_view pid = TakePart(text);
  process.start = TakePart(text);
  const std::string_view place = TakePart(text);
  const std::string_view boot = TakePart(text);
  const auto [end, error] = std::from_chars(pid.data(), pid.data() + pid.size(), process.pid);
  if (error != std::errc() || end != pid.data() + pid.size() || !text.empty() ||
      place.size() != kTagLength || boot.size() != kTagLength) {
    return {};
  }
  const bool here = place == PlaceTag(self);
  process.machine = here ? self.machine : self.machine + " not";
  process.pid_space = here ? self.pid_space : "";
  process.boot = boot == Tag(self.boot) ? self.boot : "another";
  return process;
}

}  // namespace

std::string OwnedName(const std::string& stem) { return stem + Suffix(host::Self()); }

int MakeOwnedFile(const std::string& stem, std::string& path) {
  path = OwnedName(stem);
  return host::MakeFile(path);
}

host::Liveness OwnerOf(const std::string& path) {
  const host::Process owner =
      ParseSuffix(std::string_view(path).substr(path.rfind('-') + 1), host::Self());
  return owner.pid == 0 ? host::Liveness::kUnknown : host::IsRunning(owner);
}

void RemoveDatabaseFiles(const std::string& path) {
  for (const std::string_view companion : kCompanions) {
    std::error_code failed;
    std::filesystem::remove(path + std::string(companion), failed);
  }
}

std::string_view WithoutCompanion(std::string_view name) {
  for (const std::string_view companion : kCompanions) {
    if (!companion.empty() && name.ends_with(companion)) {
      return name.substr(0, name.size() - companion.size());
    }
  }
  return name;
}

void RemoveAbandoned(const std::string& folder, std::string_view word) {
  std::vector<std::string> names;
  if (host::ListFolder(folder, names) != 0) return;
  for (const std::string& name : names) {
    if (name.find(std::string(word) + "-") == std::string::npos) continue;
    // The file itself may be gone, and what lay beside it not.
    const std::string path = (std::filesystem::path(folder) / WithoutCompanion(name)).string();
    if (OwnerOf(path) == host::Liveness::kGone) RemoveDatabaseFiles(path);
  }
}

}  // namespace godwit
