// The changes from one schema to another in the phases in which they have to be made, tried out on
// a scratch database, but not yet proven (core/schema/proof.h).
#pragma once

#include <array>
#include <vector>

#include "core/base/status.h"
#include "core/schema/changes.h"
#include "core/schema/lookup.h"
#include "core/schema/plan_parts.h"
#include "core/sqlite/database.h"

namespace godwit {

struct PhasedPlan {
  // Views and triggers go, then indexes; tables go, are renamed, changed and made; indexes come,
  // then views and triggers.
  std::array<std::vector<SchemaChange>, 7> phases;
  bool foreign_keys_off = false;

  // One phase after the other.
  SchemaPlan Joined() const;
  // Each phase of `other` behind the same one here.
  void Append(PhasedPlan other);
};

// One in which only the views and triggers are made anew that have to be, and one in which all are.
// `scratch` is empty and private. `names` has what the whole schemas have, and takes what the plan
// makes in between.
Result<std::array<PhasedPlan, 2>> PlanChanges(const PlanParts& parts, SqliteRelease release,
                                              Database& scratch, NamePool& names);

}  // namespace godwit
