// What turns one schema into another, as data: an ordered list of changes, each with its reasons
// and its SQL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"

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

// What a change means for rows that are there.
struct Risk {
  std::string text;   // `column "c": rows may hold NULL there`
  std::string count;  // a SELECT, over the schema before the plan, that counts the rows concerned;
                      // empty where nobody knows how
  std::optional<std::int64_t> rows = {};  // what it has counted; nullopt = nobody has asked
  enum class Kind : std::uint8_t {
    kFails,  // the statement fails, and with it the plan; nothing is lost
    kLoses,  // what they hold is gone
    // Nobody but the author knows what they are to get: the plan cannot be carried out as it is.
    kUndecided,
  };
  Kind kind = Kind::kFails;
};

// "drop-trigger" and so on.
std::string_view ChangeKindName(ChangeKind kind);

struct SchemaChange {
  ChangeKind kind = ChangeKind::kCreateTable;
  std::string object;                     // `table "Pet"`, `index "i"`
  std::string part = {};                  // `column "name"`; empty = the whole object
  std::vector<std::string> reasons = {};  // a sentence each
  std::vector<std::string> sql = {};      // statements in order, without their semicolons
  std::vector<Risk> risks = {};
  // Of a rebuild, what the rows keep: `"Pet" ("id", "name")`, for the directive `keeps`.
  std::string keeps = {};
};

// What SQLite says of a change on the scratch database, as the planner's refusal of it.
Error Unplannable(const SchemaChange& change, Error error);

struct SchemaPlan {
  std::vector<SchemaChange> changes;
  // PRAGMA foreign_keys = OFF has to stand before the transaction: with foreign keys on, DROP TABLE
  // deletes the rows first, and with them what cascades.
  bool foreign_keys_off = false;
  // Tables, in lower case, whose foreign keys SQLite cannot check, before or afterwards.
  std::vector<std::string> unchecked = {};
  // What the schema that it leads to has, and the release that it is planned for does not know.
  std::vector<std::string> notes = {};

  bool empty() const { return changes.empty(); }
};

// 3.53.0 is 3053000, as SQLite counts.
using SqliteRelease = int;
inline constexpr SqliteRelease kRenameColumnSince = 3025000;
inline constexpr SqliteRelease kDropColumnSince = 3035000;
inline constexpr SqliteRelease kAlterConstraintSince = 3053000;
inline constexpr SqliteRelease kNewestRelease = 3054001;

// "3.53"; with the third number where it is not 0.
std::string ReleaseText(SqliteRelease release);
// "3.35" or "3.35.5"; nullopt when it is no release, or one before 3.
std::optional<SqliteRelease> ParseRelease(std::string_view text);

}  // namespace godwit
