// Typed rows as a C++ header: a struct for the rows of each table and view, which reads itself from
// a statement of ours (core/sqlite/typed_row.h), an enumeration for each choice of texts, and
// structs for JSON documents (core/json/typed_json.h). docs/types.md describes it.
#pragma once

#include <string>

#include "core/schema/row_types.h"

namespace godwit {

struct CppTypesOptions {
  std::string name_space = "rows";  // "a::b"
};

// Whether every part is an identifier.
bool IsCppNamespace(std::string_view name);

// The same types give the same bytes.
std::string CppTypes(const RowTypes& types, const CppTypesOptions& options);

}  // namespace godwit
