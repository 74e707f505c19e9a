// Values as bytes: tagged, of fixed byte order, each value's length in itself, so that a sequence
// of values has one encoding only and is read back without knowing its types. Digests hash this
// form; a data step's cursor is stored in it. docs/digest.md specifies it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/value.h"

namespace godwit {

// NaN becomes NULL, as it does when SQLite stores it. -0.0 keeps its sign.
// REQUIRES: text and blobs below 4 GiB (SQLite's own limit is 2 GiB).
void AppendValue(std::string& bytes, const ValueView& value);
std::string EncodeValue(const ValueView& value);
std::string EncodeValues(std::span<const Value> values);

// Exactly one value, or exactly the sequence that was encoded. Refused: an unknown tag, bytes cut
// short, bytes left over, a real that is NaN.
Result<Value> DecodeValue(std::string_view bytes);
Result<std::vector<Value>> DecodeValues(std::string_view bytes);

}  // namespace godwit
