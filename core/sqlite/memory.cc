#include "core/sqlite/memory.h"

#include <sqlite3.h>

namespace godwit {

SqliteMemory ReadSqliteMemory() {
  return {.used_bytes = sqlite3_memory_used(), .most_bytes = sqlite3_memory_highwater(0)};
}

}  // namespace godwit
