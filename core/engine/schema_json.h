// Plans from one schema to another as JSON (docs/protocol.md, `diff`).
#pragma once

#include <nlohmann/json.hpp>

#include "core/schema/changes.h"

namespace godwit {

// {changes, foreignKeysOff, sql}
nlohmann::json EncodeSchemaPlan(const SchemaPlan& plan);

}  // namespace godwit
