// The guard where file locks are real.
//
// The file is opened here before claims are looked at, and node's build looks for open files after
// it has put its claim down: whichever comes second sees the other.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "native/claims.h"
#include "native/disk.h"
#include "native/guard.h"
#include "native/host.h"

namespace godwit {
namespace {

constexpr int kLookMillis = 50;
// Shorter waits are not worth a word.
constexpr int kTellAfterMillis = 500;

class PosixGuard final : public DatabaseGuard {
 public:
  PosixGuard(std::string path, Access access) : path_(std::move(path)), access_(access) {}
  ~PosixGuard() override {
    RemoveDead(real_, dead_);
    Close();
  }
  PosixGuard(const PosixGuard&) = delete;
  PosixGuard& operator=(const PosixGuard&) = delete;

  Status Take(const std::function<void(const std::string&)>& tell) {
    real_ = host::RealPath(path_);
    if (real_.empty()) return {};  // no such folder: opening it says so
    const host::Process self = host::Self();
    for (int waited = 0;; waited += kLookMillis) {
      Open();
      OtherClaims others = LookAtClaims(real_, self);
      if (others.standing.empty()) {
        dead_ = std::move(others.dead);
        return {};
      }
      // Not kept open while waiting: node's build would refuse a file that we merely wait for.
      Close();
      if (waited >= kClaimWaitMillis || host::Interrupts() > 0) {
        return ClaimedError(path_, others.standing.front());
      }
      if (waited == kTellAfterMillis) {
        tell("waiting for " + OwnerText(others.standing.front()) + ", which uses " + path_);
      }
      host::SleepMillis(kLookMillis);
    }
  }

  Status StillAlone(bool /*last*/) override { return {}; }
  void ExpectWrites() override {}

 private:
  // Failure is not told here: SQLite opens the same file next and knows more.
  void Open() {
    descriptor_ = open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor_ >= 0 || access_ != Access::kCreate) return;
    descriptor_ = open(path_.c_str(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    created_ = descriptor_ >= 0;
  }

  // POSIX drops every lock that a process has on a file when it closes any descriptor of it, so
  // this must not happen while SQLite has the file open.
  void Close() {
    if (descriptor_ < 0) return;
    struct stat now{};
    // Made here and never filled: whatever was to come did not come.
    if (created_ && fstat(descriptor_, &now) == 0 && now.st_size == 0) unlink(path_.c_str());
    close(descriptor_);
    descriptor_ = -1;
    created_ = false;
  }

  std::string path_;
  Access access_;
  std::string real_;
  std::vector<Claim> dead_;
  int descriptor_ = -1;
  bool created_ = false;
};

}  // namespace

Result<std::unique_ptr<DatabaseGuard>> GuardDatabase(
    const std::string& path, Access access, const std::function<void(const std::string&)>& tell) {
  auto guard = std::make_unique<PosixGuard>(path, access);
  GODWIT_TRY(guard->Take(tell));
  return std::unique_ptr<DatabaseGuard>(std::move(guard));
}

}  // namespace godwit
