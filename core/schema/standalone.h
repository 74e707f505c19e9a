// A plan for who runs it without Godwit, in the sqlite3 shell: one transaction that is committed
// only when every step is done, though the shell goes on after an error.
//
// SQL knows no conditions between statements, so the outermost savepoint stands for the transaction
// (sqlite.org/lang_savepoint.html): a check that fails rolls it back, and then there is nothing
// that RELEASE could commit. Where SQLite itself rolls back, as on a full disk, what follows runs
// within another savepoint, which nobody releases.
#pragma once

#include <string>
#include <string_view>

#include "core/schema/changes.h"

namespace godwit {

// Ends in a line feed; empty for a plan without changes. It also fails when it leaves more rows
// whose foreign key leads nowhere than there were, of one table to one other.
std::string StandaloneScript(const SchemaPlan& plan);

// Whether a statement is one of those that such a script has around the plan's own: who reads a
// script as what it declares passes it over.
bool IsAroundPlan(std::string_view sql);

}  // namespace godwit
