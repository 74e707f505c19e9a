#include "core/migrate/backfill.h"

#include <algorithm>
#include <utility>

#include "core/migrate/batch_recorder.h"
#include "core/migrate/undo_limits.h"

namespace godwit {
namespace {

// Rows that are read, written and asked about again before the next ones, so that their pages and
// values are still in the processor's cache, and in SQLite's. Only where each row stands for
// itself: what a SELECT makes of several rows must see them as they were when the batch began, and
// sorting or scanning once a slice would take the square of the time.
constexpr std::int64_t kSliceRows = 64;

std::string ShowKey(const std::vector<std::string>& names, const std::vector<Value>& key) {
  std::string text;
  for (std::size_t i = 0; i < key.size(); ++i) {
    text += (i == 0 ? "" : ", ") + QuoteName(names[i]) + " = " + Show(View(key[i]));
  }
  return text;
}

// The values must outlive the statement's next run.
Status BindValues(Statement& statement, int first, const std::vector<Value>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    GODWIT_TRY(statement.BindBorrowed(first + static_cast<int>(i), View(values[i])));
  }
  return {};
}

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
    : context_(context), migration_(migration), step_(step) {
  report_.migration = migration.name;
  report_.name = step.name;
}

std::string Backfill::Subject() const { return "data step \"" + step_.name + "\""; }

Result<std::unique_ptr<Backfill>> Backfill::Start(const RunContext& context,
                                                  const Migration& migration, const DataStep& step,
                                                  int batch) {
  std::unique_ptr<Backfill> backfill(new Backfill(context, migration, step));
  GODWIT_TRY(backfill->Prepare(batch));
  return backfill;
}

Status Backfill::Prepare(int batch) {
  Database& db = context_.db;
  limit_ = batch > 0 ? batch : step_.batch;
  GODWIT_ASSIGN(bound_, BindStep(db, step_));
  for (const std::string& name : bound_.validators) {
    validators_.push_back(name.empty() ? nullptr : context_.validators.Find(name));
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
    slice_ = row_by_row ? std::min(kSliceRows, limit_) : limit_;
    // Also when nobody listens: a slip in it must not show only on the day that someone does.
    if (!bound_.log_row.empty()) {
      GODWIT_ASSIGN(log_row_, CompileStep(bound_.log_row));
    }
  }
  GODWIT_ASSIGN(limits_, UndoLimits(&db, migration_, step_));
  const GuardScope guard(db, ScriptGuard::kMigration);
  GODWIT_ASSIGN(update_, CompileStep(bound_.update));
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
  const std::int64_t begin = context_.clock.MonotonicMicros();
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
  GODWIT_TRY(CheckStillApplied());
  GODWIT_ASSIGN(LedgerStep position, GetStep(context_.db, report_.migration, step_.name));
  if (!std::exchange(started_, true) && position.state == StepState::kComplete) {
    position.cursor.clear();
  }
  GODWIT_ASSIGN(BatchRecorder recorder, BatchRecorder::Start(context_, migration_, step_));
  Result<std::int64_t> rows = RunBatch(position);
  if (!rows.ok()) {
    LogFailure(rows.error());
    return std::move(rows).error();
  }
  bool more = true;
  if (*rows == 0) {
    GODWIT_ASSIGN(more, EndWalk(position));
  } else {
    position.state = StepState::kRunning;
    position.rows += *rows;
  }
  if (Status kept = std::move(recorder).Finish(*rows); !kept.ok()) {
    LogFailure(kept.error());
    return std::move(kept).error();
  }
  GODWIT_TRY(PutStep(context_.db, position));
  GODWIT_TRY(transaction.Commit());
  report_.rows += *rows;
  report_.batches += *rows == 0 ? 0 : 1;
  report_.duration_micros += context_.clock.MonotonicMicros() - begin;
  GODWIT_TRY(LogRows(*rows));
  Tell();
  return more;
}

Result<std::int64_t> Backfill::RunBatch(LedgerStep& position) {
  const bool remember = context_.listener.WantsRows();
  log_keys_.clear();
  std::int64_t done = 0;
  while (done < limit_) {
    const std::vector<Value> before = position.cursor;
    const std::int64_t wanted = std::min(slice_, limit_ - done);
    GODWIT_TRY(ReadSlice(before, wanted));
    if (row_count_ == 0) break;
    GODWIT_TRY(WriteSlice());
    GODWIT_TRY(CheckSettled(before));
    position.cursor = LastKey();
    done += static_cast<std::int64_t>(row_count_);
    for (std::size_t i = 0; remember && i < row_count_; ++i) log_keys_.push_back(rows_[i].key);
    if (static_cast<std::int64_t>(row_count_) < wanted) break;
  }
  return done;
}

Status Backfill::ReadSlice(const std::vector<Value>& cursor, std::int64_t rows) {
  Statement& select = cursor.empty() ? *first_batch_ : *next_batch_;
  const ResetScope reset(select);
  GODWIT_TRY(BindValues(select, 1, cursor));
  GODWIT_TRY(select.Bind(static_cast<int>(cursor.size()) + 1, ValueView(rows)));
  row_count_ = 0;
  while (true) {
    GODWIT_ASSIGN(const bool row, ReadRow(select, cursor));
    if (!row) return {};
  }
}

Result<bool> Backfill::ReadRow(Statement& select, const std::vector<Value>& cursor) {
  Result<bool> more = select.Step();
  if (!more.ok()) {
    Error error = std::move(more).error();
    if (error.code == ErrorCode::kFailed) error.code = ErrorCode::kDataStep;
    const std::vector<Value>& last = row_count_ == 0 ? cursor : LastKey();
    error.what =
        Subject() + (last.empty() ? ", first row" : ", row after " + ShowKey(bound_.keys, last));
    error.place = step_.place;
    if (error.next.empty()) error.next = ResumeHint("correct the row or the step");
    return error;
  }
  if (!*more) return false;
  const std::size_t keys = bound_.keys.size();
  const std::size_t columns = bound_.columns.size();
  if (row_count_ == rows_.size()) {
    rows_.push_back({std::vector<Value>(keys), std::vector<Value>(columns)});
  }
  Row& row = rows_[row_count_++];
  for (std::size_t i = 0; i < keys; ++i) Assign(select.Column(static_cast<int>(i)), row.key[i]);
  for (std::size_t i = 0; i < columns; ++i) {
    Assign(select.Column(static_cast<int>(keys + i)), row.values[i]);
  }
  return true;
}

Status Backfill::WriteSlice() {
  for (std::size_t i = 0; i < row_count_; ++i) {
    GODWIT_TRY(CheckRow(rows_[i]));
    GODWIT_TRY(WriteRow(rows_[i]));
  }
  return {};
}

Status Backfill::CheckRow(const Row& row) const {
  for (const Value& part : row.key) {
    if (std::holds_alternative<Null>(part)) {
      return RowError(row, "its primary key holds NULL, so it cannot be addressed",
                      "give the row a key");
    }
  }
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    if (validators_[i] == nullptr) continue;
    const auto* text = std::get_if<std::string>(&row.values[i]);
    if (text == nullptr) {
      return RowError(row, "the value for column \"" + bound_.columns[i] + "\" is " +
                               Show(View(row.values[i])) + ", not a text to validate");
    }
    if (validators_[i]->Accepts(*text)) continue;
    return RowError(row, "the value for column \"" + bound_.columns[i] + "\" is not valid: " +
                             FirstViolation(*validators_[i], *text).value_or("(unknown)"));
  }
  return {};
}

Status Backfill::WriteRow(const Row& row) {
  GODWIT_TRY(BindValues(*update_, 1, row.values));
  GODWIT_TRY(BindValues(*update_, static_cast<int>(row.values.size()) + 1, row.key));
  if (Status status = update_->Run(); !status.ok()) {
    Error error = std::move(status).error();
    if (error.code != ErrorCode::kFailed) return error;
    return RowError(row, error.why, error.next);
  }
  if (context_.db.Changes() == 1) return {};
  return RowError(row, "its UPDATE met " + std::to_string(context_.db.Changes()) + " rows",
                  "the first columns of the SELECT must be the primary key as it is stored");
}

// A row that is still due after it was written would be written again and again.
Status Backfill::CheckSettled(const std::vector<Value>& before) {
  Statement& count = before.empty() ? *still_due_first_ : *still_due_;
  const ResetScope reset(count);
  GODWIT_TRY(BindValues(count, 1, before));
  GODWIT_TRY(BindValues(count, static_cast<int>(before.size()) + 1, LastKey()));
  GODWIT_ASSIGN(const bool row, count.Step());
  if (!row || count.Int(0) == 0) return {};
  return Error{.code = ErrorCode::kDataStep,
               .what = Subject(),
               .why = std::to_string(count.Int(0)) + " of " + std::to_string(row_count_) +
                      " rows are still listed by its SELECT after they were written",
               .next =
                   "its WHERE must exclude rows that have their value; nothing of this batch "
                   "was kept",
               .place = step_.place};
}

Result<bool> Backfill::EndWalk(LedgerStep& position) {
  if (!position.cursor.empty()) {
    position.cursor.clear();
    const ResetScope reset(*any_due_);
    GODWIT_ASSIGN(const bool row, any_due_->Step());
    if (row && any_due_->Int(0) != 0) {
      GODWIT_TRY(CheckProgress());
      return true;
    }
  }
  position.state = StepState::kComplete;
  return false;
}

// Each walk over the table must leave less to do, or the walks would never end.
Status Backfill::CheckProgress() {
  GODWIT_ASSIGN(const Value count, context_.db.QueryValue(bound_.count));
  const auto left = std::get<std::int64_t>(count);
  if (left_after_walk_ < 0 || left < left_after_walk_) {
    left_after_walk_ = left;
    return {};
  }
  return Error{.code = ErrorCode::kDataStep,
               .what = Subject(),
               .why = std::to_string(left) +
                      " rows are due after a walk over the whole table, no fewer than before it",
               .next = "something, perhaps a trigger, makes rows due as fast as they are written",
               .place = step_.place};
}

Error Backfill::RowError(const Row& row, std::string why, const std::string& next) const {
  return {.code = ErrorCode::kDataStep,
          .what = Subject() + ", row " + ShowKey(bound_.keys, row.key),
          .why = std::move(why),
          .next = ResumeHint(next.empty() ? "correct the row or the step" : next),
          .place = step_.place};
}

std::string Backfill::ResumeHint(const std::string& first) const {
  return first + ", then run `godwit backfill`; nothing of this batch was written, " +
         std::to_string(report_.rows) + " rows before it were";
}

// Another process may have taken the migration back since the last batch.
Status Backfill::CheckStillApplied() const {
  GODWIT_ASSIGN(const bool applied, HasEntry(context_.db, report_.migration));
  if (applied) return {};
  return Error{.code = report_.rows > 0 ? ErrorCode::kDataStep : ErrorCode::kRefused,
               .what = Subject(),
               .why = "another process has taken migration \"" + report_.migration + "\" back",
               .next = "look at `godwit status`"};
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

void Backfill::LogFailure(const Error& error) {
  context_.listener.OnLog({"data-step-failed",
                           {{"migration", report_.migration},
                            {"step", report_.name},
                            {"what", error.what},
                            {"why", error.why}}});
}

void Backfill::Tell() {
  context_.listener.OnProgress({.phase = "data-step",
                                .name = report_.name,
                                .done = report_.rows,
                                .total = std::max(total_, report_.rows),
                                .unit = "rows"});
}

}  // namespace godwit
