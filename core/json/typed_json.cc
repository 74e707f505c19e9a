#include "core/json/typed_json.h"

#include <cmath>

#include "core/json/canonical.h"
#include "core/json/number.h"
#include "core/json/pointer.h"
#include "core/json/schema.h"

namespace godwit::typed_json {

Error Mismatch(const std::string& pointer, std::string why) {
  return {.code = ErrorCode::kRefused,
          .what = "JSON document",
          .why = Describe(Violation{.pointer = pointer, .message = std::move(why)}),
          .kind = ErrorKind::kValidation};
}

std::string Below(const std::string& pointer, std::string_view member) {
  std::string below = pointer;
  AppendPointer(member, below);
  return below;
}

Status Read(const Json& json, const std::string& pointer, bool& into) {
  if (!json.is_boolean()) return Mismatch(pointer, "true or false is expected");
  into = json.get<bool>();
  return {};
}

Status Read(const Json& json, const std::string& pointer, std::int64_t& into) {
  constexpr double kBound = 9223372036854775808.0;  // 2^63
  if (json.is_number_integer() && !json.is_number_unsigned()) {
    into = json.get<std::int64_t>();
    return {};
  }
  if (json.is_number_unsigned()) {
    const auto number = json.get<std::uint64_t>();
    if (number <= std::uint64_t{INT64_MAX}) {
      into = static_cast<std::int64_t>(number);
      return {};
    }
  }
  // 1.0 is an integer.
  const double number = json.is_number_float() ? json.get<double>() : 0.5;
  if (std::floor(number) != number || number < -kBound || number >= kBound) {
    return Mismatch(pointer, "an integer of 64 bits is expected");
  }
  into = static_cast<std::int64_t>(number);
  return {};
}

Status Read(const Json& json, const std::string& pointer, double& into) {
  if (!json.is_number()) return Mismatch(pointer, "a number is expected");
  into = json.get<double>();
  return {};
}

Status Read(const Json& json, const std::string& pointer, std::string& into) {
  if (!json.is_string()) return Mismatch(pointer, "a string is expected");
  into = json.get<std::string>();
  return {};
}

Status Read(const Json& json, const std::string& /*pointer*/, Json& into) {
  into = json;
  return {};
}

Status Write(bool value, std::string& out) {
  out += value ? "true" : "false";
  return {};
}

Status Write(std::int64_t value, std::string& out) {
  out += std::to_string(value);
  return {};
}

Status Write(double value, std::string& out) {
  if (!std::isfinite(value)) return Mismatch({}, "JSON has no numbers that are not finite");
  AppendNumber(value, out);
  return {};
}

Status Write(const std::string& value, std::string& out) {
  AppendJsonString(value, out);
  return {};
}

Status Write(const Json& value, std::string& out) {
  GODWIT_ASSIGN(const std::string text, CanonicalJson(value));
  out += text;
  return {};
}

Status Reader::End() {
  if (!status_.ok() || open_) return std::move(status_);
  for (const auto& [name, value] : json_.items()) {
    if (!known_.contains(name)) return Mismatch(Below(pointer_, name), "there is no such member");
  }
  return {};
}

}  // namespace godwit::typed_json
