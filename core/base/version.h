// Godwit's version: printed by --version, written into every ledger row and report.
#pragma once

#include <string_view>

namespace godwit {

// The build gives it, from the one place that names it: project() in CMakeLists.txt.
inline constexpr std::string_view kVersion = GODWIT_VERSION;

}  // namespace godwit
