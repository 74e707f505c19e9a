// Running a project's scripts statement by statement, with errors that point into the file.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/sqlite/database.h"

namespace godwit {

struct ScriptResult {
  std::int64_t statements = 0;
  std::int64_t rows = 0;  // inserted, updated or deleted
};

// Runs the statements in order, or those of one piece, under ScriptGuard::kMigration; `PRAGMA
// foreign_keys` is left out, for the caller has seen to it. `subject` names the script in errors;
// `rows`, where given, is bound to
// `:rows`. REQUIRES: a write transaction; after an error the caller rolls it back.
Result<ScriptResult> ExecuteScript(Database& db, const Script& script, const std::string& subject,
                                   std::optional<std::int64_t> rows = std::nullopt,
                                   const ScriptPiece* piece = nullptr);

// The same for a change of schema. With `foreign_keys_off` (see ForeignKeysOff) it is an error when
// a table has more rows afterwards whose foreign key leads nowhere than it had before.
Result<ScriptResult> ExecuteChange(Database& db, const Script& script, bool foreign_keys_off,
                                   const std::string& subject, const ScriptPiece* piece = nullptr);

// A statement's error as the script's: it says which statement, and where in the file. `at` counts
// from 0.
Error StatementError(const Script& script, std::size_t at, const std::string& subject, Error error);

// Rows whose foreign key leads nowhere, by table. An error when SQLite cannot say.
using Violations = std::map<std::string, std::int64_t>;
Result<Violations> CountForeignKeyViolations(const Database& db);

// Switches foreign-key enforcement off for its lifetime, when asked to. REQUIRES: no transaction at
// either end.
class ForeignKeysOff {
 public:
  ForeignKeysOff(Database& db, bool wanted);
  ~ForeignKeysOff();
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;

 private:
  Database* db_;  // nullptr = nothing to restore
};

}  // namespace godwit
