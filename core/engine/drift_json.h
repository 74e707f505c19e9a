// Drift as JSON (docs/protocol.md, `drift`).
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/schema/drift.h"

namespace godwit {

nlohmann::json EncodeDrift(const std::vector<DriftItem>& items);

}  // namespace godwit
