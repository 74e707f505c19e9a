// `-- godwit:` directives of a migration's scripts turned into data steps and checks.
#pragma once

#include <vector>

#include "core/base/status.h"
#include "core/migrate/project.h"

namespace godwit {

// An error in a project's own file.
Error ProjectError(SourcePlace place, std::string what, std::string why, std::string next = {});

// Where a statement of a script stands.
SourcePlace PlaceOf(const Script& script, const ScriptStatement& statement);

// backfill.sql.
Result<std::vector<DataStep>> ReadDataSteps(const Script& script);
// verify.sql.
Result<std::vector<VerifyCheck>> ReadChecks(const Script& script);
// `optional` in migration.sql, and what its statements ask of the runner.
Status ReadMigrationDirectives(Migration& migration);

// `touches` in down.sql, and what its statements ask of the runner. REQUIRES: there is one.
Status ReadWayBackDirectives(Migration& migration);

// `PRAGMA foreign_keys`, with or without a schema's name and a value.
struct ForeignKeysPragma {
  bool is_one = false;
  bool off = false;  // it asks for enforcement to end
};
ForeignKeysPragma ReadForeignKeysPragma(const std::string& sql);

// Takes away a BEGIN and a COMMIT that enclose the whole script, PRAGMA foreign_keys aside: it runs
// in a transaction anyway, with its ledger row.
void UnwrapTransaction(Script& script);

// Refuses statements that cannot run inside Godwit's transaction. With `keys_off`, PRAGMA
// foreign_keys is let through and what it asks for is reported there; without, it is refused like
// the others.
Status CheckStatements(const Script& script, bool* keys_off);

}  // namespace godwit
