// What the reviews sample does with texts from outside, before it stores them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace godwit {

// The text without HTML: tags, comments, declarations, and what stands between the tags of scripts
// and styles. A `<` that begins none of these is text ("1 < 2") and stays; one that a tag begins
// with which never ends is left out. NUL characters are left out.
//
// What comes out has no `<` before a letter, `/`, `!` or `?`, so no HTML parser can see a tag in
// it, however the input was nested. Time grows with the text's length.
std::string StripHtml(std::string_view text);

// Code points. REQUIRES: UTF-8.
std::size_t CountCharacters(std::string_view text);

// Without white space at both ends.
std::string_view Trimmed(std::string_view text);

// 13 digits, the last of which makes the sum with weights 1 and 3 a multiple of ten.
bool IsIsbn13(std::string_view text);

// "http://…" or "https://…", in any case, with a host, and without white space and controls.
bool IsWebAddress(std::string_view text);

}  // namespace godwit
