// What a script has seen to by statements of its own before it drops a parent: keys of a child that
// lead nowhere any more, so that the drop acts on none of them.
#pragma once

#include <cstddef>

#include "core/schema/lint/help.h"
#include "core/schema/lint/rule.h"

namespace godwit::lint {

// Whether no row of the child refers to the parent when the step runs: a table that this script has
// made and not filled, keys set to NULL, rows of the child or the parent deleted. A WHERE is taken
// for all that there is where it is a constant, or where the database counts nothing beside it.
bool IsSettled(const LintInput& input, const ChildKey& child, const LintTable& parent,
               std::size_t step);

}  // namespace godwit::lint
