// Godwit's own lock on a database: files beside it, one for each process that claims it.
//
// Why: under node, file locks are pretended (every fcntl succeeds), so that build cannot see
// SQLite's locks and nobody sees its. It therefore claims a database for itself alone before SQLite
// opens it, and every build of Godwit waits for a claim's end before it opens a database.
//
// A claim is a small JSON file, `<database>-godwit-lock-<id>`, that names its owner. The id is made
// of the owner's process number, its start time and the machine, so no two processes ever share a
// name: a claim whose owner is gone can be removed by anyone at any time without a race, and
// nothing has to be cleaned up by hand after a crash.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "native/host.h"

namespace godwit {

// As long as SQLite itself waits for a lock.
inline constexpr int kClaimWaitMillis = 5000;

struct Claim {
  std::string id;
  std::string file;
  host::Process owner;  // pid 0: the file does not say
};

// `database` is a real path here and below (host::RealPath).
std::string ClaimId(const host::Process& owner);
// Every claim that lies beside the database, in order of id.
std::vector<Claim> ReadClaims(const std::string& database);

// Puts a claim of this process down, whole or not at all, and returns its file. An error (kRefused)
// where the folder cannot be written.
Result<std::string> WriteClaim(const std::string& database, const host::Process& self);

struct OtherClaims {
  std::vector<Claim> standing;  // the owner runs, or nobody can know
  std::vector<Claim> dead;      // the owner has gone without giving its claim back
};
OtherClaims LookAtClaims(const std::string& database, const host::Process& self);

// What a writer that died, or works right now, left beside the database and SQLite would act on: a
// journal to roll back or a write-ahead log to read. Not one that is empty or, as journal_mode =
// PERSIST leaves it, has its header blanked. Empty when there is none.
std::string FindLeftover(const std::string& database);
// Removes dead claims once nothing is left over: until then they tell whose crash it was.
void RemoveDead(const std::string& database, const std::vector<Claim>& dead);

// The error for a database that stays claimed. `shown` is the path as the user wrote it.
Error ClaimedError(const std::string& shown, const Claim& claim);

}  // namespace godwit
