// A data step bound to its table: its SELECT read against the real schema and turned into
// the statements of a keyset walk.
#pragma once

#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/sqlite/database.h"

namespace godwit {

struct BoundStep {
  std::vector<std::string> keys;        // the primary key's columns, in its order; or rowid
  std::vector<std::string> columns;     // behind the key, in the SELECT's order; written, or for
                                        // the parts to use
  std::vector<std::string> validators;  // by column; empty = none
  std::string count;                    // how many rows are due
  std::string first_batch;              // ?1 = limit
  std::string next_batch;               // ?1… = the cursor, then the limit
  std::string still_due;  // ?1… = the cursor before (absent for the first batch), then the last key
  std::string still_due_first;
  std::string any_due;  // 1 when at least one row is due, else 0
  std::string row;      // ?1… = the key; the table's row as it is
  std::string update;   // ?1… = new values, then the key; empty when the step goes by parts
  std::string log_row;  // ?1… = the key; empty when the step logs nothing more
};

// An error (kRefused, placed at the step) when the table is missing or the SELECT does not fit it.
Result<BoundStep> BindStep(Database& db, const DataStep& step);

// An error (kRefused) where the cursor is no key of the step's table: the ledger is damaged.
Status CheckCursor(const DataStep& step, const BoundStep& bound, const std::vector<Value>& cursor);

// How many rows the step still has to write.
Result<std::int64_t> CountDue(Database& db, const DataStep& step);

}  // namespace godwit
