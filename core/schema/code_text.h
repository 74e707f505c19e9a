// Texts from a schema inside generated code: whatever they hold, they stay a literal or a comment.
#pragma once

#include <string>
#include <string_view>

namespace godwit {

// A C++ string literal, in quotes. What would steer how text is shown, and what is no UTF-8, is
// escaped.
std::string CppLiteral(std::string_view text);
// The same as `std::string_view(…)` where the text has a NUL.
std::string CppView(std::string_view text);
// SQL as a C++ literal, raw where that is possible.
std::string CppSql(std::string_view sql);

// A JavaScript string literal, in quotes, with the same escaped.
std::string JsLiteral(std::string_view text);

// One line for a comment: without line ends, control characters and marks that reverse text, and
// without what would end the comment.
std::string CommentText(std::string_view text);

}  // namespace godwit
