// Mending a ledger by hand: what is applied although nothing here ran it, and the other way round.
//
// Both are one write transaction, and both leave an event with its reason in the ledger.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/run.h"
#include "core/sqlite/database.h"

namespace godwit {

struct BaselineOptions {
  std::string to = {};                 // the last migration that the database has
  std::vector<std::string> with = {};  // optional ones that it has
  // Take a database whose schema is not what the migrations make.
  bool accept_drift = false;
  std::string reason = {};
};
// Adopts a database that has no ledger: records everything up to `to` as applied, without running
// it. The proof is made first: the migrations run on `scratch`, an empty database, and the two
// schemas must be equal. An error (kRefused) names the first difference. Borrows `scratch`.
Result<std::unique_ptr<Run>> StartBaseline(const RunContext& context, Database& scratch,
                                           BaselineOptions options);

struct ResolveOptions {
  std::string migration = {};
  bool applied = false;  // else: rolled back
  std::string reason;    // not empty
};
// Applied: recorded without being run; where it is applied already, the file as it is now is taken
// for what was applied. Rolled back: off the ledger. A failed one (of a tool that commits halfway)
// is closed by either.
Result<std::unique_ptr<Run>> StartResolve(const RunContext& context, ResolveOptions options);

// Records a migration that was not run, and its data steps: complete where nothing is due.
// REQUIRES: a write transaction.
Status RecordUnrun(const RunContext& context, const Migration& migration);

}  // namespace godwit
