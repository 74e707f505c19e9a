// For which release of SQLite a plan is made.
#pragma once

#include <optional>
#include <string>

#include "core/base/status.h"
#include "core/engine/params.h"
#include "core/migrate/project.h"
#include "core/schema/changes.h"

namespace godwit {

// What the parameter `sqliteVersion` says; the newest where it is absent. An error (kUsage) when
// that is no release that plans are made for.
Result<SqliteRelease> ReadRelease(Params& params);
// The same; where it is absent, what "sqlite" in the project's godwit.json says. An error
// (kRefused) when that is too old.
Result<SqliteRelease> ReadRelease(Params& params, const Project& project);
// What godwit.json says alone.
Result<SqliteRelease> ReleaseOf(const Project& project);

}  // namespace godwit
