// Asking a data step that runs elsewhere to stop at its next batch. The wish is a row of the
// ledger, which whoever runs the step finds in its own transaction and takes away.
#pragma once

#include <string>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

// An error (kRefused) when no data step has begun and not ended.
Status AskForPause(Database& db, const std::string& now);

// The number of the latest wish, 0 = none: what was asked before a run began is not meant for it.
Result<std::int64_t> LatestPause(const Database& db);

}  // namespace godwit
