// What the query layers of the samples do with a statement: bind its parameters in order, and read
// its rows as generated structs (`godwit types`). A Row has `static Result<Row> Read(const
// Statement&)`, which reads the columns that the statement's SELECT lists first.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

// Every row, in the statement's order.
template <typename Row, typename... Args>
Result<std::vector<Row>> SelectRows(const Database& db, std::string_view sql, const Args&... args) {
  GODWIT_ASSIGN(Statement statement, db.Prepare(sql));
  GODWIT_TRY(statement.BindAll(args...));
  std::vector<Row> rows;
  for (;;) {
    GODWIT_ASSIGN(const bool more, statement.Step());
    if (!more) return rows;
    GODWIT_ASSIGN(Row row, Row::Read(statement));
    rows.push_back(std::move(row));
  }
}

// The first row; nothing when there is none.
template <typename Row, typename... Args>
Result<std::optional<Row>> SelectRow(const Database& db, std::string_view sql,
                                     const Args&... args) {
  GODWIT_ASSIGN(Statement statement, db.Prepare(sql));
  GODWIT_TRY(statement.BindAll(args...));
  GODWIT_ASSIGN(const bool found, statement.Step());
  if (!found) return std::optional<Row>();
  GODWIT_ASSIGN(Row row, Row::Read(statement));
  return std::optional<Row>(std::move(row));
}

// Of a statement that gives one whole number, a count say; 0 when it gives no row.
template <typename... Args>
Result<std::int64_t> SelectNumber(const Database& db, std::string_view sql, const Args&... args) {
  GODWIT_ASSIGN(Statement statement, db.Prepare(sql));
  GODWIT_TRY(statement.BindAll(args...));
  GODWIT_ASSIGN(const bool found, statement.Step());
  return found ? statement.Int(0) : std::int64_t{0};
}

// Runs a statement that writes; how many rows it has changed.
template <typename... Args>
Result<std::int64_t> Change(Database& db, std::string_view sql, const Args&... args) {
  GODWIT_TRY(db.Execute(sql, args...));
  return db.Changes();
}

}  // namespace godwit
