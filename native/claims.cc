#include "native/claims.h"

#include <cerrno>
#include <cstdio>

#include "core/base/sha256.h"
#include "native/disk.h"
#include "native/process_text.h"

namespace godwit {
namespace {

constexpr std::string_view kInfix = "-godwit-lock-";
constexpr std::size_t kIdLength = 12;

Error CannotClaim(const std::string& database, int code) {
  return {.code = ErrorCode::kRefused,
          .what = "database \"" + database + "\" cannot be locked",
          .why = "no file can be made beside it: " + ErrnoText(code),
          .next = "make its folder writable; SQLite needs to write its journal there as well"};
}

}  // namespace

std::string ClaimId(const host::Process& owner) {
  const std::string whole = owner.machine + "\n" + owner.boot + "\n" + owner.pid_space + "\n" +
                            std::to_string(owner.pid) + "\n" + owner.start;
  return Hex(Sha256Of(whole)).substr(0, kIdLength);
}

std::vector<Claim> ReadClaims(const std::string& database) {
  const std::size_t slash = database.find_last_of('/');
  const std::string folder = database.substr(0, slash + 1);
  const std::string prefix = database.substr(slash + 1) + std::string(kInfix);
  std::vector<std::string> names;
  std::vector<Claim> claims;
  if (host::ListFolder(folder.empty() ? "." : folder, names) != 0) return claims;
  for (const std::string& name : names) {
    if (!name.starts_with(prefix) || name.size() != prefix.size() + kIdLength) continue;
    const std::string file = folder + name;
    const std::string text = ReadSmallFile(file);
    // Given back between the listing and the reading.
    if (text.empty() && !Exists(file)) continue;
    claims.push_back({name.substr(prefix.size()), file, ParseProcess(text)});
  }
  return claims;
}

Result<std::string> WriteClaim(const std::string& database, const host::Process& self) {
  std::string file = database + std::string(kInfix) + ClaimId(self);
  const std::string draft = file + ".new";
  const std::string text = ProcessText(self) + "\n";
  std::FILE* out = std::fopen(draft.c_str(), "wb");
  if (out == nullptr) return CannotClaim(database, errno);
  const bool written = std::fwrite(text.data(), 1, text.size(), out) == text.size();
  const int code = errno;
  // Renamed into place, so that nobody reads half a claim.
  if (std::fclose(out) != 0 || !written || std::rename(draft.c_str(), file.c_str()) != 0) {
    std::remove(draft.c_str());
    return CannotClaim(database, written ? errno : code);
  }
  return file;
}

OtherClaims LookAtClaims(const std::string& database, const host::Process& self) {
  OtherClaims others;
  const std::string own = ClaimId(self);
  for (Claim& claim : ReadClaims(database)) {
    if (claim.id == own) continue;
    const bool gone = claim.owner.pid != 0 && host::IsRunning(claim.owner) == host::Liveness::kGone;
    (gone ? others.dead : others.standing).push_back(std::move(claim));
  }
  return others;
}

std::string FindLeftover(const std::string& database) {
  std::string journal = database + "-journal";
  const std::string head = ReadSmallFile(journal);
  if (!head.empty() && head.front() != '\0') return journal;
  std::string log = database + "-wal";
  return ReadSmallFile(log).empty() ? std::string() : log;
}

void RemoveDead(const std::string& database, const std::vector<Claim>& dead) {
  if (dead.empty() || !FindLeftover(database).empty()) return;
  for (const Claim& claim : dead) std::remove(claim.file.c_str());
}

Error ClaimedError(const std::string& shown, const Claim& claim) {
  const bool runs = claim.owner.pid != 0 && host::IsRunning(claim.owner) == host::Liveness::kRuns;
  return {.code = ErrorCode::kRefused,
          .what = "database \"" + shown + "\" is in use",
          .why = "godwit under node works on it (" + ProcessWords(claim.owner) + ")",
          .next = runs
                      ? "wait until it has ended and try again"
                      : "from here nobody can tell whether it still runs; if it does not, remove " +
                            claim.file};
}

}  // namespace godwit
