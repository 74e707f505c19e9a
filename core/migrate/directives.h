// `-- godwit:` directives of a project's scripts turned into data steps, checks and queries.
#pragma once

#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/sqlite/pragma.h"

namespace godwit {

// An error in a project's own file.
Error ProjectError(SourcePlace place, std::string what, std::string why, std::string next = {});

// Refuses directives whose text is not UTF-8: names out of them are written to ledgers, receipts
// and reports.
Status CheckDirectivesText(const Script& script, const ScriptStatement& statement);

// Where a statement of a script stands.
SourcePlace PlaceOf(const Script& script, const ScriptStatement& statement);

// backfill.sql.
Result<std::vector<DataStep>> ReadDataSteps(const Script& script);
// verify.sql.
Result<std::vector<VerifyCheck>> ReadChecks(const Script& script);
// queries.sql.
Result<std::vector<DeclaredQuery>> ReadQueries(const Script& script);
// `optional` in migration.sql, and what its statements ask of the runner.
Status ReadMigrationDirectives(Migration& migration);

// `touches` in down.sql, and what its statements ask of the runner. REQUIRES: there is one.
Status ReadWayBackDirectives(Migration& migration);

// Refuses statements that cannot run inside Godwit's transaction. With `keys_off`, PRAGMA
// foreign_keys is let through and what it asks for is reported there; without, it is refused like
// the others. What `pieces` say stands alone (core/migrate/pieces.h) is not looked at.
Status CheckStatements(const Script& script, bool* keys_off,
                       const std::vector<ScriptPiece>& pieces);

}  // namespace godwit
