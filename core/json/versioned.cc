#include "core/json/versioned.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/json/document.h"
#include "core/json/typed_json.h"

namespace godwit {
namespace {

using nlohmann::json;

constexpr std::string_view kAnyObject = R"({"type": "object"})";

// A whole number, however it is written; nothing where it is none.
std::optional<std::int64_t> WholeNumber(const json& value) {
  if (!value.is_number()) return std::nullopt;
  // Beyond it a double counts no longer; no version goes there.
  constexpr double kExact = 9007199254740992.0;
  const double number = value.get<double>();
  if (!(number >= -kExact && number <= kExact)) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(number);
  return static_cast<double>(whole) == number ? std::optional(whole) : std::nullopt;
}

}  // namespace

Result<DocumentKind> DocumentKind::Compile(const DocumentKindRow& row) {
  DocumentKind kind(row);
  std::int64_t version = row.first;
  for (const DocumentVersion& one : row.versions) {
    Result<Validator> validator = Validator::Compile(one.schema.empty() ? kAnyObject : one.schema);
    if (!validator.ok()) {
      Error error = std::move(validator).error();
      error.what = "the schema of " + std::string(row.name) + " version " +
                   std::to_string(version) + ": " + error.what;
      return error;
    }
    kind.validators_.push_back(std::move(validator).value());
    ++version;
  }
  return kind;
}

Error DocumentKind::Wrong(std::string_view id, std::string why) const {
  return {.code = ErrorCode::kRefused,
          .what = std::string(row_.name) + " '" + std::string(id) + "'",
          .why = std::move(why)};
}

Result<std::int64_t> DocumentKind::VersionOf(std::string_view id, const json& document) const {
  const auto found = document.find(std::string(row_.member));
  if (found == document.end()) {
    if (row_.first == 0) return std::int64_t{0};
    return Wrong(id, "it has no " + std::string(row_.member));
  }
  const std::optional<std::int64_t> version = WholeNumber(*found);
  if (!version || *version < row_.first || *version > current()) {
    std::string shown;
    GODWIT_TRY(typed_json::Write(*found, shown));
    Error error = Wrong(id, std::string(row_.member) + " " + shown + " is not known");
    error.next = "the known ones are " + std::to_string(row_.first) + " to " +
                 std::to_string(current()) + "; a newer program may have written it";
    return error;
  }
  return *version;
}

Status DocumentKind::Check(std::string_view id, std::string_view text, std::int64_t version) const {
  const auto at = static_cast<std::size_t>(version - row_.first);
  const std::vector<Violation> violations = validators_[at].Violations(text, 1);
  if (violations.empty()) return {};
  return Wrong(id, "it breaks the rules of version " + std::to_string(version) + ": " +
                       Describe(violations.front()));
}

Result<VersionedDocument> DocumentKind::Read(std::string_view id, std::string_view text) const {
  const std::vector<Violation> faults = StrictJson().Violations(text, 1);
  if (!faults.empty()) return Wrong(id, "it is broken text: " + Describe(faults.front()));
  VersionedDocument document{.json = ParseDocument(text), .text = std::string(text)};
  if (!document.json.is_object()) {
    return Wrong(id, "it is " + std::string(document.json.type_name()) + ", not an object");
  }
  GODWIT_ASSIGN(document.was, VersionOf(id, document.json));
  GODWIT_TRY(Check(id, text, document.was));
  if (document.was == current()) return document;
  for (std::int64_t version = document.was; version < current(); ++version) {
    row_.versions[static_cast<std::size_t>(version - row_.first) + 1].upgrade(document.json);
    document.json[std::string(row_.member)] = version + 1;
  }
  document.text.clear();
  GODWIT_TRY(typed_json::Write(document.json, document.text));
  GODWIT_TRY(Check(id, document.text, current()));
  return document;
}

Result<VersionedDocument> DocumentKind::Stamp(std::string_view id, json document) const {
  if (!document.is_object()) {
    return Wrong(id, "it is " + std::string(document.type_name()) + ", not an object");
  }
  const auto [member, added] = document.emplace(std::string(row_.member), current());
  if (!added && WholeNumber(*member) != current()) {
    return Wrong(id, "it says another " + std::string(row_.member) + " than " +
                         std::to_string(current()) + ", the current one");
  }
  *member = current();
  VersionedDocument stamped{.json = std::move(document), .text = {}, .was = current()};
  GODWIT_TRY(typed_json::Write(stamped.json, stamped.text));
  GODWIT_TRY(Check(id, stamped.text, current()));
  return stamped;
}

}  // namespace godwit
