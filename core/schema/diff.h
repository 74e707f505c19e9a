// From one schema to another: what to change, in which order, and the way back.
//
// Every plan is proven before it is given: carried out on a scratch database that has the first
// schema, it makes the second. Of a long one that is done in parts that have nothing to do with
// each other (core/schema/plan_parts.h), because each ALTER TABLE makes SQLite read the whole
// schema anew.
#pragma once

#include <functional>

#include "core/base/status.h"
#include "core/schema/changes.h"
#include "core/schema/lookup.h"
#include "core/schema/model.h"
#include "core/schema/plan_parts.h"
#include "core/schema/renames.h"
#include "core/sqlite/database.h"

namespace godwit {

struct DiffOptions {
  SqliteRelease release = kNewestRelease;  // the oldest one that the SQL has to run on
  // An empty private database with the functions that the schemas use.
  std::function<Result<Database>()> open_scratch;
  bool to_is_text = true;  // of FindRenames
  // Names that are taken beside those of the schemas, borrowed; nullptr = none.
  const NamePool* taken = nullptr;
  PartSizes parts = {};
};

struct SchemaDiff {
  SchemaPlan forward;
  SchemaPlan back;
};

// Errors (kRefused): FindRenames's; a virtual table that differs, whose rows nobody else can carry
// over; a schema that SQLite does not take. (kFailed): the proof failed; what differs is named.
Result<SchemaDiff> DiffSchemas(const Schema& from, const Schema& to, const DiffOptions& options);

// One way, with what is known of the names.
Result<SchemaPlan> PlanSchema(const Schema& from, const Schema& to, const Renames& renames,
                              const DiffOptions& options);

}  // namespace godwit
