// What each migration did to the schema, kept in the ledger, so that its way back can be proved to
// lead back.
//
// Kept are the objects that the migration made, changed or dropped, as canonical text
// (core/schema/canonical.h) before and after, and the schema's digest before and after; only where
// there is a way back, for reading a schema takes time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

// Objects by their name (`table "Pet"`), each with its text.
struct SchemaState {
  std::map<std::string, std::string> objects;
  std::string digest;
};

Result<SchemaState> ReadSchemaState(const Database& db);

// Reads it again only when the schema has changed since; for many migrations one after the other.
class SchemaReader {
 public:
  Result<SchemaState> Read(const Database& db);

 private:
  std::optional<Value> version_;  // PRAGMA schema_version of what is known
  SchemaState known_;
};

// REQUIRES: a write transaction, and the ledger's tables.
Status RecordSchema(Database& db, const std::string& migration, const SchemaState& before,
                    const SchemaState& after);

// The same for a migration that commits in pieces: what was before it is kept until it ends.
Status RecordSchemaBefore(Database& db, const std::string& migration, const SchemaState& before);
// Nothing happens where that was not done.
Status RecordSchemaAfter(Database& db, const std::string& migration, const SchemaState& after);

// The proof of one way back.
class SchemaProof {
 public:
  // Before down.sql runs. Warnings, where the proof cannot be whole, are added.
  static Result<SchemaProof> Start(const Database& db, const std::string& migration,
                                   std::vector<std::string>& warnings);
  // After it: an error (kFailed) when the schema is not what it was before the migration; it names
  // the first object, and column, that differ.
  Status Check(const Database& db, const std::string& subject) const;

 private:
  bool recorded_ = false;
  std::map<std::string, std::string> expected_;
  std::map<std::string, std::string> skipped_;  // changed by somebody else: not judged
};

}  // namespace godwit
