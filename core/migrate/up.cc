// Applying what is pending.
#include <algorithm>
#include <utility>

#include "core/base/version.h"
#include "core/migrate/backfill.h"
#include "core/migrate/execute.h"
#include "core/migrate/keeps.h"
#include "core/migrate/lease.h"
#include "core/migrate/ledger.h"
#include "core/migrate/ledger_format.h"
#include "core/migrate/next.h"
#include "core/migrate/paranoid.h"
#include "core/migrate/pause.h"
#include "core/migrate/pieces.h"
#include "core/migrate/run.h"
#include "core/migrate/schema_record.h"
#include "core/migrate/snapshot.h"
#include "core/migrate/status.h"
#include "core/migrate/undo_log.h"

namespace godwit {
namespace {

class UpRun final : public Run {
 public:
  UpRun(const RunContext& context, UpOptions options)
      : Run(context, options.only ? "resume" : "up"),
        options_(std::move(options)),
        next_(context.db, context.project, options_),
        lease_(context) {}

  Status Begin() {
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    report_.warnings = OutOfOrder(context_.project, ledger, options_);
    GODWIT_ASSIGN(context_.pauses_before, LatestPause(context_.db));
    return {};
  }

  Result<bool> Advance() override {
    if (backfill_ != nullptr) return StepBackfill();
    GODWIT_ASSIGN(const Next next, next_.Look());
    if (next.migration != nullptr) {
      GODWIT_TRY(Apply(next));
      return true;
    }
    if (next.step != nullptr) {
      GODWIT_ASSIGN(backfill_, Backfill::Start(context_, *next.owner, *next.step, options_.batch));
      report_.data_steps.push_back(backfill_->report());
      Warn(backfill_->limits());
      return true;
    }
    Finish();
    return false;
  }

 private:
  Result<bool> StepBackfill() {
    Result<bool> more = backfill_->Step();
    report_.data_steps.back() = backfill_->report();
    if (!more.ok()) return std::move(more).error();
    if (*more) return true;
    backfill_.reset();
    const DataStepReport& step = report_.data_steps.back();
    if (step.failed == 0) return true;
    // What comes next may rely on every row.
    Finish();
    if (!options_.accept_failures) GODWIT_TRY(CheckFailures(step));
    return false;
  }

  Status Apply(const Next& next) {
    const Migration& migration = *next.migration;
    const std::int64_t begin = context_.clock.MonotonicMicros();
    const std::string started_at = FormatTime(context_.clock.NowMillis());
    const bool whole = migration.pieces.empty();
    context_.listener.OnProgress(
        {.phase = "migration",
         .name = migration.name,
         .done = static_cast<std::int64_t>(next.turn),
         .total = whole ? 0 : static_cast<std::int64_t>(migration.pieces.size()),
         .unit = whole ? "statements" : "pieces"});
    const ScriptPiece* piece = next.turn == 0 ? nullptr : &migration.pieces[next.turn - 1];
    if (piece != nullptr) {
      GODWIT_ASSIGN(const bool ours, HoldLease(next));
      if (!ours) return {};
    }
    ScriptResult done;
    if (piece != nullptr && piece->alone) {
      Status alone = RunAlone(context_.db, migration.up, *piece, SubjectOf(migration));
      if (!alone.ok()) return Failed(std::move(alone).error(), next);
      done.statements = static_cast<std::int64_t>(piece->count);
    }
    const ForeignKeysOff keys_off(context_.db,
                                  piece == nullptr ? migration.foreign_keys_off : piece->keys_off);
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
    // Only what is decided inside the write transaction counts: another process may have come
    // first.
    GODWIT_ASSIGN(const Next now, next_.Confirm());
    if (now != next) {
      next_.Forget();
      return transaction.Rollback();
    }
    if (!whole && piece == nullptr) {
      GODWIT_TRY(Announce(migration, started_at));
      GODWIT_TRY(transaction.Commit());
      next_.Forget();
      SnapshotStands();
      Note(migration, done, 0, "begun");
      return {};
    }
    if (whole && IsDestructive(migration.up)) GODWIT_TRY(TakeSnapshotOnce(migration.name));
    // What it looked like behind the last migration is what it looks like now.
    const bool seen = std::exchange(schema_seen_, false) && next_.OwnTablesStand();
    if (whole && migration.down && !seen) GODWIT_TRY(schema_.Refresh(context_.db));
    if (piece == nullptr || !piece->alone) {
      Result<ScriptResult> result = RunScript(migration, piece);
      if (!result.ok()) return Failed(std::move(result).error(), next);
      done = *result;
    }
    const std::int64_t duration = context_.clock.MonotonicMicros() - begin;
    const bool last = next.turn == migration.pieces.size();
    LedgerEntry entry = {.name = migration.name,
                         .checksum = migration.checksum,
                         .sql = migration.up.text,
                         .started_at = started_at,
                         .duration_micros = duration,
                         .engine = std::string(kVersion)};
    Status kept = last ? Record(migration, entry) : KeepProgress(next, done, duration);
    if (!kept.ok()) return Failed(std::move(kept).error(), next);
    if (Status commit = transaction.Commit(); !commit.ok()) {
      return NotCommitted(std::move(commit).error(), next);
    }
    if (whole && migration.data_steps.empty()) {
      next_.Applied(std::move(entry));
      schema_seen_ = migration.down.has_value();
    } else {
      next_.Forget();
    }
    SnapshotStands();
    Note(migration, done, duration, last ? "up" : "begun");
    return {};
  }

  // false: another run is at it, or has come further; what is next has to be decided again.
  Result<bool> HoldLease(const Next& next) {
    Result<Transaction> transaction = Transaction::BeginImmediate(context_.db);
    if (!transaction.ok() && lease_.WaitsFor(transaction.error())) return false;
    if (!transaction.ok()) return std::move(transaction).error();
    GODWIT_ASSIGN(const Next now, next_.Confirm());
    if (now != next) {
      next_.Forget();
      return false;
    }
    GODWIT_TRY(EnsureLedger(context_.db));
    GODWIT_ASSIGN(const bool ours, lease_.Hold());
    if (!ours) {
      GODWIT_TRY(transaction->Rollback());
      lease_.Wait();
      return false;
    }
    std::vector<std::string> forgotten;
    if (Vacuums(next.migration->up, next.migration->pieces[next.turn - 1])) {
      GODWIT_ASSIGN(forgotten, ForgetLogsByRowid(context_.db));
    }
    GODWIT_TRY(transaction->Commit());
    for (const std::string& step : forgotten) {
      Warn({"VACUUM may give rowids to other rows: data step \"" + step +
            "\", which wrote a table without a key, can no longer be undone"});
    }
    return true;
  }

  static std::string SubjectOf(const Migration& migration) {
    return "migration \"" + migration.name + "\"";
  }

  // Before the first piece: what it will be compared with, and a copy of everything, for it cannot
  // be rolled back as a whole. REQUIRES: a write transaction.
  Status Announce(const Migration& migration, const std::string& started_at) {
    GODWIT_TRY(TakeSnapshotOnce(migration.name));
    if (migration.down) GODWIT_TRY(schema_.Refresh(context_.db));
    GODWIT_TRY(CreateLedger(context_.db, context_.project.ledger));
    GODWIT_TRY(EnsureLedger(context_.db));
    if (migration.down) GODWIT_TRY(RecordSchemaBefore(context_.db, migration.name, schema_));
    return PutBegun(context_.db, {.migration = migration.name,
                                  .started_at = started_at,
                                  .checksum = PiecesChecksum(migration, 0)});
  }

  // One more piece is done.
  Status KeepProgress(const Next& next, const ScriptResult& done, std::int64_t duration) {
    GODWIT_ASSIGN(const std::optional<BegunMigration> known, ReadBegun(context_.db));
    BegunMigration begun = known.value_or(BegunMigration());
    begun.pieces = static_cast<std::int64_t>(next.turn);
    begun.statements += done.statements;
    begun.duration_micros += duration;
    begun.checksum = PiecesChecksum(*next.migration, begun.pieces);
    return PutBegun(context_.db, begun);
  }

  // The script, or one piece of it, and what has to be so behind it. REQUIRES: a write transaction,
  // which the caller rolls back after an error.
  Result<ScriptResult> RunScript(const Migration& migration, const ScriptPiece* piece) {
    const std::string subject = SubjectOf(migration);
    GODWIT_ASSIGN(const std::int64_t applied, CountEntriesBefore());
    const TableNames named = TablesNamedBy(migration);
    std::optional<Fingerprint> before;
    if (options_.paranoid) {
      GODWIT_ASSIGN(before, FingerprintBystanders(context_, named));
    }
    GODWIT_ASSIGN(BystanderGuard guard, BystanderGuard::Start(context_.db, named));
    // What commits in pieces has no state before and after that nobody else could have changed.
    KeptRows kept;
    if (piece == nullptr) {
      GODWIT_ASSIGN(kept, KeptRows::Start(context_.db, migration.up));
    }
    GODWIT_ASSIGN(const ScriptResult result,
                  ExecuteChange(context_.db, migration.up,
                                piece == nullptr ? migration.foreign_keys_off : piece->keys_off,
                                subject, piece));
    GODWIT_TRY(std::move(guard).Settle(subject, context_.bystanders));
    GODWIT_TRY(kept.Check(context_.db, subject));
    GODWIT_TRY(CheckEntriesKept(applied, subject));
    if (before) GODWIT_TRY(CheckBystanders(context_, named, *before, subject));
    return result;
  }

  // The migration is applied: the ledger says so. The entry's times become what is written.
  Status Record(const Migration& migration, LedgerEntry& entry) {
    // A data step that does not fit must be found while its migration can still be rolled back. Its
    // parts may read what the ledger keeps for it.
    const bool stand = next_.OwnTablesStand();
    bool keeps = stand;
    if (!stand) {
      GODWIT_TRY(CreateLedger(context_.db, context_.project.ledger));
      // Another tool's database gets tables of ours only where a data step needs them.
      GODWIT_ASSIGN(const bool own, HasLedgerTable(context_.db, "godwit_ledger"));
      keeps = own || !migration.data_steps.empty();
      if (keeps) GODWIT_TRY(EnsureLedger(context_.db));
    }
    for (const DataStep& step : migration.data_steps) GODWIT_TRY(BindStep(context_.db, step));
    const std::optional<BegunMigration>& begun = next_.ledger().begun;
    // Another tool may have taken it off its list without asking.
    if (!begun) {
      GODWIT_TRY(stand ? ForgetStepsIn(context_.db, migration.name)
                       : ForgetSteps(context_.db, migration.name));
    }
    if (begun) entry.started_at = begun->started_at;
    if (begun) entry.duration_micros += begun->duration_micros;
    entry.finished_at = FormatTime(context_.clock.NowMillis());
    GODWIT_TRY(stand ? GodwitLedger().Add(context_.db, entry)
                     : AddEntry(context_.db, context_.project.ledger, entry));
    for (const DataStep& step : migration.data_steps) {
      LedgerStep fresh;
      fresh.migration = migration.name;
      fresh.name = step.name;
      GODWIT_TRY(PutStep(context_.db, fresh));
    }
    if (begun) {
      GODWIT_TRY(RemoveBegun(context_.db, migration.name));
      GODWIT_TRY(lease_.Release());
      if (!migration.down) GODWIT_TRY(ForgetSchema(context_.db, migration.name));
      if (!migration.down) GODWIT_TRY(DropUnusedTables(context_.db));
    }
    if (!migration.down || !keeps) return {};
    const std::string before = schema_.digest();
    GODWIT_ASSIGN(const auto changes, schema_.Refresh(context_.db));
    return begun ? RecordSchemaAfter(context_.db, migration.name, schema_)
                 : RecordSchema(context_.db, migration.name, before, schema_, changes);
  }

  void Note(const Migration& migration, const ScriptResult& done, std::int64_t duration,
            const std::string& direction) {
    std::vector<MigrationReport>& list = report_.migrations;
    if (list.empty() || list.back().name != migration.name)
      list.push_back({.name = migration.name});
    MigrationReport& report = list.back();
    report.direction = direction;
    report.statements += done.statements;
    report.rows += done.rows;
    report.duration_micros += duration;
    context_.listener.OnLog({"migration",
                             {{"name", migration.name},
                              {"direction", direction},
                              {"statements", report.statements},
                              {"rows", report.rows},
                              {"durationMicros", report.duration_micros}}});
  }

  // What CountEntries would say.
  Result<std::int64_t> CountEntriesBefore() const {
    const Ledger& ledger = next_.ledger();
    if (ledger.format != &GodwitLedger()) return CountEntries(context_.db);
    return static_cast<std::int64_t>(ledger.entries.size());
  }

  // Godwit's own tables are guarded while a script runs; another tool's ledger is not.
  Status CheckEntriesKept(std::int64_t before, const std::string& subject) const {
    GODWIT_ASSIGN(const std::int64_t after, CountEntries(context_.db));
    if (after == before) return {};
    return Error{.code = ErrorCode::kFailed,
                 .what = subject,
                 .why = "it changes the ledger, the list of applied migrations itself",
                 .next = "take that out of the script"};
  }

  // "Commit failed" need not mean that it did not happen: only the database knows.
  Error NotCommitted(Error error, const Next& next) {
    error.what = SubjectOf(*next.migration);
    const Result<Ledger> ledger = ReadLedger(context_.db);
    const auto turn = static_cast<std::int64_t>(next.turn);
    const bool done = ledger.ok() && (ledger->Find(next.migration->name) != nullptr ||
                                      (turn > 0 && ledger->begun && ledger->begun->pieces == turn));
    if (!done && !error.uncertain) return Failed(std::move(error), next);
    if (!done) return error;
    error.uncertain = true;
    error.next = "the database has it nevertheless; look at `godwit status`";
    return error;
  }

  // What failed is rolled back.
  Error Failed(Error error, const Next& next) {
    const std::string& name = next.migration->name;
    context_.listener.OnLog(
        {"migration-failed", {{"name", name}, {"what", error.what}, {"why", error.why}}});
    const bool refused = error.code == ErrorCode::kRefused && error.place.line == 0;
    if (!refused && error.code != ErrorCode::kInterrupted) error.code = ErrorCode::kFailed;
    if (context_.unseen) return error;
    const auto add = [&](const std::string& text) {
      error.next += (error.next.empty() ? "" : "; ") + text;
    };
    if (report_.migrations.empty() && error.why.ends_with("already exists")) {
      add(next_.ledger().entries.empty()
              ? "a database that has this schema already is adopted by `godwit baseline NAME`"
              : "where the database has it already, `godwit resolve --applied " + name +
                    " --reason …` says so");
    }
    if (next.turn == 0) {
      add("nothing of this migration was kept");
    } else {
      add((next.committed == 0 ? "none of its statements is committed"
                               : CommittedWords(next.committed) + ", and the rest is not") +
          std::string(": correct the rest and run `godwit resume`, or take the migration back by "
                      "hand and say `godwit resolve --rolled-back ") +
          name + " --reason …`");
    }
    return error;
  }

  UpOptions options_;
  NextFinder next_;
  SchemaWatch schema_;
  bool schema_seen_ = false;  // by schema_, behind the migration that was applied last
  std::unique_ptr<Backfill> backfill_;
  Lease lease_;
};

}  // namespace

Status CheckUpOptions(const Project& project, const UpOptions& options) {
  std::vector<std::string> names = options.with;
  if (!options.to.empty()) names.push_back(options.to);
  for (const std::string& name : names) {
    if (project.Find(name) != nullptr) continue;
    return Error{.code = ErrorCode::kRefused,
                 .what = "migration \"" + name + "\"",
                 .why = "project \"" + project.name + "\" has none of that name",
                 .next = "`godwit status` lists them"};
  }
  return {};
}

bool IsWanted(const Migration& migration, const UpOptions& options) {
  if (!migration.optional || migration.name == options.to) return true;
  return std::find(options.with.begin(), options.with.end(), migration.name) != options.with.end();
}

Result<std::unique_ptr<Run>> StartResume(const RunContext& context, int batch) {
  GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context.db));
  if (!ledger.begun) return StartBackfill(context, batch, true);
  GODWIT_TRY(CheckLedger(context.project, ledger));
  return StartUp(context, {.to = ledger.begun->migration, .only = true, .batch = batch});
}

Result<std::unique_ptr<Run>> StartUp(const RunContext& context, UpOptions options) {
  GODWIT_TRY(CheckUpOptions(context.project, options));
  auto run = std::make_unique<UpRun>(context, std::move(options));
  GODWIT_TRY(run->Begin());
  return std::unique_ptr<Run>(std::move(run));
}

}  // namespace godwit
