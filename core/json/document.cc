#include "core/json/document.h"

#include "core/json/schema.h"

namespace godwit {

using nlohmann::json;

json ParseDocument(std::string_view text) {
  bool too_deep = false;
  // Deeper levels are left out as they are read, so that they are never built.
  const auto limit = [&](int depth, json::parse_event_t event, json&) {
    const bool opens =
        event == json::parse_event_t::object_start || event == json::parse_event_t::array_start;
    if (opens && depth >= kMaxJsonDepth) too_deep = true;
    return depth < kMaxJsonDepth;
  };
  json document = json::parse(text, limit, false);
  return too_deep ? json(json::value_t::discarded) : document;
}

}  // namespace godwit
