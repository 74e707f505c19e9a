#include "core/schema/replica.h"

#include <utility>

#include "core/schema/canonical.h"
#include "core/schema/print.h"
#include "core/sqlite/script.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

Status Make(Database& scratch, const std::string& sql, const std::string& object) {
  const Status done = scratch.Execute(sql);
  if (done.ok()) return {};
  Error error = done.error();
  if (LiesOutsideSql(error)) return error;
  error.code = ErrorCode::kRefused;
  error.what = object + " cannot be made: " + error.what;
  return error;
}

}  // namespace

Status MakeTables(Database& scratch, const Schema& schema) {
  GODWIT_TRY(scratch.SetForeignKeys(false));
  // A text that is stored may come from a time, or a program, that had them.
  GODWIT_TRY(scratch.SetDoubleQuotedStrings(true));
  for (const Table& table : schema.tables) {
    if (table.kind == TableKind::kShadow) continue;
    Status made = Make(scratch, table.stored_sql, ObjectName(table));
    const bool without = table.kind == TableKind::kVirtual && table.columns.empty();
    if (!made.ok() && !without) return made;
    for (const Index& index : table.indexes) {
      if (index.origin != IndexOrigin::kCreated) continue;
      GODWIT_TRY(Make(scratch, index.stored_sql, "index " + QuoteName(index.name)));
    }
  }
  return {};
}

Status MakeViewsAndTriggers(Database& scratch, const Schema& schema) {
  for (const SchemaView& view : schema.views) {
    GODWIT_TRY(Make(scratch, view.stored_sql, "view " + QuoteName(view.name)));
  }
  for (const Trigger& trigger : schema.triggers) {
    GODWIT_TRY(Make(scratch, trigger.stored_sql, "trigger " + QuoteName(trigger.name)));
  }
  return {};
}

Status Apply(Database& scratch, const SchemaPlan& plan) {
  for (const ScriptStatement& statement : SplitScript(PlanScript(plan))) {
    if (!statement.sql.empty()) GODWIT_TRY(scratch.Execute(statement.sql));
  }
  return {};
}

}  // namespace godwit
