#include "core/engine/params.h"

#include <algorithm>

namespace godwit {

Error Params::Wrong(const char* key, std::string why) const {
  return {.code = ErrorCode::kUsage,
          .what = "request \"" + method_ + "\", parameter \"" + key + "\"",
          .why = std::move(why),
          .next = "docs/protocol.md lists the parameters"};
}

const nlohmann::json* Params::Member(const char* key) {
  known_.emplace_back(key);
  if (!params_.is_object() || !params_.contains(key) || params_[key].is_null()) return nullptr;
  return &params_[key];
}

Status Params::Text(const char* key, std::string& target) {
  const nlohmann::json* member = Member(key);
  if (member == nullptr) return {};
  if (!member->is_string()) return Wrong(key, "it must be a text");
  target = member->get<std::string>();
  return {};
}

Status Params::Flag(const char* key, bool& target) {
  const nlohmann::json* member = Member(key);
  if (member == nullptr) return {};
  if (!member->is_boolean()) return Wrong(key, "it must be true or false");
  target = member->get<bool>();
  return {};
}

Status Params::Number(const char* key, std::int64_t& target, std::int64_t least,
                      std::int64_t most) {
  const nlohmann::json* member = Member(key);
  if (member == nullptr) return {};
  if (!member->is_number_integer() || member->get<std::int64_t>() < least ||
      member->get<std::int64_t>() > most) {
    return Wrong(key, "it must be a whole number from " + std::to_string(least) + " to " +
                          std::to_string(most));
  }
  target = member->get<std::int64_t>();
  return {};
}

Status Params::Texts(const char* key, std::vector<std::string>& target) {
  const nlohmann::json* member = Member(key);
  if (member == nullptr) return {};
  if (!member->is_array()) return Wrong(key, "it must be a list of texts");
  for (const nlohmann::json& item : *member) {
    if (!item.is_string()) return Wrong(key, "it must be a list of texts");
    target.push_back(item.get<std::string>());
  }
  return {};
}

Status Params::Finish() const {
  if (params_.is_null()) return {};
  for (const auto& [key, value] : params_.items()) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
      return Wrong(key.c_str(), "it is not known");
    }
  }
  return {};
}

}  // namespace godwit
