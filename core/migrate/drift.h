// Drift: what a database has that its ledger and the migrations do not explain, and the other way
// round.
#pragma once

#include <memory>
#include <optional>
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
  // `options` as FindDrift's. REQUIRES: Step has said false.
  Result<std::vector<DriftItem>> Find(const DiffOptions* options) const;
  // The plans of the migration that would explain all of it. An error (kRefused) where something
  // may have been renamed. REQUIRES: Step has said false.
  Result<SchemaDiff> Explain(const DiffOptions& options) const;
  const Schema& there() const { return there_; }
  // Whether what the database has is what `migration` makes of what is meant: then it was run by
  // hand, or written after what was done by hand. The search is of no more use then.
  // REQUIRES: Step has said false.
  Result<bool> IsMadeBy(const Migration& migration);

 private:
  DriftSearch(Schema there, Database& scratch) : there_(std::move(there)), scratch_(scratch) {}

  Schema there_;
  Database& scratch_;
  std::unique_ptr<SchemaBuild> build_;
};

// Whether the ledger alone proves that there is no drift: each migration began with the schema that
// the one before it had left, the first with none, and the last one's is there still. Of migrations
// without a way back nothing is kept, and nothing proved.
Result<bool> StandsAsRecorded(const Database& db, const Ledger& ledger);

// Drift in the way of a migration that is about to run.
struct DriftInTheWay {
  std::string migration;
  const DriftItem* item = nullptr;
};

// The first of `items`, which are borrowed, that one of the `pending` migrations runs over: it
// writes, alters or drops the table, or makes or drops the object itself; nullopt = it is none.
// Of drift that a baseline has `accepted`, rows may be written. The sentences of the others are
// added to `warnings`.
std::optional<DriftInTheWay> FindDriftInTheWay(const std::vector<DriftItem>& items,
                                               const Project& project,
                                               const std::vector<std::string>& pending,
                                               bool accepted, std::vector<std::string>& warnings);
// As an error (kRefused). `made`: the migration makes what is there (DriftSearch::IsMadeBy).
Error DriftRefused(const DriftInTheWay& found, bool made);

// `table "x" is extra: no migration makes it`
std::string DriftSentence(const DriftItem& item);

}  // namespace godwit
