// Typed rows as a TypeScript module: an interface for the rows of each table and view and one for
// what an INSERT takes, the list of columns, and the types of JSON documents. docs/types.md
// describes it.
#pragma once

#include <string>

#include "core/schema/row_types.h"

namespace godwit {

struct TsTypesOptions {
  bool bigint = false;  // integers are bigint: as drivers give them that are asked for all 64 bits
};

// The same types give the same bytes.
std::string TsTypes(const RowTypes& types, const TsTypesOptions& options);

}  // namespace godwit
