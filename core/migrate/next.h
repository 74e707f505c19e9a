// What an up does next, decided from the ledger.
//
// Only what is decided inside a write transaction counts, for another process may have come first.
// With a thousand migrations applied, reading the whole ledger twice before each would take most of
// the run; so it is kept, for as long as SQLite's data version says that nothing was committed
// since: by nobody else, and by this connection nothing but what Applied told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/status.h"
#include "core/migrate/ledger.h"
#include "core/migrate/project.h"
#include "core/migrate/run.h"
#include "core/sqlite/database.h"

namespace godwit {

// What comes next; both pointers empty = nothing.
struct Next {
  const Migration* migration = nullptr;  // to apply
  // Of a migration in pieces: 0 = it has not begun, n = its n-th piece is to be run.
  std::size_t turn = 0;
  std::int64_t committed = 0;        // its statements
  const Migration* owner = nullptr;  // of the data step to run
  const DataStep* step = nullptr;

  bool operator==(const Next&) const = default;
};

class NextFinder {
 public:
  // Borrows all three.
  NextFinder(const Database& db, const Project& project, const UpOptions& options)
      : db_(db), project_(project), options_(options) {}

  // Without a lock. Where it names a migration, that may come from what is kept: Confirm decides.
  Result<Next> Look();
  // REQUIRES: a write transaction in which nothing was written yet.
  Result<Next> Confirm();
  // The ledger that Confirm went by. REQUIRES: Confirm succeeded, in this transaction.
  const Ledger& ledger() const { return *known_; }

  // This run has added a migration to the ledger that Confirm went by, and nothing else, and has
  // committed that just now.
  void Applied(LedgerEntry entry);
  // This run has committed something else.
  void Forget() { known_.reset(); }
  // This run has made Godwit's tables, all of them, and no other program has committed since.
  // REQUIRES: Confirm succeeded, in this transaction.
  bool OwnTablesStand() const { return made_; }

 private:
  Status ReadAnew();
  Result<Next> Decide();

  const Database& db_;
  const Project& project_;
  const UpOptions& options_;
  std::optional<Ledger> known_;
  std::uint32_t version_ = 0;  // of the data that `known_` was read from
  bool made_ = false;          // by an entry of this run that `known_` has
  std::size_t settled_ = 0;    // so many of the project's migrations have nothing left to do
};

}  // namespace godwit
