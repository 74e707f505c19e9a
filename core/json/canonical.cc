#include "core/json/canonical.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/json/number.h"
#include "core/json/pointer.h"
#include "core/json/schema.h"
#include "core/json/string.h"
#include "core/json/utf8.h"

namespace godwit {
namespace {

using Json = nlohmann::json;

// Order of the UTF-16 code units of two valid UTF-8 strings. It differs from byte order in one
// place: surrogates (D800..DFFF), which stand for the characters beyond U+FFFF, sort before
// U+E000..U+FFFF.
bool Utf16Less(const std::string& a, const std::string& b) {
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (x == a.end() || y == b.end()) return x == a.end() && y != b.end();
  const auto lead_x = static_cast<unsigned char>(*x);
  const auto lead_y = static_cast<unsigned char>(*y);
  const bool x_astral = lead_x >= 0xf0;
  const bool y_astral = lead_y >= 0xf0;
  // Lead bytes EE and EF begin U+E000..U+FFFF.
  if (x_astral != y_astral && (x_astral ? lead_y : lead_x) >= 0xee) return x_astral;
  return lead_x < lead_y;
}

class Writer {
 public:
  Status Write(const Json& value, int depth) {
    if (depth > kMaxJsonDepth) return Refuse("nested deeper than 512 levels");
    switch (value.type()) {
      case Json::value_t::object:
        return Object(value, depth);
      case Json::value_t::array:
        return Array(value, depth);
      case Json::value_t::string:
        return String(value.get_ref<const std::string&>());
      case Json::value_t::number_float:
      case Json::value_t::number_integer:
      case Json::value_t::number_unsigned:
        return Number(value.get<double>());
      case Json::value_t::boolean:
        out_ += value.get<bool>() ? "true" : "false";
        return {};
      case Json::value_t::null:
        out_ += "null";
        return {};
      default:
        return Refuse("JSON has no binary values");
    }
  }

  std::string Take() && { return std::move(out_); }

 private:
  Error Refuse(std::string why) const {
    return {.code = ErrorCode::kRefused,
            .what = "canonical JSON" + (pointer_.empty() ? "" : " at " + pointer_),
            .why = std::move(why)};
  }

  Status Number(double value) {
    if (!std::isfinite(value)) return Refuse("a number is not finite");
    AppendNumber(value, out_);
    return {};
  }

  Status String(const std::string& text) {
    if (!ValidUtf8(text)) return Refuse("a string is not valid UTF-8 or holds a lone surrogate");
    AppendJsonString(text, out_);
    return {};
  }

  Status Array(const Json& value, int depth) {
    out_ += '[';
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i > 0) out_ += ',';
      GODWIT_TRY(Below(std::to_string(i), value[i], depth));
    }
    out_ += ']';
    return {};
  }

  Status Object(const Json& value, int depth) {
    std::vector<const std::string*> names;
    for (const auto& member : value.items()) names.push_back(&member.key());
    std::sort(names.begin(), names.end(),
              [](const std::string* a, const std::string* b) { return Utf16Less(*a, *b); });
    out_ += '{';
    for (const std::string* name : names) {
      if (name != names.front()) out_ += ',';
      GODWIT_TRY(String(*name));
      out_ += ':';
      GODWIT_TRY(Below(*name, value[*name], depth));
    }
    out_ += '}';
    return {};
  }

  Status Below(const std::string& name, const Json& value, int depth) {
    const std::size_t length = pointer_.size();
    AppendPointer(name, pointer_);
    GODWIT_TRY(Write(value, depth + 1));
    pointer_.resize(length);
    return {};
  }

  std::string out_;
  std::string pointer_;
};

}  // namespace

Result<std::string> CanonicalJson(const nlohmann::json& value) {
  Writer writer;
  GODWIT_TRY(writer.Write(value, 0));
  return std::move(writer).Take();
}

}  // namespace godwit
