// The proof that a migration has not touched what it says it keeps:
//
//   -- godwit: keeps "Pet" ("id", "name")
//   -- godwit: keeps "Person" ("id", "fullName") was "User" ("id", "name")
//
// Before the script the rows of the table that it was, behind it those of the table that it is,
// must be the same in these columns, however many rows there are and in whatever order: a sum of
// their SHA-256 hashes is compared, which takes one reading of the table and no memory.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/directive.h"
#include "core/migrate/project.h"
#include "core/sqlite/database.h"

namespace godwit {

struct KeptColumns {
  std::string table;
  std::vector<std::string> columns;
  std::string was_table;  // before the script
  std::vector<std::string> was_columns;
  SourcePlace place;
};

// An error (kRefused) where the directive does not say it as above.
Result<KeptColumns> ReadKeeps(const Directive& directive);

class KeptRows {
 public:
  // Reads what the script's directives name, before it runs.
  static Result<KeptRows> Start(const Database& db, const Script& script);
  // After it. An error (kFailed) names the first table that has lost, gained or changed rows.
  Status Check(const Database& db, const std::string& subject) const;

 private:
  struct Rows {
    std::int64_t count = 0;
    std::array<std::uint64_t, 4> sum{};  // of their hashes, as numbers modulo 2^256
    bool operator==(const Rows&) const = default;
  };
  struct Kept {
    KeptColumns what;
    Rows before;
  };

  static Result<Rows> Read(const Database& db, const std::string& table,
                           const std::vector<std::string>& columns, const SourcePlace& place);

  std::vector<Kept> kept_;
};

}  // namespace godwit
