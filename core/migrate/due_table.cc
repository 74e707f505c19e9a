#include "core/migrate/due_table.h"

#include <utility>

namespace godwit {
namespace {

constexpr std::string_view kTaken =
    "SELECT count(*) FROM main.sqlite_schema WHERE name = 'due' COLLATE NOCASE "
    "AND type IN ('table', 'view')";

}  // namespace

Result<std::unique_ptr<DueTable>> DueTable::Make(Database& db,
                                                 const std::vector<std::string>& columns) {
  GODWIT_ASSIGN(const Value taken, db.QueryValue(kTaken));
  if (taken != Value(std::int64_t{0})) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "table \"due\"",
                 .why =
                     "the database has one, and in the parts of a data step that name means the "
                     "rows at hand",
                 .next = "rename it, or write the step with `table` instead of `each`"};
  }
  std::unique_ptr<DueTable> due(new DueTable(db));
  std::string list;
  std::string parameters;
  for (const std::string& column : columns) {
    list += (list.empty() ? "" : ", ") + QuoteName(column);
    parameters += parameters.empty() ? "?" : ", ?";
  }
  // Without types: values stay exactly as the SELECT gave them.
  GODWIT_TRY(db.Execute("CREATE TEMP TABLE due (" + list + ")"));
  GODWIT_TRY(due->TellPlanner());
  GODWIT_ASSIGN(Statement clear, db.Prepare("DELETE FROM temp.due"));
  due->clear_ = std::make_unique<Statement>(std::move(clear));
  GODWIT_ASSIGN(Statement insert, db.Prepare("INSERT INTO temp.due VALUES (" + parameters + ")"));
  due->insert_ = std::make_unique<Statement>(std::move(insert));
  return due;
}

// SQLite takes a table that it knows nothing about for a big one, and would begin a join with the
// other tables, all their rows. It is told that this one is small.
Status DueTable::TellPlanner() {
  GODWIT_TRY(db_.Execute("INSERT INTO temp.due DEFAULT VALUES"));
  GODWIT_TRY(db_.Execute("ANALYZE temp.due"));
  return db_.Execute("DELETE FROM temp.due");
}

DueTable::~DueTable() {
  clear_.reset();
  insert_.reset();
  // Gone already where the transaction that made it was rolled back.
  (void)db_.Execute("DROP TABLE IF EXISTS temp.due");
  (void)db_.Execute("DROP TABLE IF EXISTS temp.sqlite_stat1");
}

Status DueTable::Fill(std::span<const DueRow> rows) {
  GODWIT_TRY(clear_->Run());
  for (const DueRow& row : rows) {
    int index = 0;
    for (const Value& value : row.key) GODWIT_TRY(insert_->Bind(++index, value));
    for (const Value& value : row.values) GODWIT_TRY(insert_->Bind(++index, value));
    GODWIT_TRY(insert_->Run());
  }
  return {};
}

}  // namespace godwit
