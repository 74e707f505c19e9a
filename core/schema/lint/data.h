// What the user's database says to a rule: counts, and nothing else of its rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/status.h"
#include "core/schema/lint/state.h"
#include "core/sqlite/database.h"

namespace godwit {

class LintData {
 public:
  // nullptr: there is no database, and no count is known. It is only read.
  explicit LintData(Database* db) : db_(db) {}

  bool there() const { return db_ != nullptr; }
  // The first value of a query; nothing where there is no database, or where it does not have what
  // the query names, as after an earlier migration that is still to come.
  std::optional<std::int64_t> Count(const std::string& sql);
  std::optional<std::int64_t> Rows(const LintTable& table);
  // Of a condition over the table's columns as they are called now.
  std::optional<std::int64_t> RowsWhere(const LintTable& table, const std::string& condition);
  // "main"."name" there; empty where it is not there.
  std::string Table(const LintTable& table) const;
  // "name" there.
  static std::string Column(const LintTable& table, const std::string& column);

  // What went wrong that says nothing about the query: a cancel, a disk.
  Status TakeStatus() { return std::move(status_); }

 private:
  Database* db_;
  Status status_;
};

}  // namespace godwit
