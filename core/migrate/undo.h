// Undo: bringing back the rows that data steps have changed, from the log of undo_log.h.
//
// Newest batch first, all in one transaction. A row that was edited since, in a column that the
// step wrote, is never overwritten: by default nothing is brought back then and the rows are named;
// with `skip_edited` they alone are left as they are. Triggers and foreign keys' actions do not run
// meanwhile: what they had done is in the log as well. Afterwards the steps are due again.
#pragma once

#include <memory>
#include <string>

#include "core/base/status.h"
#include "core/migrate/run.h"

namespace godwit {

struct UndoOptions {
  // All steps of this migration; with both empty those of the one that wrote last.
  std::string migration = {};
  std::string step = {};
  bool skip_edited = false;
};

// Errors (kRefused): nothing is recorded for what is named, the log is damaged, a table has changed
// since, or rows were edited. Nothing is changed then.
Result<std::unique_ptr<Run>> StartUndo(const RunContext& context, UndoOptions options);

}  // namespace godwit
