#include "core/migrate/pause.h"

#include "core/migrate/ledger.h"

namespace godwit {

Status AskForPause(Database& db, const std::string& now) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db));
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(db));
  for (const LedgerStep& step : ledger.steps) {
    if (step.state != StepState::kRunning) continue;
    GODWIT_TRY(EnsureLedger(db));
    // The latest stays, and its number grows: each run compares it with the one that it began at.
    GODWIT_TRY(db.Execute("INSERT INTO godwit_pauses (asked_at) VALUES (?1)", Value(now)));
    GODWIT_TRY(db.Execute(
        "DELETE FROM godwit_pauses WHERE rowid < (SELECT max(rowid) FROM godwit_pauses)"));
    return transaction.Commit();
  }
  return Error{.code = ErrorCode::kRefused,
               .what = "database \"" + db.path() + "\"",
               .why = "no data step has begun that has not ended, so there is nothing to pause",
               .next = "`godwit status` lists the data steps"};
}

Result<std::int64_t> LatestPause(const Database& db) {
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, "godwit_pauses"));
  if (!kept) return std::int64_t{0};
  GODWIT_ASSIGN(const Value latest, db.QueryValue("SELECT max(rowid) FROM godwit_pauses"));
  const auto* number = std::get_if<std::int64_t>(&latest);
  return number == nullptr ? 0 : *number;
}

}  // namespace godwit
