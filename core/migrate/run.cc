#include "core/migrate/run.h"

#include <utility>

#include "core/base/snapshot_shelf.h"
#include "core/base/words.h"
#include "core/migrate/backfill.h"
#include "core/migrate/ledger.h"
#include "core/migrate/pause.h"
#include "core/migrate/snapshot.h"
#include "core/migrate/status.h"

namespace godwit {

Progress ProgressOf(const DigestRun& digest) {
  return {.phase = "digest",
          .name = std::string(digest.table()),
          .done = static_cast<std::int64_t>(digest.tables_done()),
          .total = static_cast<std::int64_t>(digest.table_count()),
          .unit = "tables"};
}

Status CheckFailures(const DataStepReport& step) {
  if (step.failed == 0) return {};
  const StepFailure& first = step.failures.front();
  return Error{
      .code = ErrorCode::kDataStep,
      .what = "data step \"" + step.name + "\"",
      .why = (step.failed == 1 ? "1 row could not be done and is still due: "
                               : Grouped(step.failed) +
                                     " rows could not be done and are still due, the first: ") +
             first.row + ": " + first.reason,
      .next = "everything else is done; correct the rows or the step, then run `godwit backfill`"};
}

bool Report::NothingDone() const {
  for (const DataStepReport& step : data_steps) {
    if (step.rows > 0 || step.failed > 0) return false;
  }
  return migrations.empty() && snapshots.empty() && restored.empty();
}

Run::Run(const RunContext& context, std::string command) : context_(context) {
  report_.command = std::move(command);
  report_.project = context.project.name;
  report_.started_at = FormatTime(context.clock.NowMillis());
}

Result<bool> Run::Step() {
  Result<bool> more = Advance();
  if (more.ok()) return more;
  Error error = std::move(more).error();
  if (!error.uncertain) {
    ForgetSnapshot();
  } else if (snapshot_pending_) {
    error.next += "; what was there before it is kept in " + report_.snapshots.back().path;
    SnapshotStands();
  }
  return AfterProgress(std::move(error));
}

Error Run::AfterProgress(Error error) const {
  if (context_.unseen) return error;
  std::int64_t rows = 0;
  for (const DataStepReport& step : report_.data_steps) rows += step.rows;
  if (report_.migrations.empty() && rows == 0) return error;
  if (error.code == ErrorCode::kRefused) {
    error.code = rows > 0 ? ErrorCode::kDataStep : ErrorCode::kFailed;
  }
  std::string names;
  for (const MigrationReport& migration : report_.migrations) {
    if (migration.direction != "begun") names += (names.empty() ? "" : ", ") + migration.name;
  }
  if (!names.empty()) {
    const bool down = report_.migrations.front().direction == "down";
    error.next += (error.next.empty() ? "" : "; ") +
                  std::string(down ? "rolled back before it in this call: "
                                   : "applied before it in this call, and kept: ") +
                  names;
  }
  return error;
}

Status Run::TakeSnapshotOnce(const std::string& migration) {
  if (!report_.snapshots.empty()) return {};
  GODWIT_ASSIGN(SnapshotReport snapshot, TakeSnapshotBefore(context_, migration));
  if (snapshot.path.empty()) return {};
  report_.snapshots.push_back(std::move(snapshot));
  snapshot_pending_ = true;
  return {};
}

void Run::SnapshotStands() {
  if (!std::exchange(snapshot_pending_, false)) return;
  context_.snapshots->Prune(context_.db.path());
}

void Run::ForgetSnapshot() {
  if (!std::exchange(snapshot_pending_, false)) return;
  context_.snapshots->Forget(report_.snapshots.back().path);
  report_.snapshots.pop_back();
}

void Run::Warn(const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) {
    report_.warnings.push_back(warning);
    context_.listener.OnLog({"warning", {{"text", warning}}});
  }
}

void Run::Finish() { report_.finished_at = FormatTime(context_.clock.NowMillis()); }

namespace {

class BackfillRun final : public Run {
 public:
  BackfillRun(const RunContext& context, int batch, bool resume_only)
      : Run(context, resume_only ? "resume" : "backfill"), batch_(batch) {}

  // Which steps to run, decided once: what becomes due meanwhile is the next call's.
  Status Choose(bool resume_only) {
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    GODWIT_TRY(CheckLedger(context_.project, ledger));
    GODWIT_ASSIGN(context_.pauses_before, LatestPause(context_.db));
    for (const Migration& migration : context_.project.migrations) {
      const bool applied = ledger.Find(migration.name) != nullptr;
      for (const DataStep& step : migration.data_steps) {
        if (!applied) {
          if (migration.optional || resume_only) continue;
          return Error{.code = ErrorCode::kRefused,
                       .what = "data step \"" + step.name + "\"",
                       .why = "migration \"" + migration.name + "\" is not applied yet",
                       .next = "run `godwit up`, which applies it and then runs the step"};
        }
        const LedgerStep* known = ledger.FindStep(migration.name, step.name);
        const bool complete = known != nullptr && known->state == StepState::kComplete;
        if (complete && resume_only) continue;
        if (complete && !ledger.IsLast(migration.name)) {
          // A later migration may have removed what a finished step wrote.
          Result<BoundStep> bound = BindStep(context_.db, step);
          if (!bound.ok() && LiesOutsideSql(bound.error())) return std::move(bound).error();
          if (!bound.ok()) continue;
        }
        steps_.push_back({&migration, &step});
      }
    }
    return {};
  }

  Result<bool> Advance() override {
    if (current_ == nullptr) {
      if (next_ == steps_.size()) {
        Finish();
        for (const DataStepReport& step : report_.data_steps) GODWIT_TRY(CheckFailures(step));
        return false;
      }
      const auto& [migration, step] = steps_[next_];
      GODWIT_ASSIGN(current_, Backfill::Start(context_, *migration, *step, batch_));
      report_.data_steps.push_back(current_->report());
      Warn(current_->limits());
      return true;
    }
    Result<bool> more = current_->Step();
    report_.data_steps.back() = current_->report();
    if (!more.ok()) return std::move(more).error();
    if (!*more) {
      current_.reset();
      ++next_;
    }
    return true;
  }

 private:
  struct Chosen {
    const Migration* migration;
    const DataStep* step;
  };

  int batch_;
  std::vector<Chosen> steps_;
  std::size_t next_ = 0;
  std::unique_ptr<Backfill> current_;
};

}  // namespace

Result<std::unique_ptr<Run>> StartBackfill(const RunContext& context, int batch, bool resume_only) {
  auto run = std::make_unique<BackfillRun>(context, batch, resume_only);
  GODWIT_TRY(run->Choose(resume_only));
  return std::unique_ptr<Run>(std::move(run));
}

}  // namespace godwit
