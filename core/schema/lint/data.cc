#include "core/schema/lint/data.h"

#include <utility>

#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {

std::optional<std::int64_t> LintData::Count(const std::string& sql) {
  if (db_ == nullptr || !status_.ok()) return std::nullopt;
  const GuardScope guard(*db_, ScriptGuard::kReadOnly);
  const Result<Value> value = db_->QueryValue(sql);
  if (!value.ok()) {
    if (LiesOutsideSql(value.error())) status_ = value.error();
    return std::nullopt;
  }
  const auto* number = std::get_if<std::int64_t>(&*value);
  return number == nullptr ? std::nullopt : std::optional<std::int64_t>(*number);
}

std::string LintData::Table(const LintTable& table) const {
  if (db_ == nullptr || table.stored.empty()) return {};
  return "main." + QuoteName(table.stored);
}

std::string LintData::Column(const LintTable& table, const std::string& column) {
  const auto renamed = table.stored_columns.find(LowerAscii(column));
  return QuoteName(renamed == table.stored_columns.end() ? column : renamed->second);
}

std::optional<std::int64_t> LintData::Rows(const LintTable& table) {
  const std::string name = Table(table);
  if (name.empty()) return std::nullopt;
  return Count("SELECT count(*) FROM " + name);
}

std::optional<std::int64_t> LintData::RowsWhere(const LintTable& table,
                                                const std::string& condition) {
  const std::string name = Table(table);
  // A condition names columns as they are now.
  if (name.empty() || !table.stored_columns.empty()) return std::nullopt;
  return Count("SELECT count(*) FROM " + name + " WHERE " + condition);
}

}  // namespace godwit
