// Of two schemas, the part that a plan between them can have to do with: what differs, and what
// hangs on it. So planning takes time with what changes, not with what is there.
#pragma once

#include <set>
#include <string>

#include "core/schema/model.h"
#include "core/schema/renames.h"

namespace godwit {

struct RelevantParts {
  Schema from;
  Schema to;
  // Which of them have to do with the plan themselves, and are not only mentioned; in lower case.
  std::set<std::string> tables;
  std::set<std::string> views;
  std::set<std::string> triggers;
  // A view cannot be resolved, or a trigger names what is not there.
  bool broken = false;
};

// Tables, views and triggers that are not the same in both; tables whose foreign keys lead to what
// is renamed, for SQLite writes the new name into them; views and triggers that mention one of
// those, up the chain; the tables and views that these need to be made; and, because SQLite renames
// nothing beside them, views that cannot be resolved and triggers that name what is not there.
RelevantParts FindRelevant(const Schema& from, const Schema& to, const Renames& renames);

}  // namespace godwit
