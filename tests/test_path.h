// Where the tests' own files are. In one source alone, so that all others compile to the same
// objects in whatever folder the project lies.
#pragma once

#include <string>
#include <string_view>

namespace godwit {

// Of a file in the folder of the tests: "data/golden/x.json".
std::string TestPath(std::string_view name);

}  // namespace godwit
