#include "bench/measure/options.h"

#include <charconv>
#include <string_view>

namespace godwit::measure {
namespace {

Error Usage(std::string what, std::string why) {
  return {.code = ErrorCode::kUsage,
          .what = std::move(what),
          .why = std::move(why),
          .next = "see `godwit-measure help`"};
}

}  // namespace

Result<Options> Options::Parse(std::span<const char* const> arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); i += 2) {
    const std::string name = arguments[i];
    if (!name.starts_with("--") || i + 1 == arguments.size()) {
      return Usage("argument \"" + name + "\"", "options are pairs: --name VALUE");
    }
    if (!options.options_.emplace(name.substr(2), Option{.value = arguments[i + 1]}).second) {
      return Usage("option " + name, "it is given twice");
    }
  }
  return options;
}

Status Options::CheckAllUsed() const {
  for (const auto& [name, option] : options_) {
    if (!option.used) return Usage("option --" + name, "this job has none of that name");
  }
  return {};
}

Result<std::int64_t> Options::Number(const std::string& name) {
  GODWIT_ASSIGN(const std::string text, Text(name));
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data(), end, number);
  if (code == std::errc() && stop == end && number >= 1) return number;
  return Usage("option --" + name, "\"" + text + "\" is no whole number of at least 1");
}

Result<std::string> Options::Text(const std::string& name) {
  std::string text = TextOrEmpty(name);
  if (text.empty()) return Usage("option --" + name, "this job needs it");
  return text;
}

std::string Options::TextOrEmpty(const std::string& name) {
  const auto found = options_.find(name);
  if (found == options_.end()) return {};
  found->second.used = true;
  return found->second.value;
}

}  // namespace godwit::measure
