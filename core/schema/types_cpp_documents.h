// The structs of JSON documents in a generated C++ header. See types_cpp.h.
#pragma once

#include <string>
#include <vector>

#include "core/schema/json_shape.h"

namespace godwit {

// An enumeration with the functions that read and write its words.
std::string CppChoice(const std::string& name, const std::string& comment,
                      const std::vector<std::string>& words);

// `names` are the types', in order. What C++ cannot say becomes godwit::typed_json::Json:
// alternatives of several kinds, tuples, and what holds itself.
std::string CppDocument(const JsonDocument& document, const std::vector<std::string>& names);

}  // namespace godwit
