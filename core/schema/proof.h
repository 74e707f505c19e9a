// The proof of a plan: carried out on a scratch database that has the first schema, it makes the
// second.
#pragma once

#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/schema/canonical.h"
#include "core/schema/changes.h"
#include "core/schema/diff.h"
#include "core/schema/model.h"

namespace godwit {

// The schema as it is in a scratch database, which may lack a module that views need.
Result<SchemaObjects> Target(const Schema& to, const DiffOptions& options);
// What the plan makes of the first schema that is not the target; none = it is proven.
Result<std::vector<std::string>> Prove(const Schema& from, const SchemaPlan& plan,
                                       const SchemaObjects& target, const DiffOptions& options);

}  // namespace godwit
