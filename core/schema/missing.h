// Triggers whose body reads or writes what is not there. SQLite makes them, and stops at them
// whenever it renames something (sqlite.org/lang_altertable.html §2).
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/schema/model.h"

namespace godwit {

// The names of its tables and views, in lower case.
std::set<std::string> RelationNames(const Schema& schema);

// The first name behind FROM, JOIN, INTO or UPDATE that is none of the names, nor one that the
// statement itself makes; empty = none.
std::string MissingRelation(std::string_view sql, const std::set<std::string>& names);

}  // namespace godwit
