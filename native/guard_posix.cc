// The guard where file locks are real.
//
// The file is opened here before claims are looked at, and node's build looks for open files after
// it has put its claim down: whichever comes second sees the other.
//
// A missing file is made here, and removed again when nothing came of it: no refusal leaves a file.
// But an empty file may already be somebody's database, for SQLite writes nothing into it before a
// transaction commits. So every guard marks the file as in use by a shared lock on one byte, and
// the file goes only under an exclusive lock on that byte and all that SQLite locks, and when no
// process is seen to have it open. In doubt it stays: an empty file is an empty database.
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "native/claims.h"
#include "native/disk.h"
#include "native/guard.h"
#include "native/host.h"
#include "native/proc.h"
#include "native/process_text.h"

namespace godwit {
namespace {

constexpr int kLookMillis = 50;
// Shorter waits are not worth a word.
constexpr int kTellAfterMillis = 500;

// The bytes that SQLite locks (sqlite.org/src, os.h: PENDING_BYTE, RESERVED_BYTE and the shared
// range behind them), and before them the one that marks a file as in use. No data is locked there.
constexpr off_t kPendingByte = 0x40000000;
constexpr off_t kSqliteLockBytes = 512;
constexpr off_t kInUseByte = kPendingByte - 1;

// Does not wait. Returns 0 or an errno.
int Lock(int descriptor, short type, off_t length) {
  struct flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = kInUseByte;
  lock.l_len = length;
  return fcntl(descriptor, F_SETLK, &lock) == 0 ? 0 : errno;
}

bool IsSameFile(int descriptor, const std::string& path) {
  struct stat opened{};
  struct stat named{};
  return fstat(descriptor, &opened) == 0 && stat(path.c_str(), &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

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
        tell("waiting for " + ProcessWords(others.standing.front().owner) + ", which uses " +
             path_);
      }
      host::SleepMillis(kLookMillis);
    }
  }

  Status StillAlone(bool /*last*/) override { return {}; }
  void ExpectWrites() override {}

 private:
  // Failure is not told here: SQLite opens the same file next and knows more.
  void Open() {
    for (int waited = 0;; waited += kLookMillis) {
      OpenOnce();
      if (descriptor_ < 0) return;
      const int code = Lock(descriptor_, F_RDLCK, 1);
      const bool going = code == EAGAIN || code == EACCES;
      // Where nothing can be locked (code is another), nobody removes the file either.
      if ((!going && IsSameFile(descriptor_, path_)) || waited >= kClaimWaitMillis) return;
      // Its maker is about to remove it, or has.
      close(std::exchange(descriptor_, -1));
      created_ = false;
      host::SleepMillis(kLookMillis);
    }
  }

  void OpenOnce() {
    descriptor_ = open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor_ >= 0 || access_ != Access::kCreate) return;
    // Writable, for only then can it be locked for oneself alone.
    descriptor_ = open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    created_ = descriptor_ >= 0;
  }

  // POSIX drops every lock that a process has on a file when it closes any descriptor of it, so
  // this must not happen while SQLite has the file open.
  void Close() {
    if (descriptor_ < 0) return;
    if (created_ && IsNobodys()) unlink(path_.c_str());
    close(std::exchange(descriptor_, -1));
    created_ = false;
  }

  // Still as it was made, and certainly used by nobody else. From a true answer until the
  // descriptor is closed, no guard and no transaction can begin.
  bool IsNobodys() const {
    struct stat now{};
    if (Lock(descriptor_, F_WRLCK, 1 + kSqliteLockBytes) != 0) return false;
    return fstat(descriptor_, &now) == 0 && now.st_size == 0 && IsSameFile(descriptor_, path_) &&
           !proc::IsOpenElsewhere(path_);
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
