// What turns one schema into another, as data: an ordered list of changes, each with its reasons and
// its SQL.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace godwit {

// All there is.
enum class ChangeKind : std::uint8_t {
  kDropTrigger,
  kDropView,
  kDropIndex,
  kRenameTable,
  kRenameColumn,
  kDropTable,
  kCreateTable,
  kDropColumn,
  kDropNotNull,
  kDropConstraint,
  kAddColumn,
  kSetNotNull,
  kAddCheck,
  kRebuildTable,
  kCreateIndex,
  kCreateView,
  kCreateTrigger,
};

// "drop-trigger" and so on.
std::string_view ChangeKindName(ChangeKind kind);

struct SchemaChange {
  ChangeKind kind = ChangeKind::kCreateTable;
  std::string object;                    // `table "Pet"`, `index "i"`
  std::string part = {};                 // `column "name"`; empty = the whole object
  std::vector<std::string> reasons = {};  // a sentence each
  std::vector<std::string> sql = {};      // statements in order, without their semicolons
  // Why it can fail on a table that has rows: `column "c": rows need a value, and it has no
  // default`. Nothing is lost then, for the statement fails as a whole.
  std::vector<std::string> may_fail = {};
};

struct SchemaPlan {
  std::vector<SchemaChange> changes;
  // PRAGMA foreign_keys = OFF has to stand before the transaction: with foreign keys on, DROP TABLE
  // deletes the rows first, and with them what cascades.
  bool foreign_keys_off = false;

  bool empty() const { return changes.empty(); }
};

// 3.53.0 is 3053000, as SQLite counts.
using SqliteRelease = int;
inline constexpr SqliteRelease kRenameColumnSince = 3025000;
inline constexpr SqliteRelease kDropColumnSince = 3035000;
inline constexpr SqliteRelease kAlterConstraintSince = 3053000;
inline constexpr SqliteRelease kNewestRelease = 3054001;

}  // namespace godwit
