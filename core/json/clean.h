// Text from a database, a file or an argument, made safe to show to a person.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace godwit {

// What came from outside, safe to print: control characters and the marks that reverse the
// direction of text come out as \u{…}, malformed UTF-8 as U+FFFD. One line in, one line out.
std::string Clean(std::string_view text);
// The same for text of several lines, which stay lines; a tab becomes two spaces.
std::vector<std::string> CleanLines(std::string_view text);

// Takes the first character off `text`; malformed bytes count as U+FFFD one by one. REQUIRES: there
// is one.
char32_t TakeCharacter(std::string_view& text);

}  // namespace godwit
