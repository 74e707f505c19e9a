#include "core/migrate/step_table.h"

#include <utility>

namespace godwit {
namespace {

constexpr std::string_view kTaken =
    "SELECT count(*) FROM (SELECT name FROM main.sqlite_schema WHERE type IN ('table', 'view') "
    "UNION ALL SELECT name FROM temp.sqlite_schema) WHERE name = ?1 COLLATE NOCASE";

Status CheckFree(Database& db, const std::string& name) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kTaken));
  GODWIT_TRY(select.Bind(1, Value(name)));
  GODWIT_TRY(select.Step());
  if (select.Int(0) == 0) return {};
  return Error{.code = ErrorCode::kRefused,
               .what = "table \"" + name + "\"",
               .why =
                   "the database has one, and the parts of a data step need that name for the "
                   "rows at hand",
               .next = "give one of them another name; `due` is taken wherever a step says `each`"};
}

}  // namespace

Result<std::unique_ptr<StepTable>> StepTable::Make(Database& db, const std::string& name,
                                                   const std::vector<std::string>& columns) {
  GODWIT_TRY(CheckFree(db, name));
  std::unique_ptr<StepTable> table(new StepTable(db, name));
  std::string list;
  std::string parameters;
  for (const std::string& column : columns) {
    list += (list.empty() ? "" : ", ") + QuoteName(column);
    parameters += parameters.empty() ? "?" : ", ?";
  }
  // Without types: values stay exactly as the SELECT gave them.
  GODWIT_TRY(db.Execute("CREATE TEMP TABLE " + QuoteName(name) + " (" + list + ")"));
  GODWIT_TRY(table->TellPlanner());
  GODWIT_ASSIGN(Statement clear, db.Prepare("DELETE FROM " + table->QualifiedName()));
  table->clear_ = std::make_unique<Statement>(std::move(clear));
  GODWIT_ASSIGN(Statement insert, db.Prepare("INSERT INTO " + table->QualifiedName() + " VALUES (" +
                                             parameters + ")"));
  table->insert_ = std::make_unique<Statement>(std::move(insert));
  return table;
}

// SQLite takes a table that it knows nothing about for a big one, and would begin a join with the
// other tables, all their rows. It is told that this one is small.
Status StepTable::TellPlanner() {
  GODWIT_TRY(db_.Execute("INSERT INTO " + QualifiedName() + " DEFAULT VALUES"));
  GODWIT_TRY(db_.Execute("ANALYZE " + QualifiedName()));
  return db_.Execute("DELETE FROM " + QualifiedName());
}

StepTable::~StepTable() {
  clear_.reset();
  insert_.reset();
  // Gone already where the transaction that made it was rolled back.
  (void)db_.Execute("DROP TABLE IF EXISTS " + QualifiedName());
  (void)db_.Execute("DROP TABLE IF EXISTS temp.sqlite_stat1");
}

Status StepTable::Fill(std::span<const DueRow> rows) {
  GODWIT_TRY(clear_->Run());
  for (const DueRow& row : rows) {
    int index = 0;
    for (const Value& value : row.key) GODWIT_TRY(insert_->Bind(++index, value));
    for (const Value& value : row.values) GODWIT_TRY(insert_->Bind(++index, value));
    GODWIT_TRY(insert_->Run());
  }
  return {};
}

Status StepTable::Fill(Statement& insert) {
  GODWIT_TRY(clear_->Run());
  return insert.Run();
}

}  // namespace godwit
