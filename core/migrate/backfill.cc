#include "core/migrate/backfill.h"

#include <algorithm>
#include <utility>

namespace godwit {
namespace {

std::string ShowKey(const std::vector<std::string>& names, const std::vector<Value>& key) {
  std::string text;
  for (std::size_t i = 0; i < key.size(); ++i) {
    text += (i == 0 ? "" : ", ") + QuoteName(names[i]) + " = " + Show(View(key[i]));
  }
  return text;
}

Result<std::unique_ptr<Statement>> Compile(const Database& db, const std::string& sql) {
  GODWIT_ASSIGN(Statement statement, db.Prepare(sql));
  return std::make_unique<Statement>(std::move(statement));
}

Status BindValues(Statement& statement, int first, const std::vector<Value>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    GODWIT_TRY(statement.Bind(first + static_cast<int>(i), values[i]));
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
    : context_(context), step_(step) {
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
    GODWIT_ASSIGN(first_batch_, Compile(db, bound_.first_batch));
    GODWIT_ASSIGN(next_batch_, Compile(db, bound_.next_batch));
    GODWIT_ASSIGN(still_due_first_, Compile(db, bound_.still_due_first));
    GODWIT_ASSIGN(still_due_, Compile(db, bound_.still_due));
    // Also when nobody listens: a slip in it must not show only on the day that someone does.
    if (!bound_.log_row.empty()) {
      GODWIT_ASSIGN(log_row_, Compile(db, bound_.log_row));
    }
  }
  const GuardScope guard(db, ScriptGuard::kMigration);
  GODWIT_ASSIGN(update_, Compile(db, bound_.update));
  Tell();
  return {};
}

Result<bool> Backfill::Step() {
  const std::int64_t begin = context_.clock.MonotonicMicros();
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
  GODWIT_TRY(CheckStillApplied());
  GODWIT_ASSIGN(LedgerStep position, GetStep(context_.db, report_.migration, step_.name));
  if (!std::exchange(started_, true) && position.state == StepState::kComplete) {
    position.cursor.clear();
  }
  const std::vector<Value> before = position.cursor;
  if (Status status = ReadBatch(before); !status.ok()) {
    LogFailure(status.error());
    return std::move(status).error();
  }
  bool more = true;
  if (rows_.empty()) {
    GODWIT_ASSIGN(more, EndWalk(position));
  } else {
    Status status = WriteBatch();
    if (status.ok()) status = CheckSettled(before);
    if (!status.ok()) {
      LogFailure(status.error());
      return std::move(status).error();
    }
    position.state = StepState::kRunning;
    position.cursor = rows_.back().key;
    position.rows += static_cast<std::int64_t>(rows_.size());
  }
  GODWIT_TRY(PutStep(context_.db, position));
  GODWIT_TRY(transaction.Commit());
  report_.rows += static_cast<std::int64_t>(rows_.size());
  report_.batches += rows_.empty() ? 0 : 1;
  report_.duration_micros += context_.clock.MonotonicMicros() - begin;
  GODWIT_TRY(LogRows());
  Tell();
  return more;
}

Status Backfill::ReadBatch(const std::vector<Value>& cursor) {
  Statement& select = cursor.empty() ? *first_batch_ : *next_batch_;
  const ResetScope reset(select);
  GODWIT_TRY(BindValues(select, 1, cursor));
  GODWIT_TRY(select.Bind(static_cast<int>(cursor.size()) + 1, ValueView(limit_)));
  rows_.clear();
  const std::size_t keys = bound_.keys.size();
  const std::size_t columns = keys + bound_.columns.size();
  while (true) {
    Result<bool> more = select.Step();
    if (!more.ok()) {
      Error error = std::move(more).error();
      if (error.code == ErrorCode::kFailed) error.code = ErrorCode::kDataStep;
      const std::vector<Value>& last = rows_.empty() ? cursor : rows_.back().key;
      error.what =
          Subject() + (last.empty() ? ", first row" : ", row after " + ShowKey(bound_.keys, last));
      error.place = step_.place;
      if (error.next.empty()) error.next = ResumeHint("correct the row or the step");
      return error;
    }
    if (!*more) return {};
    Row& row = rows_.emplace_back();
    row.key.reserve(keys);
    row.values.reserve(columns - keys);
    for (std::size_t i = 0; i < columns; ++i) {
      (i < keys ? row.key : row.values).push_back(Own(select.Column(static_cast<int>(i))));
    }
  }
}

Status Backfill::WriteBatch() {
  for (const Row& row : rows_) {
    GODWIT_TRY(CheckRow(row));
    GODWIT_TRY(WriteRow(row));
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
  GODWIT_TRY(BindValues(count, static_cast<int>(before.size()) + 1, rows_.back().key));
  GODWIT_ASSIGN(const bool row, count.Step());
  if (!row || count.Int(0) == 0) return {};
  return Error{.code = ErrorCode::kDataStep,
               .what = Subject(),
               .why = std::to_string(count.Int(0)) + " of " + std::to_string(rows_.size()) +
                      " rows are still listed by its SELECT after they were written",
               .next =
                   "its WHERE must exclude rows that have their value; nothing of this batch "
                   "was kept",
               .place = step_.place};
}

Result<bool> Backfill::EndWalk(LedgerStep& position) {
  if (!position.cursor.empty()) {
    position.cursor.clear();
    GODWIT_TRY(ReadBatch({}));
    const bool due = !rows_.empty();
    rows_.clear();
    if (due) {
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

Status Backfill::LogRows() {
  if (!context_.listener.WantsRows()) return {};
  for (const Row& row : rows_) {
    LogEvent event{"row", {{"migration", report_.migration}, {"step", report_.name}}};
    for (std::size_t i = 0; i < row.key.size(); ++i) {
      event.fields.emplace_back(bound_.keys[i], row.key[i]);
    }
    event.fields.emplace_back("outcome", std::string("written"));
    if (log_row_) {
      const ResetScope reset(*log_row_);
      GODWIT_TRY(BindValues(*log_row_, 1, row.key));
      const Result<bool> found = log_row_->Step();
      // The row is written and committed: what cannot be told about it is no failure of the step.
      if (!found.ok()) event.fields.emplace_back("logError", found.error().why);
      for (int i = 0; found.ok() && *found && i < log_row_->ColumnCount(); ++i) {
        event.fields.emplace_back(log_row_->ColumnName(i), Own(log_row_->Column(i)));
      }
    }
    context_.listener.OnLog(event);
  }
  context_.listener.OnLog({"batch",
                           {{"migration", report_.migration},
                            {"step", report_.name},
                            {"rows", static_cast<std::int64_t>(rows_.size())}}});
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
