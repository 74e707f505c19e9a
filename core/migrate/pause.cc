#include "core/migrate/pause.h"

#include "core/migrate/ledger.h"

namespace godwit {

Status AskForPause(Database& db, const std::string& now) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db));
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(db));
  for (const LedgerStep& step : ledger.steps) {
    if (step.state != StepState::kRunning) continue;
    GODWIT_TRY(EnsureLedger(db));
    GODWIT_TRY(db.Execute("DELETE FROM godwit_pauses"));
    GODWIT_TRY(db.Execute("INSERT INTO godwit_pauses (asked_at) VALUES (?1)", Value(now)));
    return transaction.Commit();
  }
  return Error{.code = ErrorCode::kRefused,
               .what = "database \"" + db.path() + "\"",
               .why = "no data step has begun that has not ended, so there is nothing to pause",
               .next = "`godwit status` lists the data steps"};
}

Result<bool> TakePause(Database& db) {
  GODWIT_TRY(db.Execute("DELETE FROM godwit_pauses"));
  return db.Changes() > 0;
}

}  // namespace godwit
