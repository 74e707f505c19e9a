#include "core/migrate/lease.h"

#include "core/base/run_owner.h"
#include "core/migrate/ledger.h"

namespace godwit {
namespace {

// A batch holds the write lock for milliseconds, and between two of them nothing takes long but
// what the user asked to be slow (--throttle). A nap takes about 20 ms, so this is half a minute.
constexpr int kLongestStand = 1500;

constexpr std::string_view kSelect = "SELECT owner, beats, taken_at FROM godwit_lease";

constexpr std::string_view kTake =
    "INSERT INTO godwit_lease (one, owner, beats, taken_at) VALUES (1, ?1, 1, ?2) "
    "ON CONFLICT DO UPDATE SET owner = excluded.owner, beats = beats + 1, "
    "taken_at = CASE WHEN owner = excluded.owner THEN taken_at ELSE excluded.taken_at END";

constexpr std::string_view kRelease = "DELETE FROM godwit_lease WHERE owner = ?1";

// Whose lease it was must not stay behind in unused bytes of the file, which is the same whoever
// made it.
class ErasingScope {
 public:
  explicit ErasingScope(Database& db) : db_(db) { (void)db_.Execute("PRAGMA secure_delete = ON"); }
  ~ErasingScope() { (void)db_.Execute("PRAGMA secure_delete = OFF"); }
  ErasingScope(const ErasingScope&) = delete;
  ErasingScope& operator=(const ErasingScope&) = delete;

 private:
  Database& db_;
};

}  // namespace

Result<std::optional<LeaseRow>> ReadLease(const Database& db) {
  std::optional<LeaseRow> lease;
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, "godwit_lease"));
  if (!kept) return lease;
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelect));
  GODWIT_ASSIGN(const bool row, select.Step());
  if (!row) return lease;
  lease = LeaseRow{.owner = std::string(select.Text(0)),
                   .beats = select.Int(1),
                   .taken_at = std::string(select.Text(2))};
  return lease;
}

Result<bool> Lease::Hold() {
  if (context_.owner == nullptr || !context_.db.OnDisk()) return true;
  const std::string own = context_.owner->Name();
  GODWIT_ASSIGN(const std::optional<LeaseRow> lease, ReadLease(context_.db));
  if (lease && lease->owner != own && !context_.owner->IsGone(lease->owner)) {
    const bool stands = lease->owner == seen_.owner && lease->beats == seen_.beats;
    if (!stands) stands_ = 0;
    seen_ = *lease;
    if (stands_ < kLongestStand) return false;
  }
  const ErasingScope erasing(context_.db);
  GODWIT_TRY(context_.db.Execute(kTake, Value(own), Value(FormatTime(context_.clock.NowMillis()))));
  return true;
}

void Lease::Wait() {
  context_.listener.OnProgress({.phase = "waiting",
                                .name = "waiting for " + context_.owner->Show(seen_.owner),
                                .done = seen_.beats,
                                .unit = "pieces done there"});
  context_.owner->Nap();
  ++stands_;
}

bool Lease::WaitsFor(const Error& error) {
  constexpr int kBusy = 5;  // SQLITE_BUSY
  if ((error.sqlite_code & 0xff) != kBusy || context_.owner == nullptr) return false;
  const Result<std::optional<LeaseRow>> lease = ReadLease(context_.db);
  if (!lease.ok() || !*lease || (*lease)->owner == context_.owner->Name()) return false;
  if (context_.owner->IsGone((*lease)->owner)) return false;
  seen_ = **lease;
  Wait();
  return stands_ < kLongestStand;
}

Status Lease::Release() {
  if (context_.owner == nullptr || !context_.db.OnDisk()) return {};
  const ErasingScope erasing(context_.db);
  return context_.db.Execute(kRelease, Value(context_.owner->Name()));
}

void DropLease(Database& db, const RunOwner* owner) {
  if (owner == nullptr || !db.OnDisk() || db.ReadOnly() || db.InTransaction()) return;
  const Result<std::optional<LeaseRow>> lease = ReadLease(db);
  if (!lease.ok() || !*lease || (*lease)->owner != owner->Name()) return;
  const ErasingScope erasing(db);
  (void)db.Execute(kRelease, Value(owner->Name()));
}

}  // namespace godwit
