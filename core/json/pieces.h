// A JSON array or object taken apart one level deep, for merging. Each piece is a text of its own:
// without white space, strings as JSON.stringify writes them, numbers as they were written (never
// through a double), so that nothing is rounded or lost on the way.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"

namespace godwit {

struct JsonPieces {
  enum class Kind : std::uint8_t { kArray, kObject, kOther };
  Kind kind = Kind::kOther;
  std::vector<std::string> names;   // of an object's members, decoded; beside `values`
  std::vector<std::string> values;  // elements or members; the whole value for kOther
};

// Strict JSON (RFC 8259); an error (kFailed) says at which byte it ends being that. A name that an
// object has twice comes twice.
Result<JsonPieces> TakeApart(std::string_view text);

}  // namespace godwit
