#include "native/proc.h"

#include <filesystem>
#include <system_error>

#include "native/disk.h"

namespace godwit::proc {
namespace {

std::string FirstLine(const std::string& path) {
  std::string text = ReadSmallFile(path);
  const std::size_t end = text.find('\n');
  if (end != std::string::npos) text.resize(end);
  return text;
}

}  // namespace

std::string StartOf(std::int64_t pid) {
  const std::string stat = ReadSmallFile("/proc/" + std::to_string(pid) + "/stat");
  // proc(5): field 22 is the start time in clock ticks since boot. Field 2, the name in
  // parentheses, may itself hold spaces and parentheses, so counting begins after the last one.
  std::size_t at = stat.rfind(')');
  if (at == std::string::npos) return {};
  for (int field = 2; field < 22; ++field) {
    at = stat.find(' ', at + 1);
    if (at == std::string::npos) return {};
  }
  return stat.substr(at + 1, stat.find(' ', at + 1) - at - 1);
}

void Complete(host::Process& process) {
  process.start = StartOf(process.pid);
  process.boot = FirstLine("/proc/sys/kernel/random/boot_id");
  std::error_code failed;
  process.pid_space = std::filesystem::read_symlink("/proc/self/ns/pid", failed).string();
  if (failed) process.pid_space.clear();
}

host::Liveness IsRunning(const host::Process& process, const host::Process& self,
                         const std::function<bool(std::int64_t pid)>& exists) {
  if (process.machine != self.machine) return host::Liveness::kUnknown;
  // Started again since: nothing of before runs.
  if (process.boot != self.boot) {
    return process.boot.empty() || self.boot.empty() ? host::Liveness::kUnknown
                                                     : host::Liveness::kGone;
  }
  if (process.pid_space != self.pid_space) return host::Liveness::kUnknown;
  if (self.start.empty()) {
    return exists(process.pid) ? host::Liveness::kRuns : host::Liveness::kGone;
  }
  return StartOf(process.pid) == process.start ? host::Liveness::kRuns : host::Liveness::kGone;
}

bool IsOpenElsewhere(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const std::string own = fs::read_symlink("/proc/self", failed).string();
  for (fs::directory_iterator at("/proc", failed), end; !failed && at != end;
       at.increment(failed)) {
    const std::string pid = at->path().filename().string();
    if (pid == own || pid.find_first_not_of("0123456789") != std::string::npos) continue;
    // What has ended meanwhile, and what is not ours to look at, is passed over.
    std::error_code hidden;
    for (fs::directory_iterator open(at->path() / "fd", hidden); !hidden && open != end;
         open.increment(hidden)) {
      std::error_code gone;
      if (fs::equivalent(open->path(), path, gone) && !gone) return true;
    }
  }
  return false;
}

}  // namespace godwit::proc
