// What a data step does with rows that are due. Its two forms: the SELECT's values are written to
// the table (update_work.cc), or statements of the step's own do the work (parts_work.cc).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/data_step.h"
#include "core/migrate/run.h"
#include "core/migrate/step_table.h"

namespace godwit {

class StepWork {
 public:
  virtual ~StepWork() = default;
  // All of the rows or an error; what was done before it is the caller's to roll back. An error
  // that IsAboutRows() is one that other rows need not have.
  virtual Status Write(std::span<const DueRow> rows) = 0;
  // Once, when nothing is due any more, in the transaction that completes the step.
  virtual Status Complete() { return {}; }
};

// Borrows all three.
Result<std::unique_ptr<StepWork>> MakeUpdateWork(const RunContext& context, const DataStep& step,
                                                 const BoundStep& bound);
Result<std::unique_ptr<StepWork>> MakePartsWork(const RunContext& context,
                                                const std::string& migration, const DataStep& step,
                                                const BoundStep& bound);

// Compiles the parts against a `due` of the step's columns; an error says which does not fit.
Status CheckParts(Database& db, const DataStep& step, const BoundStep& bound);

// `data step "name"`.
std::string SubjectOf(const DataStep& step);
// An error of one row, which the step as a whole can outlive.
Error RowError(const DataStep& step, const BoundStep& bound, const DueRow& row, std::string why,
               std::string next = {});
// Whether the rows or the statements are at fault, rather than the disk, a lock or the user's wish.
bool IsAboutRows(const Error& error);

// The values must outlive the statement's next run.
Status BindValues(Statement& statement, int first, const std::vector<Value>& values);

}  // namespace godwit
