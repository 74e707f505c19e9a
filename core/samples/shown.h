// What an operation of a query layer gives, as JSON: rows become objects, members in camelCase,
// documents stand in them as what they are, NULL is null.
//
// A row is a generated struct (`godwit types`), which names its columns itself, or any struct with
//   template <typename Visitor> void VisitMembers(const Row& row, Visitor& visitor);
// beside it, which calls visitor("name", row.member) for each member.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/sqlite/typed_row.h"

namespace godwit {

struct OperationResult {
  nlohmann::json value;  // null where nothing was found, {} where there is none to give
  // Of the kinds of rows in it: their members, in the order in which people read them.
  std::vector<std::vector<std::string>> shapes;
};

// "created_at" → "createdAt"
std::string CamelName(std::string_view column);
// The document; the text itself where it is none.
nlohmann::json DocumentOrText(const std::string& text);

class Shower {
 public:
  explicit Shower(std::vector<std::vector<std::string>>& shapes) : shapes_(shapes) {}

  nlohmann::json Show(bool value) { return value; }
  nlohmann::json Show(std::int64_t value) { return value; }
  nlohmann::json Show(const std::string& value) { return value; }
  nlohmann::json Show(std::string_view value) { return value; }
  nlohmann::json Show(const nlohmann::json& value) { return value; }
  template <typename Document>
  nlohmann::json Show(const JsonText<Document>& value) {
    return DocumentOrText(value.text);
  }
  template <typename Choice>
    requires std::is_enum_v<Choice>
  nlohmann::json Show(Choice value) {
    return WordOf(value);
  }
  template <typename T>
  nlohmann::json Show(const std::optional<T>& value) {
    return value ? Show(*value) : nlohmann::json();
  }
  template <typename T>
  nlohmann::json Show(const std::vector<T>& values) {
    nlohmann::json list = nlohmann::json::array();
    for (const T& value : values) list.push_back(Show(value));
    return list;
  }
  template <typename Row>
    requires std::is_class_v<Row>
  nlohmann::json Show(const Row& row) {
    nlohmann::json object = nlohmann::json::object();
    std::vector<std::string> names;
    const auto visit = [&](std::string_view column, const auto& member) {
      names.push_back(CamelName(column));
      object[names.back()] = Show(member);
    };
    if constexpr (requires { Row::VisitColumns(row, visit); }) {
      Row::VisitColumns(row, visit);
    } else {
      VisitMembers(row, visit);
    }
    Remember(std::move(names));
    return object;
  }

 private:
  void Remember(std::vector<std::string> shape);

  std::vector<std::vector<std::string>>& shapes_;
};

template <typename T>
Result<OperationResult> Shown(const Result<T>& result) {
  if (!result.ok()) return result.error();
  OperationResult shown;
  shown.value = Shower(shown.shapes).Show(*result);
  return shown;
}
inline Result<OperationResult> Shown(const Status& status) {
  if (!status.ok()) return status.error();
  return OperationResult{.value = nlohmann::json::object(), .shapes = {}};
}

}  // namespace godwit
