#include "tests/test_path.h"

namespace godwit {

std::string TestPath(std::string_view name) { return GODWIT_TEST_DATA "/" + std::string(name); }

}  // namespace godwit
