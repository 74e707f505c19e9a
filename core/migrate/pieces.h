// Scripts that cannot be one transaction: cut into pieces that commit by themselves, and the
// statements that no transaction may enclose.
//
// `PRAGMA foreign_keys` holds for the pieces behind it. A piece is what stands between BEGIN and
// COMMIT, or between such a block and the next, or stands alone: `PRAGMA journal_mode = …`, and
// VACUUM with `PRAGMA auto_vacuum = …` and `PRAGMA page_size = …` right before it, which take
// effect through it. What is done of such a script is kept in the ledger (core/migrate/journal.h).
#pragma once

#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/sqlite/database.h"

namespace godwit {

// Takes BEGIN and COMMIT out of the script. Empty: what is left is one transaction, as every other
// script is. A script whose transactions do not pair up, or which has something else that Godwit
// does not run, stays as it is (CheckStatements refuses it).
std::vector<ScriptPiece> CutIntoPieces(Script& script);

// Takes a BEGIN and a COMMIT that enclose the whole script away, and leaves every other script as
// it is.
void UnwrapTransaction(Script& script);

// Runs a piece that stands alone and looks whether it had its effect: SQLite ignores such a PRAGMA
// without a word where it cannot do it. Doing it again does no harm. REQUIRES: no transaction.
Status RunAlone(Database& db, const Script& script, const ScriptPiece& piece,
                const std::string& subject);

// Whether a VACUUM is in it.
bool Vacuums(const Script& script, const ScriptPiece& piece);

}  // namespace godwit
