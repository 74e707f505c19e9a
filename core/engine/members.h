// Members of JSON that may be absent, null or of another type: "" and 0 then, and an empty array.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace godwit {

std::string TextAt(const nlohmann::json& object, std::string_view key);
std::int64_t NumberAt(const nlohmann::json& object, std::string_view key);
const nlohmann::json& ArrayAt(const nlohmann::json& object, std::string_view key);

}  // namespace godwit
