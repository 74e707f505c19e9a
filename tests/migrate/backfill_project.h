// What the tests of data steps share: a table, and a migration whose step fills its column.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "tests/migrate/fixture.h"

namespace godwit {

using FileMap = std::map<std::string, std::string>;

inline constexpr std::string_view kStep =
    "-- godwit: data-step double\n-- godwit: table t\n-- godwit: batch 10\n";

inline FileMap StepProject(const std::string& table, const std::string& select,
                           const std::string& directives = {}) {
  return {{"20260101000000_a/migration.sql", table},
          {"20260102000000_b/migration.sql", "ALTER TABLE t ADD COLUMN d;"},
          {"20260102000000_b/down.sql", "ALTER TABLE t DROP COLUMN d;"},
          {"20260102000000_b/backfill.sql", std::string(kStep) + directives + select}};
}

inline const FileMap kPlain = StepProject("CREATE TABLE t (id INTEGER PRIMARY KEY, v);",
                                          "SELECT id, v * 2 AS d FROM t WHERE d IS NULL;");

inline constexpr std::string_view kFill =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 35) "
    "INSERT INTO t (id, v) SELECT i, i FROM n";

}  // namespace godwit
