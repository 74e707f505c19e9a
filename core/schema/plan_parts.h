// What a plan has to do with, cut into parts that have nothing to do with each other.
//
// SQLite reads its whole schema anew after each ALTER TABLE, so a plan that changes n tables in one
// database takes n² time to be tried out and proven. In parts of a few tables each it takes n.
#pragma once

#include <cstddef>
#include <vector>

#include "core/schema/model.h"
#include "core/schema/relevant.h"
#include "core/schema/renames.h"

namespace godwit {

struct PlanParts {
  Schema from;
  Schema to;
  Renames renames;
};

struct PartSizes {
  std::size_t split_from = 64;  // fewer tables are one part
  // Small parts are taken together until they have as many: each costs a few scratch databases.
  std::size_t tables = 16;
};

// In the order of their first tables. What one view or trigger mentions, or what has the same name
// in the two schemas, stays together; so do a rename and the foreign keys that lead there, for
// SQLite writes the new name into them. A table that is only mentioned is in every part that does.
// Where something is broken all is one part, because SQLite renames nothing beside it.
std::vector<PlanParts> SplitParts(RelevantParts relevant, const Renames& renames,
                                  const PartSizes& sizes);

}  // namespace godwit
