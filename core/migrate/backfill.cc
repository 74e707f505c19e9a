#include "core/migrate/backfill.h"

#include <algorithm>
#include <utility>

#include "core/base/words.h"
#include "core/digest/encoding.h"
#include "core/migrate/batch_recorder.h"
#include "core/migrate/pause.h"
#include "core/migrate/undo_limits.h"

namespace godwit {
namespace {

// Rows that are read, written and asked about again before the next ones, so that their pages and
// values are still in the processor's cache, and in SQLite's. Only where each row stands for
// itself: what a SELECT makes of several rows must see them as they were when the batch began, and
// sorting or scanning once a slice would take the square of the time.
constexpr std::int64_t kSliceRows = 64;

// How often a step that has begun asks for the write lock before it gives up.
constexpr int kBusyTries = 12;

// Resets a statement however its block is left.
class ResetScope {
 public:
  explicit ResetScope(Statement& statement) : statement_(statement) {}
  ~ResetScope() { statement_.Reset(); }
  ResetScope(const ResetScope&) = delete;
  ResetScope& operator=(const ResetScope&) = delete;

 private:
  Statement& statement_;
};

}  // namespace

Backfill::Backfill(const RunContext& context, const Migration& migration, const DataStep& step)
    : context_(context),
      lease_(context),
      migration_(migration),
      step_(step),
      pacer_(step.batch, false) {
  report_.migration = migration.name;
  report_.name = step.name;
}

Result<std::unique_ptr<Backfill>> Backfill::Start(const RunContext& context,
                                                  const Migration& migration, const DataStep& step,
                                                  int batch) {
  std::unique_ptr<Backfill> backfill(new Backfill(context, migration, step));
  if (Status ready = backfill->Prepare(batch); !ready.ok()) {
    return backfill->Placed(std::move(ready).error());
  }
  return backfill;
}

Status Backfill::Prepare(int batch) {
  Database& db = context_.db;
  if (batch > 0) pacer_ = BatchPacer(batch, true);
  pauses_before_ = context_.pauses_before;
  if (pauses_before_ < 0) {
    GODWIT_ASSIGN(pauses_before_, LatestPause(db));
  }
  GODWIT_ASSIGN(bound_, BindStep(db, step_));
  if (step_.by_parts) {
    GODWIT_ASSIGN(work_, MakePartsWork(context_, report_.migration, step_, bound_));
  } else {
    GODWIT_ASSIGN(work_, MakeUpdateWork(context_, step_, bound_));
  }
  {
    const GuardScope guard(db, ScriptGuard::kReadOnly);
    GODWIT_ASSIGN(const Value due, db.QueryValue(bound_.count));
    total_ = std::get<std::int64_t>(due);
    GODWIT_ASSIGN(first_batch_, CompileStep(bound_.first_batch));
    GODWIT_ASSIGN(next_batch_, CompileStep(bound_.next_batch));
    GODWIT_ASSIGN(still_due_first_, CompileStep(bound_.still_due_first));
    GODWIT_ASSIGN(still_due_, CompileStep(bound_.still_due));
    GODWIT_ASSIGN(any_due_, CompileStep(bound_.any_due));
    GODWIT_ASSIGN(const bool row_by_row, ReadsRowByRow());
    slice_ = row_by_row ? kSliceRows : 0;
    // Also when nobody listens: a slip in it must not show only on the day that someone does.
    if (!bound_.log_row.empty()) {
      GODWIT_ASSIGN(log_row_, CompileStep(bound_.log_row));
    }
  }
  GODWIT_ASSIGN(limits_, UndoLimits(&db, migration_, step_));
  Tell();
  return {};
}

Result<std::unique_ptr<Statement>> Backfill::CompileStep(const std::string& sql) const {
  GODWIT_ASSIGN(Statement statement, context_.db.Prepare(sql));
  return std::make_unique<Statement>(std::move(statement));
}

// Whether the SELECT looks at one table, from the cursor on, and nowhere else: then its plan is one
// search. A plan in words that a later SQLite changes costs speed, not the result.
Result<bool> Backfill::ReadsRowByRow() const {
  constexpr int kDetail = 3;
  GODWIT_ASSIGN(Statement plan, context_.db.Prepare("EXPLAIN QUERY PLAN " + bound_.next_batch));
  int lines = 0;
  bool search = false;
  while (true) {
    GODWIT_ASSIGN(const bool row, plan.Step());
    if (!row) return lines == 1 && search;
    ++lines;
    search = plan.Text(kDetail).starts_with("SEARCH ");
  }
}

Result<bool> Backfill::Step() {
  Result<Transaction> transaction = Transaction::BeginImmediate(context_.db);
  if (!transaction.ok()) {
    if (lease_.WaitsFor(transaction.error()) || WaitsAgain(transaction.error())) return true;
    return std::move(transaction).error();
  }
  busy_in_a_row_ = 0;
  GODWIT_TRY(CheckStillApplied());
  // A ledger of an older format has no place for what the batch leaves.
  if (!started_) GODWIT_TRY(EnsureLedger(context_.db));
  GODWIT_ASSIGN(const std::int64_t pause, LatestPause(context_.db));
  if (pause > pauses_before_) {
    return Error{.code = ErrorCode::kInterrupted,
                 .what = SubjectOf(step_),
                 .why = "another process has asked for a pause",
                 .next = "`godwit resume` goes on from here"};
  }
  GODWIT_ASSIGN(const bool ours, lease_.Hold());
  if (!ours) {
    GODWIT_TRY(transaction->Rollback());
    lease_.Wait();
    return true;
  }
  Result<bool> more = RunInTransaction(std::move(*transaction));
  if (!more.ok()) return Placed(std::move(more).error());
  Tell();
  return more;
}

// SQLite has waited already; what has begun waits some times more, and can be cancelled in between.
bool Backfill::WaitsAgain(const Error& error) {
  constexpr int kBusy = 5;  // SQLITE_BUSY
  if ((error.sqlite_code & 0xff) != kBusy || report_.batches == 0) return false;
  return ++busy_in_a_row_ < kBusyTries;
}

Result<bool> Backfill::RunInTransaction(Transaction transaction) {
  const std::int64_t begin = context_.clock.MonotonicMicros();
  GODWIT_ASSIGN(LedgerStep position, GetStep(context_.db, report_.migration, step_.name));
  GODWIT_TRY(CheckCursor(step_, bound_, position.cursor));
  if (!std::exchange(started_, true) && position.state == StepState::kComplete) {
    position.cursor.clear();
  }
  if (position.cursor.empty() && step_.on_error != OnError::kStop) {
    GODWIT_TRY(ClearFailures(context_.db, Key()));
  }
  GODWIT_ASSIGN(auto recorder, BatchRecorder::Start(context_, migration_, step_, targets_));
  Result<std::int64_t> rows = RunBatch(position, recorder);
  if (!rows.ok()) {
    LogFailure(rows.error());
    return std::move(rows).error();
  }
  const std::int64_t done = *rows - static_cast<std::int64_t>(failed_keys_.size());
  bool more = true;
  if (*rows == 0) {
    GODWIT_ASSIGN(more, EndWalk(position));
  } else {
    position.state = StepState::kRunning;
    position.rows += done;
  }
  if (Status kept = std::move(recorder).Finish(done); !kept.ok()) {
    LogFailure(kept.error());
    return std::move(kept).error();
  }
  GODWIT_TRY(PutStep(context_.db, position));
  if (!more) GODWIT_TRY(lease_.Release());
  const std::int64_t worked = context_.clock.MonotonicMicros() - begin;
  GODWIT_TRY(transaction.Commit());
  report_.rows += done;
  report_.batches += *rows == 0 ? 0 : 1;
  const std::int64_t took = context_.clock.MonotonicMicros() - begin;
  if (*rows > 0) pacer_.Took(worked, took - worked);
  report_.duration_micros += took;
  GODWIT_TRY(LogRows(done));
  return more;
}

Result<std::int64_t> Backfill::RunBatch(LedgerStep& position, BatchRecorder& recorder) {
  const bool remember = context_.listener.WantsRows();
  log_keys_.clear();
  failed_keys_.clear();
  const std::int64_t limit = pacer_.rows();
  std::int64_t done = 0;
  while (done < limit) {
    const std::vector<Value> before = position.cursor;
    const std::int64_t wanted = slice_ == 0 ? limit : std::min(slice_, limit - done);
    GODWIT_TRY(ReadSlice(before, wanted));
    if (row_count_ == 0) break;
    GODWIT_ASSIGN(const std::int64_t failed, WriteSlice(recorder));
    GODWIT_TRY(CheckSettled(before, failed));
    position.cursor = LastKey();
    done += static_cast<std::int64_t>(row_count_);
    for (std::size_t i = 0; remember && i < row_count_; ++i) {
      const std::vector<Value>& key = rows_[i].key;
      const auto bad = std::find(failed_keys_.begin(), failed_keys_.end(), key);
      if (bad == failed_keys_.end()) log_keys_.push_back(key);
    }
    if (static_cast<std::int64_t>(row_count_) < wanted) break;
  }
  return done;
}

Status Backfill::ReadSlice(const std::vector<Value>& cursor, std::int64_t rows) {
  Statement& select = cursor.empty() ? *first_batch_ : *next_batch_;
  const ResetScope reset(select);
  GODWIT_TRY(BindValues(select, 1, cursor));
  // One more than is wanted, only to see that it is another one: the cursor would leave it out.
  GODWIT_TRY(select.Bind(static_cast<int>(cursor.size()) + 1, ValueView(rows + 1)));
  row_count_ = 0;
  while (true) {
    bool twice = false;
    if (static_cast<std::int64_t>(row_count_) == rows) {
      Result<bool> more = select.Step();
      // What is wrong with that row is the next slice's; but other errors may have ended the
      // transaction.
      const bool ends = !more.ok() && (LiesOutsideSql(more.error()) || HitLimit(more.error()) ||
                                       !context_.db.InTransaction());
      if (ends) return CannotRead(std::move(more).error(), cursor);
      if (!more.ok() || !*more || !IsLastRow(select)) return {};
      twice = true;
    } else {
      GODWIT_ASSIGN(const bool row, ReadRow(select, cursor));
      if (!row) return {};
      twice = row_count_ > 1 && rows_[row_count_ - 2].key == LastKey();
    }
    if (!twice) continue;
    return Error{.code = ErrorCode::kDataStep,
                 .what = SubjectOf(step_) + ", row " + ShowKey(bound_.keys, LastKey()),
                 .why = "its SELECT lists the row twice, so which value it gets would be chance",
                 .next = ResumeHint("make it one row a key: a join or a UNION may multiply them"),
                 .place = step_.place};
  }
}

bool Backfill::IsLastRow(const Statement& select) const {
  const std::vector<Value>& key = LastKey();
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (Own(select.Column(static_cast<int>(i))) != key[i]) return false;
  }
  return true;
}

Result<bool> Backfill::ReadRow(Statement& select, const std::vector<Value>& cursor) {
  Result<bool> more = select.Step();
  if (!more.ok()) return CannotRead(std::move(more).error(), cursor);
  if (!*more) return false;
  const std::size_t keys = bound_.keys.size();
  const std::size_t columns = bound_.columns.size();
  if (row_count_ == rows_.size()) {
    rows_.push_back({std::vector<Value>(keys), std::vector<Value>(columns)});
  }
  DueRow& row = rows_[row_count_++];
  for (std::size_t i = 0; i < keys; ++i) Assign(select.Column(static_cast<int>(i)), row.key[i]);
  for (std::size_t i = 0; i < columns; ++i) {
    Assign(select.Column(static_cast<int>(keys + i)), row.values[i]);
  }
  return true;
}

Result<std::int64_t> Backfill::WriteSlice(BatchRecorder& recorder) {
  const std::span<const DueRow> rows(rows_.data(), row_count_);
  if (step_.on_error != OnError::kStop) return WriteWhatGoes(rows, recorder);
  if (Status status = work_->Write(rows); !status.ok()) {
    return WithHint(std::move(status).error());
  }
  return std::int64_t{0};
}

Result<std::int64_t> Backfill::WriteWhatGoes(std::span<const DueRow> rows,
                                             BatchRecorder& recorder) {
  const auto mark = recorder.SetMark();
  GODWIT_ASSIGN(Transaction attempt, Transaction::BeginImmediate(context_.db));
  Status status = work_->Write(rows);
  if (status.ok()) {
    GODWIT_TRY(attempt.Commit());
    return std::int64_t{0};
  }
  if (!IsAboutRows(status.error()) || !context_.db.InTransaction()) {
    return WithHint(std::move(status).error());
  }
  GODWIT_TRY(attempt.Rollback());
  recorder.Rewind(mark);
  if (rows.size() == 1) {
    GODWIT_TRY(NoteFailure(rows.front(), status.error()));
    return std::int64_t{1};
  }
  const std::size_t half = rows.size() / 2;
  GODWIT_ASSIGN(const std::int64_t first, WriteWhatGoes(rows.first(half), recorder));
  GODWIT_ASSIGN(const std::int64_t second, WriteWhatGoes(rows.subspan(half), recorder));
  return first + second;
}

Status Backfill::NoteFailure(const DueRow& row, const Error& error) {
  failed_keys_.push_back(row.key);
  FailedRow failed;
  failed.key = EncodeValues(row.key);
  failed.shown = ShowKey(bound_.keys, row.key);
  failed.reason = error.why;
  if (step_.on_error == OnError::kQuarantine) {
    GODWIT_ASSIGN(Statement select, context_.db.Prepare(bound_.row));
    GODWIT_TRY(BindValues(select, 1, row.key));
    GODWIT_ASSIGN(const bool found, select.Step());
    for (int i = 0; found && i < select.ColumnCount(); ++i) {
      failed.copy.emplace_back(select.ColumnName(i), Own(select.Column(i)));
    }
  }
  LogFailure(error);
  return AddFailure(context_.db, Key(), failed);
}

// A row that is still due after it was written would be written again and again.
Status Backfill::CheckSettled(const std::vector<Value>& before, std::int64_t failed) {
  Statement& count = before.empty() ? *still_due_first_ : *still_due_;
  const ResetScope reset(count);
  GODWIT_TRY(BindValues(count, 1, before));
  GODWIT_TRY(BindValues(count, static_cast<int>(before.size()) + 1, LastKey()));
  GODWIT_ASSIGN(const bool row, count.Step());
  const std::int64_t left = row ? count.Int(0) : 0;
  if (left <= failed) return {};
  return Error{.code = ErrorCode::kDataStep,
               .what = SubjectOf(step_),
               .why = Grouped(left - failed) + " of " +
                      Counted(static_cast<std::int64_t>(row_count_), "row") +
                      (left - failed == 1 ? " is still listed by its SELECT after it was written"
                                          : " are still listed by its SELECT after they were "
                                            "written"),
               .next =
                   "its WHERE must exclude rows that have their value; nothing of this batch "
                   "was kept",
               .place = step_.place};
}

Result<bool> Backfill::EndWalk(LedgerStep& position) {
  const bool walked = !position.cursor.empty();
  position.cursor.clear();
  std::int64_t left = 0;
  if (walked) {
    const ResetScope reset(*any_due_);
    GODWIT_ASSIGN(const bool row, any_due_->Step());
    if (row && any_due_->Int(0) != 0) {
      const GuardScope guard(context_.db, ScriptGuard::kReadOnly);
      GODWIT_ASSIGN(const Value count, context_.db.QueryValue(bound_.count));
      left = std::get<std::int64_t>(count);
    }
  }
  GODWIT_ASSIGN(const std::int64_t failed, CountFailures(context_.db, Key()));
  if (left > failed) {
    GODWIT_TRY(CheckProgress(left));
    return true;
  }
  GODWIT_TRY(work_->Complete());
  position.state = left == 0 ? StepState::kComplete : StepState::kDue;
  GODWIT_TRY(ReadOutcome(context_.db, report_));
  for (StepRecords& records : report_.records) {
    for (const StepPart& part : step_.parts) {
      if (part.name == records.name) records.shown = part.shown;
    }
  }
  return false;
}

Status Backfill::LogRows(std::int64_t rows) {
  if (!context_.listener.WantsRows()) return {};
  for (const std::vector<Value>& key : log_keys_) {
    LogEvent event{"row", {{"migration", report_.migration}, {"step", report_.name}}};
    for (std::size_t i = 0; i < key.size(); ++i) {
      event.fields.emplace_back(bound_.keys[i], key[i]);
    }
    event.fields.emplace_back("outcome", std::string("written"));
    if (log_row_) {
      const ResetScope reset(*log_row_);
      GODWIT_TRY(BindValues(*log_row_, 1, key));
      const Result<bool> found = log_row_->Step();
      // The row is written and committed: what cannot be told about it is no failure of the step.
      if (!found.ok()) event.fields.emplace_back("logError", found.error().why);
      for (int i = 0; found.ok() && *found && i < log_row_->ColumnCount(); ++i) {
        event.fields.emplace_back(log_row_->ColumnName(i), Own(log_row_->Column(i)));
      }
    }
    context_.listener.OnLog(event);
  }
  context_.listener.OnLog(
      {"batch", {{"migration", report_.migration}, {"step", report_.name}, {"rows", rows}}});
  return {};
}

}  // namespace godwit
