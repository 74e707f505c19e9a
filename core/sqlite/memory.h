// What SQLite itself holds of the memory: pages, statements, sorts; of all connections together.
//
// Measurements tell by it apart what a run takes from what SQLite's page cache takes.
#pragma once

#include <cstdint>

namespace godwit {

struct SqliteMemory {
  std::int64_t used_bytes = 0;
  std::int64_t most_bytes = 0;  // since the process began
};

SqliteMemory ReadSqliteMemory();

}  // namespace godwit
