// The backfill engine: one data step, batch by batch.
//
// A batch reads the next rows that are due in primary-key order, validates their new values, writes
// them, proves that none of them is due any more, moves the cursor, and commits all of it at once.
// The cursor is read from the ledger inside the same transaction, so a batch is done exactly once
// however often the run is killed or started beside another. When the walk ends it looks once more
// from the start, for rows that came in behind it; the step is complete when nothing is due.
// Memory holds one batch, whatever the table's size; a slice of it, where each row stands for
// itself (see kSliceRows in backfill.cc).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/batch_recorder.h"
#include "core/migrate/data_step.h"
#include "core/migrate/lease.h"
#include "core/migrate/ledger.h"
#include "core/migrate/pacer.h"
#include "core/migrate/report.h"
#include "core/migrate/run.h"
#include "core/migrate/step_outcome.h"
#include "core/migrate/step_work.h"

namespace godwit {

class Backfill {
 public:
  // `batch` overrides the step's own size; 0 = as the step says.
  static Result<std::unique_ptr<Backfill>> Start(const RunContext& context,
                                                 const Migration& migration, const DataStep& step,
                                                 int batch);
  // One batch; true: more may be due. Once false, report().failed says how many rows could not be
  // done and are still due.
  Result<bool> Step();

  const DataStepReport& report() const { return report_; }
  // Where undo cannot be promised; known before the first batch.
  const std::vector<std::string>& limits() const { return limits_; }

 private:
  Backfill(const RunContext& context, const Migration& migration, const DataStep& step);
  Status Prepare(int batch);
  Result<std::unique_ptr<Statement>> CompileStep(const std::string& sql) const;
  Result<bool> ReadsRowByRow() const;
  Result<bool> RunInTransaction(Transaction transaction);
  bool WaitsAgain(const Error& error);
  // Reads and writes a batch, moving the cursor; how many rows it had.
  Result<std::int64_t> RunBatch(LedgerStep& position, BatchRecorder& recorder);
  Status ReadSlice(const std::vector<Value>& cursor, std::int64_t rows);
  Result<bool> ReadRow(Statement& select, const std::vector<Value>& cursor);
  // The error with the row that was to come, and the step.
  Error CannotRead(Error error, const std::vector<Value>& cursor) const;
  // Whether the statement stands at a row with the key of the last one. REQUIRES: row_count_ > 0.
  bool IsLastRow(const Statement& select) const;
  // How many of the rows failed and were noted.
  Result<std::int64_t> WriteSlice(BatchRecorder& recorder);
  Result<std::int64_t> WriteWhatGoes(std::span<const DueRow> rows, BatchRecorder& recorder);
  Status NoteFailure(const DueRow& row, const Error& error);
  // REQUIRES: row_count_ > 0.
  const std::vector<Value>& LastKey() const { return rows_[row_count_ - 1].key; }
  Status CheckStillApplied() const;
  Status CheckProgress(std::int64_t left);
  Status CheckSettled(const std::vector<Value>& before, std::int64_t failed);
  // Nothing left behind the cursor: wraps around or completes.
  Result<bool> EndWalk(LedgerStep& position);
  Status LogRows(std::int64_t rows);
  void LogFailure(const Error& error);
  void Tell();
  Error WithHint(Error error) const;
  Error Placed(Error error) const;
  std::string ResumeHint(const std::string& first) const;
  StepKey Key() const { return {report_.migration, report_.name}; }

  RunContext context_;
  Lease lease_;
  const Migration& migration_;
  const DataStep& step_;
  const StepTargets targets_{migration_, step_};
  BoundStep bound_;
  std::unique_ptr<StepWork> work_;
  // Compiled once; nothing of theirs stays open between two batches.
  std::unique_ptr<Statement> first_batch_;
  std::unique_ptr<Statement> next_batch_;
  std::unique_ptr<Statement> still_due_first_;
  std::unique_ptr<Statement> still_due_;
  std::unique_ptr<Statement> any_due_;
  std::unique_ptr<Statement> log_row_;
  std::vector<DueRow> rows_;  // of the slice: the first row_count_; the others' memory is kept
  std::size_t row_count_ = 0;
  std::vector<std::vector<Value>> log_keys_;     // of the batch, when someone wants to know
  std::vector<std::vector<Value>> failed_keys_;  // of the batch
  BatchPacer pacer_;
  std::int64_t slice_ = 0;  // rows a slice; 0 = the whole batch
  int busy_in_a_row_ = 0;
  std::int64_t pauses_before_ = 0;  // LatestPause as the run began; asked for since = meant for it
  std::int64_t total_ = 0;
  std::int64_t left_after_walk_ = -1;  // -1 = no walk has ended yet
  bool started_ = false;
  std::vector<std::string> limits_;
  DataStepReport report_;
};

}  // namespace godwit
