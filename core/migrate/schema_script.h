// A schema declared as SQL: a file of CREATE statements, such as a project's schema.sql or what the
// sqlite3 shell's .schema prints. It is executed in a scratch database, so SQLite is its parser.
#pragma once

#include "core/base/status.h"
#include "core/migrate/project.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

// `scratch` is an empty private database with the functions that the schema may use.
// Errors (kRefused) name the place in the file: what SQLite does not take; SQL of another database;
// rows, ATTACH and whatever else declares nothing; what CheckHints refuses. PRAGMA foreign_keys,
// BEGIN and COMMIT, which dumps have, are passed over, and so are SQLite's own tables and those in
// which a virtual table that stands above keeps its content, where their columns are called the
// same.
Result<Schema> ReadSchemaScript(const Script& script, Database& scratch);

}  // namespace godwit
