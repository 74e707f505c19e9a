#include "core/migrate/scratch_schema.h"

#include <string_view>

#include "core/migrate/ledger.h"
#include "core/schema/statement.h"

namespace godwit {
namespace {

constexpr std::string_view kSelectSchema =
    "SELECT sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY CASE type WHEN 'table' THEN "
    "0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid";

}  // namespace

Status CopySchema(const Database* db, Database& scratch) {
  GODWIT_TRY(EnsureLedger(scratch));
  if (db == nullptr) return {};
  GODWIT_TRY(scratch.SetDoubleQuotedStrings(true));
  GODWIT_ASSIGN(Statement select, db->Prepare(kSelectSchema));
  // A stranger's schema may say anything.
  const GuardScope guard(scratch, ScriptGuard::kMigration);
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    if (ReadStatement(select.Text(0)).verb != StatementWords::Verb::kCreate) continue;
    const Status made = scratch.Execute(select.Text(0));
    if (!made.ok() && LiesOutsideSql(made.error())) return made.error();
  }
  return scratch.SetDoubleQuotedStrings(false);
}

}  // namespace godwit
