// Statements that would fire a table's triggers: SQLite compiles the triggers together with them,
// so whether these compile says whether the triggers would work.
#pragma once

#include <string>
#include <vector>

#include "core/schema/model.h"

namespace godwit {

// A DELETE, an INSERT and an UPDATE of the main database; none for a table without columns.
std::vector<std::string> FiringStatements(const Table& table);

}  // namespace godwit
