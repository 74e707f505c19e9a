// Rows of a changeset in the words of messages.
#pragma once

#include <string>
#include <string_view>

#include "core/base/status.h"
#include "core/migrate/bystanders.h"
#include "core/migrate/targets.h"
#include "core/sqlite/changeset.h"
#include "core/sqlite/database.h"

namespace godwit {

// `"id" = 7`, as the table's key is now.
Result<std::string> KeyOf(const Database& db, const ChangedRow& row);

// The rows of tables that are not named.
Result<BystanderList> BystandersIn(const Database& db, std::string_view changeset,
                                   const TableNames& named);

}  // namespace godwit
