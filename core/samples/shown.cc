#include "core/samples/shown.h"

#include <algorithm>

#include "core/json/document.h"

namespace godwit {

std::string CamelName(std::string_view column) {
  std::string name;
  bool up = false;
  for (const char c : column) {
    if (c == '_' && !name.empty()) {
      up = true;
      continue;
    }
    name += up && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    up = false;
  }
  return name;
}

nlohmann::json DocumentOrText(const std::string& text) {
  nlohmann::json document = ParseDocument(text);
  return document.is_discarded() ? nlohmann::json(text) : document;
}

void Shower::Remember(std::vector<std::string> shape) {
  if (std::ranges::find(shapes_, shape) == shapes_.end()) shapes_.push_back(std::move(shape));
}

}  // namespace godwit
