// Versioned documents: JSON whose shape has changed with time, brought to its current version as it
// is read.
//
// A kind of document is data: its name, the member that says the version, and a row for each
// version. A new version takes one function, which makes it of the one before, and one row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/status.h"
#include "core/json/schema.h"

namespace godwit {

struct DocumentVersion {
  // Makes of an object of the version before one of this version, but for the member that says so.
  // Pure: the same comes out of the same. nullptr for the first.
  void (*upgrade)(nlohmann::json& document) = nullptr;
  // JSON Schema; empty = any object, as of times when nobody had written the rules down.
  std::string_view schema;
};

struct DocumentKindRow {
  std::string_view name;    // "definition"
  std::string_view member;  // "schema_version"
  // Of the first version in the table. Documents without the member are of version 0 where that is
  // the first, and an error elsewhere.
  std::int64_t first = 0;
  std::span<const DocumentVersion> versions;
};

struct VersionedDocument {
  nlohmann::json json;   // of the current version
  std::string text;      // the same; as it was stored where that is current
  std::int64_t was = 0;  // the version that was stored
};

class DocumentKind {
 public:
  // An error names the version whose schema is none. Borrows the row's data.
  static Result<DocumentKind> Compile(const DocumentKindRow& row);

  std::string_view name() const { return row_.name; }
  std::int64_t current() const { return row_.first + std::ssize(row_.versions) - 1; }

  // A stored document, checked against the rules of the version that it says it has, and upgraded
  // step by step. Errors (kRefused) name kind, `id` and version, and what is wrong: it is no JSON
  // object, its version is not known, or it breaks the rules.
  Result<VersionedDocument> Read(std::string_view id, std::string_view text) const;

  // What to store: the object with the current version in it, checked against the current rules.
  // An object that says another version is refused: only Read makes a new version of an old one.
  Result<VersionedDocument> Stamp(std::string_view id, nlohmann::json document) const;

 private:
  explicit DocumentKind(const DocumentKindRow& row) : row_(row) {}
  Result<std::int64_t> VersionOf(std::string_view id, const nlohmann::json& document) const;
  Status Check(std::string_view id, std::string_view text, std::int64_t version) const;
  Error Wrong(std::string_view id, std::string why) const;

  DocumentKindRow row_;
  std::vector<Validator> validators_;  // one a version
};

}  // namespace godwit
