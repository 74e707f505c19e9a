// Reads a request's `params` and refuses what a method does not know.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/status.h"

namespace godwit {

class Params {
 public:
  // Borrows both.
  Params(const nlohmann::json& params, const std::string& method)
      : params_(params), method_(method) {}

  // The readers leave `target` as it is when the key is absent.
  Status Text(const char* key, std::string& target);
  Status Flag(const char* key, bool& target);
  Status Number(const char* key, std::int64_t& target, std::int64_t least, std::int64_t most);
  Status Texts(const char* key, std::vector<std::string>& target);
  // nullptr when absent.
  const nlohmann::json* Member(const char* key);
  // An error when there is a key that nobody asked for.
  Status Finish() const;

  Error Wrong(const char* key, std::string why) const;

 private:
  const nlohmann::json& params_;
  const std::string& method_;
  std::vector<std::string> known_;
};

}  // namespace godwit
