// Numbers as ECMAScript writes and reads them.
//
// Writing: Number::toString (ECMA-262 §6.1.6.1.20): the shortest digits that read back as the same
// double, the closest of those, laid out as JavaScript lays them out. Reading: correctly rounded,
// in integers only, independent of locale (std::from_chars for doubles is not available
// everywhere).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace godwit {

// No number text is longer, sign included.
inline constexpr std::size_t kMaxNumberText = 32;

// Writes at `out` (room for kMaxNumberText) and returns the length. -0 is written as 0.
// REQUIRES: finite.
std::size_t WriteNumber(double value, char* out);

// The same for Number(value.toPrecision(16)): the number rounded to 16 significant digits.
std::size_t WriteNumber16(double value, char* out);

void AppendNumber(double value, std::string& out);

// The double nearest to a JSON number (RFC 8259 §6), ties to even, as JSON.parse gives it. nullopt
// when the text is not a JSON number or lies beyond the largest double.
std::optional<double> ParseNumber(std::string_view text);

}  // namespace godwit
