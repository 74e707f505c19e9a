// The views and triggers that stand in a plan's way: SQLite refuses to rename or drop what they
// mention, or takes them away with it. They are dropped first and made again at the end.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/schema/changes.h"
#include "core/schema/model.h"

namespace godwit {

struct Dependents {
  std::vector<SchemaChange> drops;    // triggers, then views
  std::vector<SchemaChange> creates;  // views, then triggers
};

// `affected`: names of tables, in lower case, whose name or columns change. What mentions one of
// them, itself or through a view, goes and comes back, and so does what differs. `all`: every view
// and trigger does.
Dependents FindDependents(const Schema& from, const Schema& to,
                          const std::set<std::string>& affected, bool all);

}  // namespace godwit
