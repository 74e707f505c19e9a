// Findings of `lint` as SARIF 2.1.0 (the OASIS standard), which code hosts show beside the line.
#pragma once

#include <nlohmann/json.hpp>

namespace godwit {

// `lint` is the method's result (docs/protocol.md). Places are relative to %SRCROOT%, columns count
// code points.
nlohmann::json SarifOf(const nlohmann::json& lint);

}  // namespace godwit
