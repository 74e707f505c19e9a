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
#include "core/migrate/data_step.h"
#include "core/migrate/ledger.h"
#include "core/migrate/report.h"
#include "core/migrate/run.h"

namespace godwit {

class Backfill {
 public:
  // `batch` overrides the step's own size; 0 = as the step says.
  static Result<std::unique_ptr<Backfill>> Start(const RunContext& context,
                                                 const Migration& migration, const DataStep& step,
                                                 int batch);
  // One batch; true: more may be due.
  Result<bool> Step();

  const DataStepReport& report() const { return report_; }
  // Where undo cannot be promised; known before the first batch.
  const std::vector<std::string>& limits() const { return limits_; }

 private:
  struct Row {
    std::vector<Value> key;
    std::vector<Value> values;
  };

  Backfill(const RunContext& context, const Migration& migration, const DataStep& step);
  Status Prepare(int batch);
  Result<std::unique_ptr<Statement>> CompileStep(const std::string& sql) const;
  Result<bool> ReadsRowByRow() const;
  // Reads and writes a batch, moving the cursor; how many rows it had.
  Result<std::int64_t> RunBatch(LedgerStep& position);
  Status ReadSlice(const std::vector<Value>& cursor, std::int64_t rows);
  Result<bool> ReadRow(Statement& select, const std::vector<Value>& cursor);
  Status WriteSlice();
  // REQUIRES: row_count_ > 0.
  const std::vector<Value>& LastKey() const { return rows_[row_count_ - 1].key; }
  Status WriteRow(const Row& row);
  Status CheckRow(const Row& row) const;
  Status CheckStillApplied() const;
  Status CheckProgress();
  Status CheckSettled(const std::vector<Value>& before);
  // Nothing left behind the cursor: wraps around or completes.
  Result<bool> EndWalk(LedgerStep& position);
  Status LogRows(std::int64_t rows);
  void LogFailure(const Error& error);
  void Tell();
  Error RowError(const Row& row, std::string why, const std::string& next = {}) const;
  std::string ResumeHint(const std::string& first) const;
  std::string Subject() const;

  RunContext context_;
  const Migration& migration_;
  const DataStep& step_;
  std::vector<const Validator*> validators_;  // by column; nullptr = none
  BoundStep bound_;
  // Compiled once; nothing of theirs stays open between two batches.
  std::unique_ptr<Statement> first_batch_;
  std::unique_ptr<Statement> next_batch_;
  std::unique_ptr<Statement> still_due_first_;
  std::unique_ptr<Statement> still_due_;
  std::unique_ptr<Statement> any_due_;
  std::unique_ptr<Statement> update_;
  std::unique_ptr<Statement> log_row_;
  std::vector<Row> rows_;  // of the slice: the first row_count_; the others' memory is kept
  std::size_t row_count_ = 0;
  std::vector<std::vector<Value>> log_keys_;  // of the batch, when someone wants to know
  std::int64_t limit_ = 0;                    // rows a batch
  std::int64_t slice_ = 0;                    // rows a slice
  std::int64_t total_ = 0;
  std::int64_t left_after_walk_ = -1;  // -1 = no walk has ended yet
  bool started_ = false;
  std::vector<std::string> limits_;
  DataStepReport report_;
};

}  // namespace godwit
