// The name that was most likely meant, for errors about one that is not known.
#pragma once

#include <span>
#include <string_view>

namespace godwit {

// The known name that takes the fewest letters put in, left out, changed or swapped with their
// neighbour; the first of several. Empty when none is near: more than two letters, or more than
// half of what was typed.
std::string_view NearestName(std::string_view typed, std::span<const std::string_view> known);

}  // namespace godwit
