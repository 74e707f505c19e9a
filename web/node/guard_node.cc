// The guard where file locks are pretended.
//
// Under node every fcntl lock seems to succeed, so SQLite would take another process's live journal
// for one left by a crash, roll it back and delete it. Therefore this build never lets SQLite touch
// a file that anyone else may be using: it puts down a claim (native/claims.h), which other builds
// of Godwit honour; then it looks who has the file open or locked, and at what lies beside it, and
// refuses. It looks again between slices of work.
//
// What it cannot see: processes in other containers or on other machines that share the folder, and
// anything at all on systems without /proc. There a journal or write-ahead log that is not known to
// be our own is refused all the same.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "native/claims.h"
#include "native/disk.h"
#include "native/guard.h"
#include "native/host.h"
#include "native/process_text.h"
#include "web/node/node.h"

namespace godwit {
namespace {

namespace fs = std::filesystem;

constexpr int kLookMillis = 25;
constexpr int kTellAfterMillis = 500;
// Between two looks at other processes; and no more than a twentieth of the time goes there.
constexpr std::int64_t kLookAgainMicros = 250'000;
constexpr std::int64_t kShareOfTime = 20;

constexpr const char* kUseNative =
    "end that process and try again, or use the native godwit, which shares databases safely";

nlohmann::json LookForUsers(const std::string& real) {
  return nlohmann::json::parse(node::TakeText(godwit_node_users(real.c_str())));
}

std::optional<std::string> FindUser(const std::string& real) {
  const auto seen = LookForUsers(real);
  for (const auto& user : seen["users"]) {
    const std::string name = user.value("name", std::string());
    return "process " + std::to_string(user.value("pid", 0)) +
           (name.empty() ? "" : " (" + name + ")") + " " + user.value("how", std::string());
  }
  return std::nullopt;
}

class NodeGuard final : public DatabaseGuard {
 public:
  NodeGuard(std::string path, Access access) : path_(std::move(path)), access_(access) {}
  ~NodeGuard() override {
    RemoveDead(real_, dead_);
    std::error_code failed;
    if (is_new_ && IsNobodys()) fs::remove(real_, failed);
    Release();
  }
  NodeGuard(const NodeGuard&) = delete;
  NodeGuard& operator=(const NodeGuard&) = delete;

  Status Take(const std::function<void(const std::string&)>& tell) {
    real_ = host::RealPath(path_);
    if (real_.empty()) return {};  // no such folder: opening it says so
    GODWIT_TRY(TakeClaim(tell));
    is_new_ = !Exists(real_);
    const std::optional<std::string> user = FindUser(real_);
    if (user) return InUse(ErrorCode::kRefused, *user, kUseNative);
    const std::string leftover = FindLeftover(real_);
    // After a crash of this build its claim is still there to tell of it.
    if (!leftover.empty() && dead_.empty()) {
      return InUse(ErrorCode::kRefused,
                   leftover + " is there: a program is using the database or died while it wrote",
                   "end that program, then open the database once with the native godwit or the "
                   "sqlite3 shell, which can tell");
    }
    state_ = State();
    looked_micros_ = clock_.MonotonicMicros();
    return {};
  }

  Status StillAlone(bool last) override {
    if (real_.empty() || (last && access_ != Access::kRead)) return {};
    const std::int64_t now = clock_.MonotonicMicros();
    const bool due =
        now - looked_micros_ >= std::max(kLookAgainMicros, cost_micros_ * kShareOfTime);
    if (!due && !last) return {};
    const std::optional<std::string> user = FindUser(real_);
    looked_micros_ = clock_.MonotonicMicros();
    cost_micros_ = looked_micros_ - now;
    if (access_ == Access::kRead) {
      if (user) return InUse(ErrorCode::kRefused, *user, kUseNative);
      if (State() == state_) return {};
      return InUse(ErrorCode::kRefused, "another program wrote to it while it was read",
                   kUseNative);
    }
    if (!user) return {};
    return InUse(
        ErrorCode::kFailed, *user + " since the work began",
        "the work stopped at a safe point: end that process, then `godwit resume` goes on");
  }

  void ExpectWrites() override { access_ = Access::kWrite; }

 private:
  using FileState = std::pair<std::uintmax_t, fs::file_time_type>;

  // Made meanwhile, never filled, and certainly used by nobody else: other builds of Godwit stay
  // away from a claimed file, and any other program's transaction needs it open, empty as it is.
  bool IsNobodys() const {
    std::error_code failed;
    if (fs::file_size(real_, failed) != 0 || failed || !FindLeftover(real_).empty()) return false;
    const auto seen = LookForUsers(real_);
    return seen.value("visible", false) && seen["users"].empty();
  }

  FileState State() const {
    std::error_code failed;
    const fs::file_time_type time = fs::last_write_time(real_, failed);
    const std::uintmax_t size = fs::file_size(real_, failed);
    return {size, time};
  }

  Status TakeClaim(const std::function<void(const std::string&)>& tell) {
    const host::Process self = host::Self();
    const std::string own = ClaimId(self);
    for (int waited = 0;; waited += kLookMillis) {
      if (claim_.empty()) {
        Result<std::string> claim = WriteClaim(real_, self);
        if (claim.ok()) {
          claim_ = std::move(claim).value();
        } else if (access_ != Access::kRead) {
          return std::move(claim).error();
        }
        // A folder that cannot be written: reading in it leaves no trace and takes none.
      }
      OtherClaims others = LookAtClaims(real_, self);
      if (others.standing.empty()) {
        dead_ = std::move(others.dead);
        return {};
      }
      const Claim& first = others.standing.front();
      if (waited >= kClaimWaitMillis || host::Interrupts() > 0) {
        Release();
        return ClaimedError(path_, first);
      }
      // Of several that came at once the first in order stays and the others step back.
      if (own > first.id) Release();
      if (waited == kTellAfterMillis)
        tell("waiting for " + ProcessWords(first.owner) + ", which uses " + path_);
      host::SleepMillis(kLookMillis);
    }
  }

  void Release() {
    if (!claim_.empty()) std::remove(std::exchange(claim_, {}).c_str());
  }

  Error InUse(ErrorCode code, std::string why, std::string next) const {
    return {.code = code,
            .what = "database \"" + path_ + "\" is in use",
            .why = std::move(why),
            .next = std::move(next)};
  }

  std::string path_;
  Access access_;
  std::string real_;
  std::string claim_;  // its file; empty = not claimed
  std::vector<Claim> dead_;
  bool is_new_ = false;
  FileState state_;
  SystemClock clock_;
  std::int64_t looked_micros_ = 0;
  std::int64_t cost_micros_ = 0;
};

}  // namespace

Result<std::unique_ptr<DatabaseGuard>> GuardDatabase(
    const std::string& path, Access access, const std::function<void(const std::string&)>& tell) {
  auto guard = std::make_unique<NodeGuard>(path, access);
  GODWIT_TRY(guard->Take(tell));
  return std::unique_ptr<DatabaseGuard>(std::move(guard));
}

}  // namespace godwit
