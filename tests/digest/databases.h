// Databases made of SQL, for tests of schema and digest.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "core/digest/digest.h"
#include "core/sqlite/database.h"
#include "core/sqlite/script.h"

namespace godwit {

inline void Run(Database& db, std::string_view sql) {
  for (const ScriptStatement& statement : SplitScript(sql)) {
    const Status status = db.Execute(statement.sql);
    ASSERT_TRUE(status.ok()) << statement.sql << ": " << Describe(status.error());
  }
}

// An in-memory database after this script. Strings in double quotes are accepted, as in old
// schemas.
inline Database Make(std::string_view sql) {
  Database db = std::move(Database::Open({}, {.mode = OpenMode::kMemory})).value();
  EXPECT_TRUE(db.SetDoubleQuotedStrings(true).ok());
  Run(db, sql);
  return db;
}

inline DatabaseDigest Digest(Database& db) {
  Result<DatabaseDigest> digest = DigestDatabase(db);
  EXPECT_TRUE(digest.ok()) << Describe(digest.error());
  return digest.ok() ? std::move(digest).value() : DatabaseDigest{};
}

inline DatabaseDigest DigestOf(std::string_view sql) {
  Database db = Make(sql);
  return Digest(db);
}

}  // namespace godwit
