// Looking at what a database holds.
#include <algorithm>
#include <utility>

#include "core/engine/encode.h"
#include "core/engine/job.h"
#include "core/engine/model_json.h"
#include "core/schema/inspect.h"

namespace godwit {

using nlohmann::json;

namespace {

constexpr std::int64_t kMostRows = 500;
constexpr std::int64_t kMostOffset = std::int64_t{1} << 53;

json EncodeColumns(const Table& table) {
  json columns = json::array();
  for (const Column& column : table.columns) {
    if (column.hidden) continue;
    columns.push_back({{"name", column.name},
                       {"type", column.declared_type},
                       {"notNull", column.not_null},
                       {"primaryKey", column.primary_key}});
  }
  return columns;
}

Result<std::int64_t> CountRows(const Database& db, const std::string& table) {
  GODWIT_ASSIGN(const Value count, db.QueryValue("SELECT count(*) FROM " + QuoteName(table)));
  return std::get<std::int64_t>(count);
}

Result<Table> FindTable(const Database& db, const std::string& name) {
  GODWIT_ASSIGN(const Schema schema, Inspect(db));
  for (const Table& table : schema.tables) {
    if (table.name == name) return table;
  }
  return Error{.code = ErrorCode::kUsage,
               .what = "table \"" + name + "\"",
               .why = "the database has none of that name",
               .next = {}};
}

// The primary key's columns in its order; nothing for a table without one.
std::string KeyList(const Table& table) {
  std::vector<std::pair<int, std::string>> keys;
  for (const Column& column : table.columns) {
    if (column.primary_key > 0) keys.emplace_back(column.primary_key, QuoteName(column.name));
  }
  std::sort(keys.begin(), keys.end());
  std::string list;
  for (const auto& [position, name] : keys) list += (list.empty() ? "" : ", ") + name;
  return list;
}

Status ReadPage(Params& params, std::int64_t& offset, std::int64_t& limit) {
  GODWIT_TRY(params.Number("offset", offset, 0, kMostOffset));
  return params.Number("limit", limit, 1, kMostRows);
}

}  // namespace

JobResult SchemaMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(const Database* db, call.session.NeedDatabase());
  GODWIT_ASSIGN(const Schema schema, Inspect(*db));
  GODWIT_ASSIGN(const SchemaUses uses, FindUses(*db, schema, [&] {
                  return call.session.OpenScratch(call.session.clock());
                }));
  return Done(EncodeSchema(schema, uses));
}

JobResult TablesMethod(Call& call) {
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(Database * db, call.session.NeedDatabase());
  GODWIT_ASSIGN(const Schema schema, Inspect(*db));
  json tables = json::array();
  for (const Table& table : schema.tables) {
    if (table.kind == TableKind::kShadow) continue;
    GODWIT_ASSIGN(const std::int64_t rows, CountRows(*db, table.name));
    tables.push_back({{"name", table.name},
                      {"kind", TableKindName(table.kind)},
                      {"rows", rows},
                      {"columns", EncodeColumns(table)}});
  }
  return Done(std::move(tables));
}

JobResult RowsMethod(Call& call) {
  std::string name;
  std::int64_t offset = 0;
  std::int64_t limit = kMostRows;
  GODWIT_TRY(call.params.Text("table", name));
  GODWIT_TRY(ReadPage(call.params, offset, limit));
  GODWIT_TRY(call.params.Finish());
  GODWIT_ASSIGN(Database * db, call.session.NeedDatabase());
  GODWIT_ASSIGN(const Table table, FindTable(*db, name));
  GODWIT_ASSIGN(const std::int64_t total, CountRows(*db, name));
  const std::string keys = KeyList(table);
  GODWIT_ASSIGN(Statement select,
                db->Prepare("SELECT * FROM " + QuoteName(name) +
                            (keys.empty() ? "" : " ORDER BY " + keys) + " LIMIT ?1 OFFSET ?2"));
  GODWIT_TRY(select.BindAll(ValueView(limit), ValueView(offset)));
  json columns = json::array();
  for (int i = 0; i < select.ColumnCount(); ++i) columns.push_back(select.ColumnName(i));
  json rows = json::array();
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    json cells = json::array();
    for (int i = 0; i < select.ColumnCount(); ++i) cells.push_back(EncodeCell(select.Column(i)));
    rows.push_back(std::move(cells));
  }
  return Done({{"columns", std::move(columns)}, {"rows", std::move(rows)}, {"total", total}});
}

}  // namespace godwit
