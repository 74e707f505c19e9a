// `-- godwit: allow CODE REASON` before a statement, and `-- godwit: allow-file CODE REASON` before
// a script's first one: findings that somebody has looked at.
#pragma once

#include <string_view>
#include <vector>

#include "core/schema/lint/rule.h"
#include "core/sqlite/script.h"

namespace godwit {

// Whether a directive is one of the two. They say nothing to whoever runs the script.
bool IsSuppression(std::string_view directive);

// Marks the findings that are allowed, and adds some about the directives themselves: of an unknown
// code, without a reason, or with nothing to allow. Those cannot be suppressed. `text` is the
// script's; the findings' statements are indexes of the walk's steps.
void Suppress(std::string_view text, const LintWalk& walk, std::vector<LintFinding>& findings);

}  // namespace godwit
