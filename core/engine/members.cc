#include "core/engine/members.h"

namespace godwit {

using nlohmann::json;

std::string TextAt(const json& object, std::string_view key) {
  if (!object.is_object()) return {};
  const auto found = object.find(std::string(key));
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t NumberAt(const json& object, std::string_view key) {
  if (!object.is_object()) return 0;
  const auto found = object.find(std::string(key));
  return found != object.end() && found->is_number() ? found->get<std::int64_t>() : 0;
}

const json& ArrayAt(const json& object, std::string_view key) {
  static const json kEmpty = json::array();
  if (!object.is_object()) return kEmpty;
  const auto found = object.find(std::string(key));
  return found != object.end() && found->is_array() ? *found : kEmpty;
}

}  // namespace godwit
