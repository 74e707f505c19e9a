// One run at a time goes on with work of several transactions (a data step, a migration in pieces);
// others wait for it, and then find nothing to do.
//
// The lease is a row of the ledger (godwit_lease): whose it is, and a number that grows with each
// piece of work, in the piece's own transaction. It is not what keeps the data right (every piece
// decides inside its transaction what is to be done), so nothing has to be cleaned up after a
// crash: a lease falls to the next run when its owner is gone, or when its number has stood still
// for as long as no piece takes. Time is the waiting run's own, so clocks need not agree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/status.h"
#include "core/migrate/run.h"
#include "core/sqlite/database.h"

namespace godwit {

struct LeaseRow {
  std::string owner;
  std::int64_t beats = 0;
  std::string taken_at;  // ISO 8601
};
// Empty when nobody holds it.
Result<std::optional<LeaseRow>> ReadLease(const Database& db);

class Lease {
 public:
  explicit Lease(const RunContext& context) : context_(context) {}

  // REQUIRES: a write transaction and a ledger. true: the lease is this run's once the transaction
  // commits. false: it is another's; roll back, Wait, and ask again.
  Result<bool> Hold();
  void Wait();
  // Whether the write lock was not to be had because somebody whose lease lives holds it; it has
  // waited then.
  bool WaitsFor(const Error& error);
  // REQUIRES: a write transaction.
  Status Release();

 private:
  RunContext context_;
  LeaseRow seen_;   // another's
  int stands_ = 0;  // waits since its number has changed
};

// After a run has ended somehow: forgets the lease if it is this owner's. Does nothing when it
// cannot, for that is no harm.
void DropLease(Database& db, const RunOwner* owner);

}  // namespace godwit
