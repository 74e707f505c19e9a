// SQL that was written for another database, told by what only that one has.
//
// SQLite takes much of it without a word: `id SERIAL PRIMARY KEY` makes a column whose type means
// nothing and whose values are NULL. So a declared schema is looked at before SQLite sees it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace godwit {

struct ForeignSql {
  std::string database;    // "PostgreSQL", "MySQL", "SQL Server", or several
  std::string gives_away;  // as written: `SERIAL`
  std::size_t offset = 0;  // of it in the text
};

// The first sign; nullopt when there is none.
std::optional<ForeignSql> FindForeignSql(std::string_view sql);

}  // namespace godwit
