#include "core/samples/arguments.h"

#include <algorithm>
#include <charconv>

#include "core/base/nearest.h"
#include "core/json/document.h"
#include "core/json/utf8.h"

namespace godwit {
namespace {

using nlohmann::json;

Error Wrong(const std::string& what, std::string_view name, std::string why,
            std::string next = {}) {
  return {.code = ErrorCode::kUsage,
          .what = what + ", argument \"" + std::string(name) + "\"",
          .why = std::move(why),
          .next = std::move(next)};
}

const Parameter* Find(std::span<const Parameter> parameters, std::string_view name) {
  const auto found = std::ranges::find(parameters, name, &Parameter::name);
  return found == parameters.end() ? nullptr : &*found;
}

Error Unknown(const std::string& what, std::span<const Parameter> parameters,
              std::string_view name) {
  std::vector<std::string_view> names;
  std::string list;
  for (const Parameter& parameter : parameters) {
    names.push_back(parameter.name);
    list += (list.empty() ? "" : ", ") + std::string(parameter.name);
  }
  const std::string_view nearest = NearestName(name, names);
  std::string next = list.empty() ? "it takes none" : "it takes " + list;
  if (!nearest.empty()) next = "did you mean \"" + std::string(nearest) + "\"? " + next;
  return Wrong(what, name, "the operation has no such parameter", std::move(next));
}

bool IsList(const json& value) {
  return value.is_array() &&
         std::ranges::all_of(value, [](const json& item) { return item.is_string(); });
}

// Whether it is of the parameter's type.
bool Fits(const Parameter& parameter, const json& value) {
  switch (parameter.type) {
    case ArgumentType::kText:
      return value.is_string();
    case ArgumentType::kInteger:
      // Beyond 2^63 it is unsigned, and would wrap.
      return value.is_number_integer() &&
             (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX);
    case ArgumentType::kBoolean:
      return value.is_boolean();
    case ArgumentType::kWord:
      return value.is_string() &&
             std::ranges::find(parameter.words, value.get<std::string>()) != parameter.words.end();
    case ArgumentType::kTexts:
      return IsList(value);
    case ArgumentType::kJson:
      return true;
  }
  return false;
}

std::string Wanted(const Parameter& parameter) {
  switch (parameter.type) {
    case ArgumentType::kText:
      return "a text";
    case ArgumentType::kInteger:
      return "a whole number";
    case ArgumentType::kBoolean:
      return "true or false";
    case ArgumentType::kWord:
      return "one of " + TypeText(parameter);
    case ArgumentType::kTexts:
      return "a list of texts";
    case ArgumentType::kJson:
      return "JSON";
  }
  return {};
}

// A text of a command line as a value; discarded where it is none of the parameter's.
json ValueOf(const Parameter& parameter, const std::string& text) {
  json none(json::value_t::discarded);
  if (text.empty() && parameter.optional) return nullptr;
  switch (parameter.type) {
    case ArgumentType::kText:
    case ArgumentType::kWord:
      return text;
    case ArgumentType::kInteger: {
      std::int64_t number = 0;
      const char* const end = text.data() + text.size();
      const auto [stop, error] = std::from_chars(text.data(), end, number);
      return error == std::errc() && stop == end ? json(number) : none;
    }
    case ArgumentType::kBoolean:
      return text == "true" || text == "false" ? json(text == "true") : none;
    case ArgumentType::kTexts:
      return text.starts_with('[') ? ParseDocument(text) : json::array({text});
    case ArgumentType::kJson:
      return ParseDocument(text);
  }
  return none;
}

// What stands before the `=` of NAME=VALUE; empty when it is a value alone.
std::string_view NameIn(std::string_view text) {
  const std::size_t end = text.find('=');
  if (end == 0 || end == std::string_view::npos) return {};
  const std::string_view name = text.substr(0, end);
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return std::ranges::all_of(name, is_letter) ? name : std::string_view();
}

Status Put(const std::string& what, const Parameter& parameter, const std::string& text,
           json& values) {
  const std::string name(parameter.name);
  if (!ValidUtf8(text)) return Wrong(what, name, "it is not UTF-8 text");
  json value = ValueOf(parameter, text);
  if (value.is_discarded()) {
    return Wrong(what, name, "\"" + text + "\" is not " + Wanted(parameter));
  }
  if (!values.contains(name)) {
    values[name] = std::move(value);
    return {};
  }
  if (!IsList(values[name]) || !IsList(value) || parameter.type != ArgumentType::kTexts) {
    return Wrong(what, name, "it is given twice");
  }
  for (json& item : value) values[name].push_back(std::move(item));
  return {};
}

}  // namespace

std::string TypeText(const Parameter& parameter) {
  static constexpr std::string_view kNames[] = {"text", "integer", "true|false",
                                                "word", "texts",   "json"};
  if (parameter.type != ArgumentType::kWord) {
    return std::string(kNames[static_cast<std::size_t>(parameter.type)]);
  }
  std::string words;
  for (const std::string_view word : parameter.words) {
    words += (words.empty() ? "" : "|") + std::string(word);
  }
  return words;
}

int Arguments::Limit(const char* name, int usual) const {
  const std::int64_t limit = Optional<std::int64_t>(name).value_or(usual);
  return static_cast<int>(std::clamp<std::int64_t>(limit, INT32_MIN, INT32_MAX));
}

std::vector<std::string> Arguments::Texts(const char* name) const {
  return Optional<std::vector<std::string>>(name).value_or(std::vector<std::string>());
}

Result<Arguments> Arguments::Read(std::string what, std::span<const Parameter> parameters,
                                  json values) {
  if (values.is_null()) values = json::object();
  if (!values.is_object()) {
    return Error{.code = ErrorCode::kUsage,
                 .what = std::move(what),
                 .why = "its arguments must be an object, or a list of texts"};
  }
  for (const auto& [name, value] : values.items()) {
    const Parameter* parameter = Find(parameters, name);
    if (parameter == nullptr) return Unknown(what, parameters, name);
    if (value.is_null()) continue;
    if (!Fits(*parameter, value)) return Wrong(what, name, "it must be " + Wanted(*parameter));
  }
  for (const Parameter& parameter : parameters) {
    const auto found = values.find(std::string(parameter.name));
    if (parameter.optional || (found != values.end() && !found->is_null())) continue;
    return Wrong(what, parameter.name, "it is missing", "give " + Wanted(parameter));
  }
  return Arguments(std::move(values));
}

Result<Arguments> Arguments::Parse(const std::string& what, std::span<const Parameter> parameters,
                                   std::span<const std::string> texts) {
  json values = json::object();
  std::size_t next = 0;  // of the parameters that have no name in front of their value
  for (const std::string& text : texts) {
    const std::string_view name = NameIn(text);
    if (!name.empty()) {
      const Parameter* parameter = Find(parameters, name);
      if (parameter == nullptr) return Unknown(what, parameters, name);
      GODWIT_TRY(Put(what, *parameter, text.substr(name.size() + 1), values));
      continue;
    }
    while (next < parameters.size() && values.contains(std::string(parameters[next].name))) ++next;
    if (next >= parameters.size()) {
      return Error{.code = ErrorCode::kUsage,
                   .what = what,
                   .why = "\"" + text + "\" is one argument too many",
                   .next = "it takes " + std::to_string(parameters.size())};
    }
    GODWIT_TRY(Put(what, parameters[next++], text, values));
  }
  return Read(what, parameters, std::move(values));
}

}  // namespace godwit
