// What each migration did to the schema, kept in the ledger, so that its way back can be proved to
// lead back.
//
// Kept are the objects that the migration made, changed or dropped, as canonical text
// (core/schema/canonical.h) before and after, and a digest of the schema before and after; only
// where there is a way back, for reading a schema takes time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/schema/watch.h"
#include "core/sqlite/database.h"

namespace godwit {

// What a migration has done: the objects that it changed, and the digests (SchemaWatch::digest)
// before and after it. REQUIRES: a write transaction, and the ledger's tables.
Status RecordSchema(Database& db, const std::string& migration, const std::string& before,
                    const SchemaWatch& after, const std::map<std::string, ObjectChange>& changes);
// The same for a migration that commits in pieces: what was before it is kept until it ends.
Status RecordSchemaBefore(Database& db, const std::string& migration, const SchemaWatch& before);
// Where there is no way back any more.
Status ForgetSchema(Database& db, const std::string& migration);
// Nothing happens where that was not done.
Status RecordSchemaAfter(Database& db, const std::string& migration, const SchemaWatch& after);

// Before and after a migration; empty where none is kept.
struct SchemaDigests {
  std::string before;
  std::string after;
};
Result<SchemaDigests> RecordedSchemaDigests(const Database& db, const std::string& migration);

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
