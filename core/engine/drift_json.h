// Drift as JSON (docs/protocol.md, `drift`).
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/schema/drift.h"

namespace godwit {

// `scripts`: also the SQL that adopts and removes.
nlohmann::json EncodeDrift(const std::vector<DriftItem>& items, bool scripts);

}  // namespace godwit
