// A schema and what it uses as JSON, as docs/protocol.md describes it.
#pragma once

#include <nlohmann/json.hpp>

#include "core/schema/model.h"
#include "core/schema/uses.h"

namespace godwit {

// "table", "virtual", "shadow".
std::string_view TableKindName(TableKind kind);

// `uses` are those of this schema.
nlohmann::json EncodeSchema(const Schema& schema, const SchemaUses& uses);

}  // namespace godwit
