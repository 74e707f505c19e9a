// Which rows a constraint that ALTER TABLE brings does not hold for: SQLite says only that it does
// not.
#pragma once

#include <string>
#include <string_view>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

// Of an ALTER TABLE that has failed by its constraint: `column "b" of table "t" is NULL in 3 rows,
// the first with rowid 2`. Empty for every other statement, and where the rows cannot be asked.
std::string RowsInTheWay(Database& db, std::string_view sql, const Error& error);

}  // namespace godwit
