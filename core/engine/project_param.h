// A project as a request names it: a bundled sample, or {origin, files}.
#pragma once

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/engine/params.h"
#include "core/migrate/project.h"

namespace godwit {

// Errors: kUsage for another shape, kRefused for a sample that is not there.
Result<ProjectFiles> ReadProjectParam(const Params& params, const nlohmann::json& value);

}  // namespace godwit
