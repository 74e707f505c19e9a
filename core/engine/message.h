// One message of docs/protocol.md: JSON with bytes beside it.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace godwit {

struct Message {
  nlohmann::json body;
  std::string blob;
};

// The body as text. Text that is not UTF-8 (a database may hold any bytes) becomes U+FFFD, for JSON
// has no other way.
std::string ToText(const nlohmann::json& body);

}  // namespace godwit
