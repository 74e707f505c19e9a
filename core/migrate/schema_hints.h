// What a declared schema says to Godwit, in `-- godwit: …` comments: the hints of renames.
#pragma once

#include "core/base/status.h"
#include "core/migrate/project.h"

namespace godwit {

// Errors (kRefused) name the place in the file: words that are no hint, a hint that belongs to no
// table and no column, two for one of them, one in a /* comment */. Whoever wrote one of those
// takes it for said, and what was to be kept would be dropped.
Status CheckHints(const Script& script);

}  // namespace godwit
