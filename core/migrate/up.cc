// Applying what is pending.
#include <algorithm>
#include <utility>

#include "core/base/version.h"
#include "core/migrate/backfill.h"
#include "core/migrate/execute.h"
#include "core/migrate/ledger.h"
#include "core/migrate/paranoid.h"
#include "core/migrate/run.h"
#include "core/migrate/schema_record.h"
#include "core/migrate/snapshot.h"
#include "core/migrate/status.h"

namespace godwit {
namespace {

// What comes next; both empty = nothing.
struct Next {
  const Migration* migration = nullptr;  // to apply
  const Migration* owner = nullptr;      // of the data step to run
  const DataStep* step = nullptr;

  bool operator==(const Next&) const = default;
};

class UpRun final : public Run {
 public:
  UpRun(const RunContext& context, UpOptions options)
      : Run(context, "up"), options_(std::move(options)) {}

  Status Begin() {
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    report_.warnings = OutOfOrder(context_.project, ledger, options_);
    return {};
  }

  Result<bool> Advance() override {
    if (backfill_ != nullptr) return StepBackfill();
    GODWIT_ASSIGN(const Next next, Decide());
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
  Result<Next> Decide() const {
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    GODWIT_TRY(CheckLedger(context_.project, ledger));
    for (const Migration& migration : context_.project.migrations) {
      if (ledger.Find(migration.name) == nullptr) {
        if (IsWanted(migration, options_)) return Next{.migration = &migration};
      } else {
        for (const DataStep& step : migration.data_steps) {
          const LedgerStep* known = ledger.FindStep(migration.name, step.name);
          if (known == nullptr || known->state != StepState::kComplete) {
            return Next{.owner = &migration, .step = &step};
          }
        }
      }
      if (migration.name == options_.to) break;
    }
    return Next{};
  }

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
    const std::string subject = "migration \"" + migration.name + "\"";
    const std::int64_t begin = context_.clock.MonotonicMicros();
    const std::string started_at = FormatTime(context_.clock.NowMillis());
    context_.listener.OnProgress(
        {.phase = "migration", .name = migration.name, .unit = "statements"});
    const ForeignKeysOff keys_off(context_.db, migration.foreign_keys_off);
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
    // Only what is decided inside the write transaction counts: another process may have come
    // first.
    GODWIT_ASSIGN(const Next now, Decide());
    if (now != next) return transaction.Rollback();
    GODWIT_ASSIGN(const std::int64_t applied, CountEntries(context_.db));
    if (IsDestructive(migration.up)) GODWIT_TRY(TakeSnapshotOnce(migration.name));
    const TableNames named = TablesNamedBy(migration);
    std::optional<Fingerprint> before;
    if (options_.paranoid) {
      GODWIT_ASSIGN(before, FingerprintBystanders(context_, named));
    }
    std::optional<SchemaState> schema;
    if (migration.down) {
      GODWIT_ASSIGN(schema, schema_.Read(context_.db));
    }
    GODWIT_ASSIGN(BystanderGuard guard, BystanderGuard::Start(context_.db, named));
    Result<ScriptResult> result =
        ExecuteChange(context_.db, migration.up, migration.foreign_keys_off, subject);
    if (!result.ok()) return Failed(std::move(result).error(), migration);
    if (Status still = std::move(guard).Settle(subject, context_.bystanders); !still.ok()) {
      return Failed(std::move(still).error(), migration);
    }
    if (Status kept = CheckEntriesKept(applied, subject); !kept.ok()) {
      return Failed(std::move(kept).error(), migration);
    }
    if (before) {
      Status same = CheckBystanders(context_, named, *before, subject);
      if (!same.ok()) return Failed(std::move(same).error(), migration);
    }
    // A data step that does not fit must be found while its migration can still be rolled back. Its
    // parts may read what the ledger keeps for it.
    GODWIT_TRY(CreateLedger(context_.db, context_.project.ledger));
    // Another tool's database gets tables of ours only where a data step needs them.
    GODWIT_ASSIGN(const bool own, HasLedgerTable(context_.db, "godwit_ledger"));
    if (own || !migration.data_steps.empty()) GODWIT_TRY(EnsureLedger(context_.db));
    for (const DataStep& step : migration.data_steps) {
      Result<BoundStep> bound = BindStep(context_.db, step);
      if (!bound.ok()) return Failed(std::move(bound).error(), migration);
    }
    const std::int64_t duration = context_.clock.MonotonicMicros() - begin;
    GODWIT_TRY(Record(migration, started_at, duration));
    if (schema && (own || !migration.data_steps.empty())) {
      GODWIT_ASSIGN(const SchemaState after, schema_.Read(context_.db));
      GODWIT_TRY(RecordSchema(context_.db, migration.name, *schema, after));
    }
    if (Status commit = transaction.Commit(); !commit.ok()) {
      Error error = std::move(commit).error();
      error.what = subject;
      // "Commit failed" need not mean that it did not happen: only the database knows.
      const Result<bool> applied = HasEntry(context_.db, migration.name);
      if (applied.ok() && *applied) {
        error.next = "the database has it nevertheless; look at `godwit status`";
        return error;
      }
      return Failed(std::move(error), migration);
    }
    SnapshotStands();
    report_.migrations.push_back(
        {migration.name, "up", result->statements, result->rows, duration});
    context_.listener.OnLog({"migration",
                             {{"name", migration.name},
                              {"direction", std::string("up")},
                              {"statements", result->statements},
                              {"rows", result->rows},
                              {"durationMicros", duration}}});
    return {};
  }

  Status Record(const Migration& migration, const std::string& started_at, std::int64_t duration) {
    GODWIT_TRY(AddEntry(context_.db, context_.project.ledger,
                        {.name = migration.name,
                         .checksum = migration.checksum,
                         .sql = migration.up.text,
                         .started_at = started_at,
                         .finished_at = FormatTime(context_.clock.NowMillis()),
                         .duration_micros = duration,
                         .engine = std::string(kVersion)}));
    for (const DataStep& step : migration.data_steps) {
      LedgerStep fresh;
      fresh.migration = migration.name;
      fresh.name = step.name;
      GODWIT_TRY(PutStep(context_.db, fresh));
    }
    return {};
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

  // What failed is rolled back.
  Error Failed(Error error, const Migration& migration) {
    context_.listener.OnLog(
        {"migration-failed", {{"name", migration.name}, {"what", error.what}, {"why", error.why}}});
    const bool refused = error.code == ErrorCode::kRefused && error.place.line == 0;
    if (!refused && error.code != ErrorCode::kInterrupted) error.code = ErrorCode::kFailed;
    if (report_.migrations.empty() && error.why.ends_with("already exists")) {
      error.next += (error.next.empty() ? "" : "; ") +
                    std::string(
                        "a database that has this schema already is adopted by "
                        "`godwit baseline NAME`");
    }
    error.next +=
        (error.next.empty() ? "" : "; ") + std::string("nothing of this migration was kept");
    return error;
  }

  UpOptions options_;
  SchemaReader schema_;
  std::unique_ptr<Backfill> backfill_;
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

Result<std::unique_ptr<Run>> StartUp(const RunContext& context, UpOptions options) {
  GODWIT_TRY(CheckUpOptions(context.project, options));
  auto run = std::make_unique<UpRun>(context, std::move(options));
  GODWIT_TRY(run->Begin());
  return std::unique_ptr<Run>(std::move(run));
}

}  // namespace godwit
