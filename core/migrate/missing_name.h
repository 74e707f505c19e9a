// Names that a statement has not found, because the migration that makes them is still to come.
#pragma once

#include <string>

#include "core/base/status.h"
#include "core/migrate/ledger.h"
#include "core/migrate/project.h"

namespace godwit {

// `migration "…", which is not applied, adds column "x" of table "t"`; empty when the error is
// another, or no migration says so in its own words.
std::string WhoAddsWhatIsMissing(const Error& error, const Project& project, const Ledger& ledger);

}  // namespace godwit
