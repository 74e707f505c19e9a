// Documents from outside, parsed.
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

namespace godwit {

// Discarded (is_discarded()) when the text is no JSON, or nested deeper than kMaxJsonDepth: what
// walks a document recursively must not run out of stack.
nlohmann::json ParseDocument(std::string_view text);

}  // namespace godwit
