#include "core/migrate/runs.h"

#include <string_view>
#include <utility>

#include "core/migrate/ledger.h"
#include "core/migrate/ledger_format.h"

namespace godwit {
namespace {

constexpr std::string_view kInsert =
    "INSERT INTO godwit_runs (command, started_at, finished_at, outcome, report) "
    "VALUES (?1, ?2, ?3, ?4, ?5)";

constexpr std::string_view kTrim =
    "DELETE FROM godwit_runs WHERE id <= (SELECT max(id) FROM godwit_runs) - ?1";

constexpr std::string_view kSelectAll =
    "SELECT id, command, started_at, finished_at, outcome, report FROM godwit_runs ORDER BY id";

constexpr std::string_view kSelectOne =
    "SELECT id, command, started_at, finished_at, outcome, report FROM godwit_runs "
    "WHERE id = CASE ?1 WHEN 0 THEN (SELECT max(id) FROM godwit_runs) ELSE ?1 END";

// Whether there is a ledger to keep reports in. Another tool's database is given no table for them
// alone: tools take tables that they do not know for drift.
Result<bool> HasPlace(const Database& db) {
  GODWIT_ASSIGN(const LedgerFormat* format, LedgerFormatOf(db));
  if (format == nullptr) return false;
  if (format != &GodwitLedger()) return HasLedgerTable(db, "godwit_ledger");
  return format->InUse(db);
}

KeptRun RunOf(const Statement& row) {
  return {.id = row.Int(0),
          .command = std::string(row.Text(1)),
          .started_at = std::string(row.Text(2)),
          .finished_at = std::string(row.Text(3)),
          .outcome = std::string(row.Text(4)),
          .report = std::string(row.Text(5))};
}

}  // namespace

Result<std::int64_t> KeepRun(Database& db, const KeptRun& run) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db));
  GODWIT_ASSIGN(const bool has_place, HasPlace(db));
  if (!has_place) return std::int64_t{0};
  GODWIT_TRY(EnsureLedger(db));
  GODWIT_TRY(db.Execute(kInsert, Value(run.command), Value(run.started_at), Value(run.finished_at),
                        Value(run.outcome), Value(run.report)));
  GODWIT_ASSIGN(const Value id, db.QueryValue("SELECT last_insert_rowid()"));
  GODWIT_TRY(db.Execute(kTrim, Value(kMostKeptRuns)));
  GODWIT_TRY(transaction.Commit());
  const auto* number = std::get_if<std::int64_t>(&id);
  return number == nullptr ? 0 : *number;
}

Result<std::vector<KeptRun>> ReadRuns(const Database& db) {
  std::vector<KeptRun> runs;
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, "godwit_runs"));
  if (!kept) return runs;
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectAll));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) return runs;
    runs.push_back(RunOf(select));
  }
}

Result<std::optional<KeptRun>> FindRun(const Database& db, std::int64_t id) {
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, "godwit_runs"));
  if (!kept) return std::optional<KeptRun>();
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectOne));
  GODWIT_TRY(select.Bind(1, Value(id)));
  GODWIT_ASSIGN(const bool row, select.Step());
  if (!row) return std::optional<KeptRun>();
  return std::optional<KeptRun>(RunOf(select));
}

}  // namespace godwit
