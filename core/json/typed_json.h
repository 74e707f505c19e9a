// JSON documents as C++ structs: what generated code (`godwit types --lang cpp`) calls to read and
// write them.
//
// A struct shows its members to a visitor, by
//   template <typename Self, typename Visitor> static void Visit(Self& self, Visitor& visitor);
// which calls visitor.Required("name", self.member), visitor.Optional("name", self.member) and,
// where the schema lets further members in, visitor.Rest(self.more). An optional member that is
// absent and one that is null read alike, and are written as absent. An enumeration has
//   bool ParseWord(std::string_view, E&) and std::string_view WordOf(E).
//
// Reading checks kinds and required members and refuses members that the struct does not have; the
// other rules of a JSON Schema are a Validator's (core/json/schema.h). Reading and writing keep
// every member; what is unknown comes out behind the known ones, by name.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/json/document.h"
#include "core/json/string.h"

namespace godwit {

namespace typed_json {

using Json = nlohmann::json;

// `document: …` or `/a/b: …`, as validators say it.
Error Mismatch(const std::string& pointer, std::string why);
std::string Below(const std::string& pointer, std::string_view member);

Status Read(const Json& json, const std::string& pointer, bool& into);
Status Read(const Json& json, const std::string& pointer, std::int64_t& into);
Status Read(const Json& json, const std::string& pointer, double& into);
Status Read(const Json& json, const std::string& pointer, std::string& into);
Status Read(const Json& json, const std::string& pointer, Json& into);

Status Write(bool value, std::string& out);
Status Write(std::int64_t value, std::string& out);
Status Write(double value, std::string& out);  // refuses what is not finite
Status Write(const std::string& value, std::string& out);
Status Write(const Json& value, std::string& out);

template <typename T>
concept IsDocument = std::is_class_v<T> && requires { &T::FromJson; };

template <typename Choice>
  requires std::is_enum_v<Choice>
Status Read(const Json& json, const std::string& pointer, Choice& into) {
  std::string word;
  GODWIT_TRY(Read(json, pointer, word));
  if (!ParseWord(word, into)) return Mismatch(pointer, "\"" + word + "\" is not a known word");
  return {};
}

template <typename T>
Status Read(const Json& json, const std::string& pointer, std::optional<T>& into);
template <typename T>
Status Read(const Json& json, const std::string& pointer, std::vector<T>& into);
template <typename T>
Status Read(const Json& json, const std::string& pointer, std::map<std::string, T>& into);
template <IsDocument T>
Status Read(const Json& json, const std::string& pointer, T& into);

template <typename Choice>
  requires std::is_enum_v<Choice>
Status Write(Choice value, std::string& out) {
  AppendJsonString(WordOf(value), out);
  return {};
}

template <typename T>
Status Write(const std::optional<T>& value, std::string& out);
template <typename T>
Status Write(const std::vector<T>& value, std::string& out);
template <typename T>
Status Write(const std::map<std::string, T>& value, std::string& out);
template <IsDocument T>
Status Write(const T& value, std::string& out);

class Reader {
 public:
  Reader(const Json& json, const std::string& pointer) : json_(json), pointer_(pointer) {}

  template <typename T>
  void Required(const char* name, T& into) {
    Member(name, into, true);
  }
  template <typename T>
  void Optional(const char* name, std::optional<T>& into) {
    Member(name, into, false);
  }
  template <typename T>
  void Rest(std::map<std::string, T>& into) {
    open_ = true;
    for (const auto& [name, value] : json_.items()) {
      if (!status_.ok() || known_.contains(name)) continue;
      status_ = Read(value, Below(pointer_, name), into[name]);
    }
  }
  Status End();

 private:
  template <typename T>
  void Member(const char* name, T& into, bool required) {
    known_.insert(name);
    if (!status_.ok()) return;
    const auto found = json_.find(name);
    if (found != json_.end()) {
      status_ = Read(*found, Below(pointer_, name), into);
    } else if (required) {
      status_ = Mismatch(Below(pointer_, name), "it is missing");
    } else {
      into = T();
    }
  }

  const Json& json_;
  const std::string& pointer_;
  std::set<std::string, std::less<>> known_;
  bool open_ = false;
  Status status_;
};

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  template <typename T>
  void Required(std::string_view name, const T& value) {
    Member(name, value);
  }
  template <typename T>
  void Optional(std::string_view name, const std::optional<T>& value) {
    if (value) Member(name, *value);
  }
  template <typename T>
  void Rest(const std::map<std::string, T>& more) {
    for (const auto& [name, value] : more) Member(name, value);
  }
  Status End() {
    out_ += empty_ ? "{}" : "}";
    return std::move(status_);
  }

 private:
  template <typename T>
  void Member(std::string_view name, const T& value) {
    if (!status_.ok()) return;
    out_ += std::exchange(empty_, false) ? '{' : ',';
    AppendJsonString(name, out_);
    out_ += ':';
    status_ = Write(value, out_);
  }

  std::string& out_;
  bool empty_ = true;
  Status status_;
};

template <typename T>
Status Read(const Json& json, const std::string& pointer, std::optional<T>& into) {
  into.reset();
  return json.is_null() ? Status() : Read(json, pointer, into.emplace());
}

template <typename T>
Status Read(const Json& json, const std::string& pointer, std::vector<T>& into) {
  if (!json.is_array()) return Mismatch(pointer, "an array is expected");
  into.clear();
  for (const Json& item : json) {
    T value{};
    GODWIT_TRY(Read(item, Below(pointer, std::to_string(into.size())), value));
    into.push_back(std::move(value));
  }
  return {};
}

template <typename T>
Status Read(const Json& json, const std::string& pointer, std::map<std::string, T>& into) {
  if (!json.is_object()) return Mismatch(pointer, "an object is expected");
  into.clear();
  for (const auto& [name, value] : json.items()) {
    GODWIT_TRY(Read(value, Below(pointer, name), into[name]));
  }
  return {};
}

template <IsDocument T>
Status Read(const Json& json, const std::string& pointer, T& into) {
  if (!json.is_object()) return Mismatch(pointer, "an object is expected");
  Reader reader(json, pointer);
  T::Visit(into, reader);
  return reader.End();
}

template <typename T>
Status Write(const std::optional<T>& value, std::string& out) {
  if (value) return Write(*value, out);
  out += "null";
  return {};
}

template <typename T>
Status Write(const std::vector<T>& value, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (i > 0) out += ',';
    GODWIT_TRY(Write(static_cast<const T&>(value[i]), out));
  }
  out += ']';
  return {};
}

template <typename T>
Status Write(const std::map<std::string, T>& value, std::string& out) {
  Writer writer(out);
  writer.Rest(value);
  return writer.End();
}

template <IsDocument T>
Status Write(const T& value, std::string& out) {
  Writer writer(out);
  T::Visit(value, writer);
  return writer.End();
}

}  // namespace typed_json

// A text that is no JSON, or of other kinds than T's, is an error whose `why` says where.
template <typename T>
Result<T> ReadTypedJson(std::string_view text) {
  const nlohmann::json json = ParseDocument(text);
  if (json.is_discarded()) return typed_json::Mismatch({}, "it is no JSON");
  T value{};
  GODWIT_TRY(typed_json::Read(json, {}, value));
  return value;
}

// Compact, members in the order of the struct, numbers as ECMAScript writes them.
template <typename T>
Result<std::string> WriteTypedJson(const T& value) {
  std::string text;
  GODWIT_TRY(typed_json::Write(value, text));
  return text;
}

}  // namespace godwit
