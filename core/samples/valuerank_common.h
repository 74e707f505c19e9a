// What the files of the valuerank layer share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/samples/query.h"
#include "core/samples/query_errors.h"
#include "core/samples/valuerank_documents.h"
#include "core/sqlite/database.h"

namespace godwit {

inline constexpr std::string_view kValueRank = "valuerank";

inline Value OrNull(const std::optional<std::string>& text) {
  return text ? Value(*text) : Value();
}

// The row of a table with this id.
template <typename Row>
Result<Row> FindById(const Database& db, std::string_view resource, std::string_view id) {
  const std::string sql = "SELECT " + std::string(Row::kColumns) + " FROM " +
                          std::string(Row::kTable) + R"( WHERE "id" = ?1)";
  GODWIT_ASSIGN(std::optional<Row> row, SelectRow<Row>(db, sql, ValueView(id)));
  if (!row) return NotFound(resource, id);
  return std::move(*row);
}

// An error when the id is empty or taken.
template <typename Row>
Status CheckNewId(const Database& db, std::string_view resource, std::string_view id) {
  GODWIT_TRY(RequireText(resource, id, "id", id));
  const Result<Row> taken = FindById<Row>(db, resource, id);
  if (taken.ok()) return Invalid(resource, id, "id", "another one has it");
  return taken.error().kind == ErrorKind::kNotFound ? Status() : taken.error();
}

// A document as it is stored: validated against its kind's current version, and stamped with it.
inline Result<std::string> StampedText(ValueRankKind kind, std::string_view resource,
                                       std::string_view id, std::string_view field,
                                       nlohmann::json document) {
  Result<VersionedDocument> stamped = ValueRankDocuments(kind).Stamp(id, std::move(document));
  if (!stamped.ok()) return Invalid(resource, id, field, stamped.error().why);
  return std::move(stamped->text);
}

}  // namespace godwit
