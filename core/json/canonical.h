// Canonical JSON: RFC 8785 (JCS).
//
// No white space; members sorted by the UTF-16 code units of their names; numbers as ECMAScript
// writes the double they denote (so integers beyond 2^53 are rounded); strings escaped as
// JSON.stringify does, without Unicode normalisation.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/base/status.h"

namespace godwit {

// Refused, with the JSON pointer of the culprit: strings or names that are not valid UTF-8 (lone
// surrogates among them), infinities and NaN, binary values, nesting deeper than 512 levels.
// Names that appear twice cannot be seen in a nlohmann::json any more: check the text with
// StrictJson() before parsing it.
Result<std::string> CanonicalJson(const nlohmann::json& value);

}  // namespace godwit
