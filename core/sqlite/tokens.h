// The beginning of a SQL text, for who asks only what kind of statement it is: a script of many
// long statements is not cut into all its tokens for that.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/sqlite/script.h"

namespace godwit {

// The first tokens that are neither blank nor a comment, each as NormalizeSql writes it, at most
// `count`.
std::vector<std::string> FirstNormalTokens(std::string_view sql, std::size_t count);

}  // namespace godwit
