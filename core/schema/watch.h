// A schema that is looked at again and again, as one migration after the other changes it: each
// time only what has changed is read.
//
// SQLite keeps the SQL of every object; what a table's canonical text depends on besides is the
// spelling of the names that its foreign keys mention. Where a schema has views,
// triggers or virtual tables it is read whole, for these depend on other objects.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/base/sha256.h"
#include "core/base/status.h"
#include "core/schema/model.h"
#include "core/sqlite/database.h"

namespace godwit {

// The texts of one object (CanonicalObjects); nothing = there was, or is, none.
struct ObjectChange {
  std::optional<std::string> before;
  std::optional<std::string> after;
};

class SchemaWatch {
 public:
  // What has changed since the last call, by object. The first call begins with an empty schema.
  Result<std::map<std::string, ObjectChange>> Refresh(const Database& db);
  // As of the last call.
  const std::map<std::string, std::string>& objects() const { return objects_; }
  // Of all objects' names and texts, hex; it does not depend on the way there.
  std::string digest() const { return Hex(digest_); }

 private:
  using Changes = std::map<std::string, ObjectChange>;
  // What SQLite keeps of each table and its indexes, by the table's name in lower case.
  using Stored = std::map<std::string, std::string>;

  Status RefreshWhole(const Database& db, Changes& changes);
  Status RefreshTables(const Database& db, const Stored& stored, Changes& changes);
  // Nothing = it goes.
  void Put(const std::string& object, const std::optional<std::string>& text, Changes& changes);
  void Remember(const Table& table);
  void Forget(const std::string& lower);

  std::optional<Value> version_;  // PRAGMA schema_version
  bool whole_ = false;            // it is read whole
  Stored stored_;
  std::map<std::string, std::string> names_;               // object of each table in stored_
  std::map<std::string, std::set<std::string>> targets_;   // its foreign keys' tables
  std::map<std::string, std::set<std::string>> children_;  // the same the other way round
  std::map<std::string, std::string> objects_;
  Sha256Digest digest_{};
};

}  // namespace godwit
