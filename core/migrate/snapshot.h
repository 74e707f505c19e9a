// Snapshots: the whole database as a file beside it, taken before something is destroyed, and the
// way back from one.
//
// Taken with SQLite's backup, from a connection of its own, so that it is what is committed, page
// by page, while the run holds the write lock. Put back the same way, into the live database, which
// keeps its file and its locks.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/migrate/report.h"
#include "core/migrate/run.h"
#include "core/sqlite/database.h"

namespace godwit {

// Whether a script drops, deletes or overwrites something: rows, columns or tables.
bool IsDestructive(const Script& script);

// A snapshot of what is committed; `label` becomes a part of its name. Nothing (an empty path)
// where the database is private, has nothing in it, or there is no shelf. An error (kRefused) where
// there is no room.
Result<SnapshotReport> TakeSnapshot(const RunContext& context, const std::string& label);

// The same, before something that may go without one: an error says so.
Result<SnapshotReport> TakeSnapshotBefore(const RunContext& context, const std::string& what);

// Puts the snapshot in `path` back into the database, after taking one of the present. An error
// (kRefused) when it is damaged or not a state of this database: one ledger must begin with the
// other. REQUIRES: no transaction.
Result<Report> RestoreSnapshot(const RunContext& context, const std::string& path);

}  // namespace godwit
