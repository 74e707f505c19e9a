#include "core/sqlite/typed_row.h"

namespace godwit {
namespace {

template <typename Stored, typename T>
bool TakeAs(const ValueView& value, T& into) {
  const Stored* stored = std::get_if<Stored>(&value);
  if (stored != nullptr) into = T(*stored);
  return stored != nullptr;
}

}  // namespace

bool TakeValue(const ValueView& value, std::int64_t& into) {
  return TakeAs<std::int64_t>(value, into);
}

bool TakeValue(const ValueView& value, double& into) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    into = static_cast<double>(*integer);
    return true;
  }
  return TakeAs<double>(value, into);
}

bool TakeValue(const ValueView& value, bool& into) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  if (integer == nullptr || (*integer != 0 && *integer != 1)) return false;
  into = *integer == 1;
  return true;
}

bool TakeValue(const ValueView& value, std::string& into) {
  return TakeAs<std::string_view>(value, into);
}

bool TakeValue(const ValueView& value, Blob& into) {
  const auto* blob = std::get_if<BlobView>(&value);
  if (blob != nullptr) into.bytes = blob->bytes;
  return blob != nullptr;
}

bool TakeValue(const ValueView& value, NumericValue& into) {
  return TakeAs<std::int64_t>(value, into) || TakeAs<double>(value, into);
}

bool TakeJson(const ValueView& value, std::string& into) {
  if (std::holds_alternative<Null>(value)) return false;
  if (const auto* blob = std::get_if<BlobView>(&value)) {
    into = blob->bytes;
  } else if (!TakeValue(value, into)) {
    into = Show(value);
  }
  return true;
}

bool TakeValue(const ValueView& value, Value& into) {
  Assign(value, into);
  return true;
}

Error WrongValue(std::string_view table, std::string_view column, const ValueView& value) {
  return {.code = ErrorCode::kRefused,
          .what = "table " + QuoteName(table) + ", column " + QuoteName(column),
          .why = Show(value) + " is stored there, which is not what the column's type says",
          .next = "correct the row, or make the row types anew with `godwit types`",
          .kind = ErrorKind::kValidation};
}

}  // namespace godwit
