// JSON strings, read and written as JavaScript does (RFC 8259 §7, ECMA-262 QuoteJSONString).
#pragma once

#include <string>
#include <string_view>

#include "core/base/status.h"

namespace godwit {

// Appends `text` quoted as JSON.stringify quotes it: \" \\ \b \t \n \f \r, \u00xx in lower case for
// the other controls, everything else as it is. Lone surrogates in WTF-8 come out as \udxxx; any
// other malformed byte comes out as U+FFFD.
void AppendJsonString(std::string_view text, std::string& out);

// Decodes what stands between the quotes of a JSON string known to be well-formed; `out` is
// replaced. A lone surrogate escape becomes WTF-8 (ED A0..BF xx).
void DecodeJsonString(std::string_view inside, std::string& out);

// A whole text that is one JSON string, white space around it allowed: its characters, lone
// surrogates as WTF-8. An error says what is wrong and at which byte.
Result<std::string> ParseJsonString(std::string_view text);

}  // namespace godwit
