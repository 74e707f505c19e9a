// See query_errors.h.
#include "core/samples/query_errors.h"

#include <utility>

#include "core/json/utf8.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

std::string Named(std::string_view resource, std::string_view key) {
  return std::string(resource) + ' ' + Show(ValueView(key));
}

}  // namespace

Error NotFound(std::string_view resource, std::string_view key) {
  return Error{.code = ErrorCode::kRefused,
               .what = Named(resource, key),
               .why = "not found",
               .kind = ErrorKind::kNotFound};
}

Error Invalid(std::string_view resource, std::string_view key, std::string_view field,
              std::string why) {
  return Error{.code = ErrorCode::kRefused,
               .what = Named(resource, key) + ", field \"" + std::string(field) + '"',
               .why = std::move(why),
               .kind = ErrorKind::kValidation};
}

Status RequireText(std::string_view resource, std::string_view key, std::string_view field,
                   std::string_view text) {
  if (text.empty()) return Invalid(resource, key, field, "it is empty");
  if (!ValidUtf8(text)) return Invalid(resource, key, field, "it is not UTF-8 text");
  return {};
}

}  // namespace godwit
