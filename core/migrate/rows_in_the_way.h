// Which rows a constraint does not hold for that ALTER TABLE or a rebuild brings: SQLite says only
// that it does not.
#pragma once

#include <string>
#include <string_view>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

// Of an ALTER TABLE that has failed by its constraint: `column "b" of table "t" is NULL in 3 rows,
// the first with rowid 2`; of an INSERT … SELECT: `3 of 10 rows are not taken`. Empty for every
// other statement, and where the rows cannot be asked. It takes as long as the statement would
// have, had it not failed. REQUIRES: the transaction that the statement failed in is open; the
// caller rolls it back.
std::string RowsInTheWay(Database& db, std::string_view sql, const Error& error);

}  // namespace godwit
