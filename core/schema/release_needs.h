// What SQL and schemas need of SQLite: which release was the first to know it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/schema/changes.h"
#include "core/schema/model.h"
#include "core/sqlite/tokens.h"

namespace godwit {

struct ReleaseNeed {
  SqliteRelease since = 0;
  std::string_view name = {};  // "STRICT", "window functions"

  bool operator==(const ReleaseNeed&) const = default;
};

// `STRICT needs SQLite 3.37`
std::string NeedText(const ReleaseNeed& need);

// Of a statement's tokens, without space and comments: the functions, operators and clauses of a
// list, which is not of all that a release brought. The same need may be there several times.
std::vector<ReleaseNeed> NeedsOfWords(const std::vector<Token>& tokens);
// Of a table as such, without its indexes: STRICT, generated columns, its module.
std::vector<ReleaseNeed> NeedsOf(const Table& table);

// What of the schema a release is known not to know, a sentence for each feature, oldest first:
// `STRICT needs SQLite 3.37, and this is planned for 3.30: table "a", view "v"`.
std::vector<std::string> ReleaseNotes(const Schema& schema, SqliteRelease release);

}  // namespace godwit
