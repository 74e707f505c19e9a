// Where undo cannot be promised for a data step, said before it runs (docs/undo.md has the table of
// cases).
#pragma once

#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/migrate/targets.h"
#include "core/sqlite/database.h"

namespace godwit {

// One sentence each; empty = every row can be brought back. nullptr = there is no database yet:
// only what the step itself says.
Result<std::vector<std::string>> UndoLimits(const Database* db, const Migration& migration,
                                            const DataStep& step);

// Whether the step's batches are recorded at all.
Result<bool> IsRecorded(const Database& db, const DataStep& step, const TableNames& written);

}  // namespace godwit
