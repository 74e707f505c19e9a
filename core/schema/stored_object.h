// One row of sqlite_schema, and what is wrong with a row that somebody has edited.
#pragma once

#include <string>

#include "core/base/status.h"

namespace godwit {

struct StoredObject {
  std::string type;
  std::string name;
  std::string table;
  std::string sql;
};

// SQLite goes by a row's statement and does not mind that its other columns say something else.
Error Contradiction(const std::string& object);

// An error (kRefused) where a column has a NUL: SQLite reads no further, and what stands behind it
// would be there for one program and not for another.
Status CheckStoredObject(const StoredObject& object);

}  // namespace godwit
