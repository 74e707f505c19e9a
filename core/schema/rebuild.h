// The rebuild of a table: a new one under a temporary name, the rows, the old one dropped, the new
// one renamed. The steps are those of sqlite.org/lang_altertable.html §7; what that page does not
// say and a rebuild must keep as well (rowids, the AUTOINCREMENT high-water mark, every row
// whatever the new table's ON CONFLICT clauses say) is kept too.
//
// REQUIRES, of who runs it: foreign keys off; views and triggers that mention the table are gone,
// and are made again afterwards; so are the table's own indexes.
#pragma once

#include <string>
#include <vector>

#include "core/schema/model.h"

namespace godwit {

// `now`: as the table is, with its columns named as in `wanted` already. `temporary`: a name that
// nothing has.
std::vector<std::string> RebuildStatements(const Table& now, const Table& wanted,
                                           const std::string& temporary);

// The column that is the rowid: INTEGER PRIMARY KEY. nullptr when there is none.
const Column* RowidColumn(const Table& table);

}  // namespace godwit
