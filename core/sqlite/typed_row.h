// Rows as C++ structs: what generated code (`godwit types --lang cpp`) calls to read them.
//
// A column of a table that is not STRICT may hold a value of any kind, so reading can fail: the
// error names table and column and shows the value that is there. An integer is taken where a real
// is wanted; nothing else is converted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "core/base/status.h"
#include "core/sqlite/database.h"
#include "core/sqlite/value.h"

namespace godwit {

// A column's text that is a JSON document; Parse reads it. It may be broken, as any text may.
template <typename Document>
struct JsonText {
  std::string text;
  Result<Document> Parse() const { return Document::FromJson(text); }
  bool operator==(const JsonText&) const = default;
};

// A column that is declared NUMERIC or DECIMAL.
using NumericValue = std::variant<std::int64_t, double>;

// Whether the value is of the kind that `into` can have; if not, `into` stays as it is.
bool TakeValue(const ValueView& value, std::int64_t& into);
bool TakeValue(const ValueView& value, double& into);
bool TakeValue(const ValueView& value, bool& into);  // 0 and 1
bool TakeValue(const ValueView& value, std::string& into);
bool TakeValue(const ValueView& value, Blob& into);
bool TakeValue(const ValueView& value, NumericValue& into);
bool TakeValue(const ValueView& value, Value& into);

// Any value but NULL as text, as far as JSON goes: a document that is a number may have been stored
// as one, and a blob's bytes may be a text.
bool TakeJson(const ValueView& value, std::string& into);

template <typename Document>
bool TakeValue(const ValueView& value, JsonText<Document>& into) {
  return TakeJson(value, into.text);
}

// An enumeration whose words `ParseWord(text, into)` knows.
template <typename Choice>
  requires std::is_enum_v<Choice>
bool TakeValue(const ValueView& value, Choice& into) {
  const auto* text = std::get_if<std::string_view>(&value);
  return text != nullptr && ParseWord(*text, into);
}

template <typename T>
bool TakeValue(const ValueView& value, std::optional<T>& into) {
  into.reset();
  return std::holds_alternative<Null>(value) || TakeValue(value, into.emplace());
}

// `table "Pet", column "health": 'abc' is stored there, which is not what its type says`
Error WrongValue(std::string_view table, std::string_view column, const ValueView& value);

// Reads the statement's columns `first`, `first` + 1 … into the members, in this order.
template <std::size_t N, typename... Members>
Status ReadRow(const Statement& row, int first, std::string_view table,
               const std::array<std::string_view, N>& columns, Members&... members) {
  static_assert(N == sizeof...(Members));
  std::size_t at = 0;
  Status status;
  const auto read = [&](auto& member) {
    if (!status.ok()) return 0;
    const ValueView value = row.Column(first + static_cast<int>(at));
    if (!TakeValue(value, member)) status = WrongValue(table, columns[at], value);
    return static_cast<int>(++at);
  };
  // No fold: compilers let an expression nest 256 deep, and a table may have 2,000 columns.
  (void)std::initializer_list<int>{read(members)...};
  return status;
}

}  // namespace godwit
