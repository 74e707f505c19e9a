// Foreign keys that SQLite cannot look up: what they lead to is not unique there, or is a view.
//
// It says "foreign key mismatch" of them whenever one of the two tables is written, and in PRAGMA
// foreign_key_check for all tables at once (sqlite.org/foreignkeys.html §3).
#pragma once

#include <set>
#include <string>

#include "core/schema/model.h"

namespace godwit {

// The tables that have one, in lower case.
std::set<std::string> MismatchedTables(const Schema& schema);

}  // namespace godwit
