// What a rehearsal's before and after say to somebody who has to decide.
#pragma once

#include <vector>

#include "core/base/status.h"
#include "core/digest/changes.h"
#include "core/migrate/bystanders.h"
#include "core/migrate/project.h"
#include "core/migrate/receipt.h"
#include "core/sqlite/database.h"

namespace godwit {

// `migrations` are those that ran, or whose data steps did; `bystanders` what their guards saw.
// Sorted: errors first, then by table.
Result<std::vector<Finding>> FindLosses(Database& before, Database& after,
                                        const std::vector<TableChange>& changes,
                                        const std::vector<const Migration*>& migrations,
                                        const BystanderList& bystanders);

}  // namespace godwit
