// The operating system's side of the command line on POSIX.
#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <ctime>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "native/host.h"
#include "native/proc.h"

namespace godwit::host {
namespace {

volatile std::sig_atomic_t interrupts = 0;

void OnInterrupt(int signal_number) {
  const int before = errno;
  interrupts = interrupts + 1;
  if (interrupts == 1 && isatty(STDERR_FILENO) != 0) {
    constexpr std::string_view kText =
        "\r\x1b[Kstopping at the next safe point; once more to interrupt the statement\n";
    // Nothing can be done if even this fails.
    if (write(STDERR_FILENO, kText.data(), kText.size()) < 0) errno = before;
  }
  if (interrupts == 2) std::signal(signal_number, SIG_DFL);
  errno = before;
}

// Waits a moment for the descriptor.
bool IsReady(int descriptor, short events) {
  pollfd wait{descriptor, events, 0};
  return poll(&wait, 1, 200) > 0;
}

}  // namespace

std::string_view Name() { return "native"; }

bool IsTerminal(Stream stream) { return isatty(static_cast<int>(stream)) != 0; }

int TerminalWidth() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

int Write(Stream stream, std::string_view bytes) {
  const int descriptor = static_cast<int>(stream);
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      IsReady(descriptor, POLLOUT);
    } else if (errno != EINTR) {
      // What a socket says in a pipe's place.
      return errno == ECONNRESET ? EPIPE : errno;
    }
  }
  return 0;
}

std::int64_t Read(char* buffer, std::int64_t size) {
  for (;;) {
    // Never blocked in read itself: a signal just before it would go unnoticed.
    while (!IsReady(STDIN_FILENO, POLLIN)) {
      if (interrupts > 0) return -1;
    }
    const ssize_t got = read(STDIN_FILENO, buffer, static_cast<std::size_t>(size));
    if (got >= 0) return got;
    if (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK) return -1;
  }
}

void CatchInterrupts() {
  struct sigaction action{};
  // Without SA_RESTART: a read that waits for input ends at once.
  action.sa_handler = OnInterrupt;
  sigemptyset(&action.sa_mask);
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before{};
    sigaction(signal_number, nullptr, &before);
    // Who started us with a signal ignored (nohup) wants it ignored.
    if (before.sa_handler != SIG_IGN) sigaction(signal_number, &action, nullptr);
  }
  std::signal(SIGPIPE, SIG_IGN);
}

int Interrupts() { return interrupts; }

void SleepMillis(int millis) {
  timespec time{millis / 1000, (millis % 1000) * 1'000'000L};
  nanosleep(&time, nullptr);
}

std::string RealPath(const std::string& path) {
  char resolved[PATH_MAX];
  if (realpath(path.c_str(), resolved) != nullptr) return resolved;
  const std::size_t slash = path.find_last_of('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  if (realpath(folder.c_str(), resolved) == nullptr) return {};
  const std::string_view parent = resolved;
  return std::string(parent) + (parent.ends_with('/') ? "" : "/") + name;
}

int ListFolder(const std::string& folder, std::vector<std::string>& names) {
  DIR* const open = opendir(folder.c_str());
  if (open == nullptr) return errno;
  errno = 0;
  while (const dirent* entry = readdir(open)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  const int code = errno;
  closedir(open);
  std::sort(names.begin(), names.end());
  return code;
}

std::int64_t FreeBytes(const std::string& folder) {
  struct statvfs disk{};
  if (statvfs(folder.c_str(), &disk) != 0) return -1;
  return static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
}

int MakeFile(const std::string& path) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return errno;
  close(descriptor);
  return 0;
}

int SyncFolder(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int code = fsync(descriptor) == 0 ? 0 : errno;
  close(descriptor);
  return code;
}

Process Self() {
  Process self;
  self.pid = getpid();
  char name[256] = {};
  if (gethostname(name, sizeof name - 1) == 0) self.machine = name;
  proc::Complete(self);
  return self;
}

Liveness IsRunning(const Process& process) {
  return proc::IsRunning(process, Self(), [](std::int64_t pid) {
    return kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM;
  });
}

}  // namespace godwit::host
