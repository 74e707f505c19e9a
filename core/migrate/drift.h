// Drift: what a database has that its ledger and the migrations do not explain, and the other way
// round.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/declared_schema.h"
#include "core/migrate/ledger.h"
#include "core/schema/diff.h"
#include "core/schema/drift.h"
#include "core/schema/model.h"

namespace godwit {

// Makes the schema that the applied migrations make, in slices, and compares.
class DriftSearch {
 public:
  // Reads ledger and schema in one transaction: what another process applies meanwhile is no drift.
  // `scratch` is empty and private, with the project's functions; borrowed.
  // An error (kRefused) where the ledger does not say which schema is meant.
  static Result<DriftSearch> Start(const RunContext& context, Database& scratch);

  // true: more is left. An error is a migration's.
  Result<bool> Step() { return build_->Step(); }
  // REQUIRES: Step has said false.
  Result<std::vector<DriftItem>> Find(const DiffOptions& options) const;
  // The plans of the migration that would explain all of it. REQUIRES: Step has said false.
  Result<SchemaDiff> Explain(const DiffOptions& options) const;

 private:
  DriftSearch(Schema there, Database& scratch) : there_(std::move(there)), scratch_(scratch) {}

  Schema there_;
  Database& scratch_;
  std::unique_ptr<SchemaBuild> build_;
};

// Whether the schema is what it was when the last migration was applied, as far as the ledger has
// kept that; then there is no drift that has come since.
Result<bool> StandsAsRecorded(const Database& db, const Ledger& ledger);

// Of items in the way of migrations that are about to run, the error (kRefused) that says so: a
// migration writes, alters or drops the table. The sentences of the others are added to `warnings`.
Status CheckDriftInTheWay(const std::vector<DriftItem>& items, const Project& project,
                          const std::vector<std::string>& pending,
                          std::vector<std::string>& warnings);

// `table "x" is extra: no migration makes it`
std::string DriftSentence(const DriftItem& item);

}  // namespace godwit
