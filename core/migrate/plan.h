// What `up` would do, as data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/ledger.h"
#include "core/migrate/project.h"
#include "core/migrate/run.h"

namespace godwit {

// A table in a step, with its estimated size (core/migrate/table_size.h) when the step begins.
struct PlanTable {
  std::string name;
  // What is done to it, in the order of kWays in plan_effects.cc; empty where it is only read.
  std::vector<std::string> how;
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
};

struct PlanStep {
  enum class Kind : std::uint8_t { kStatement, kDataStep };
  Kind kind = Kind::kStatement;
  std::string name;  // of a data step
  std::string sql;
  std::string reason;  // the author's comment above it, or what the statement does in words
  SourcePlace place;
  std::vector<std::string> undo_limits;  // of a data step: where undo cannot be promised
  // The statement that takes it back, where one can be derived; else down.sql has to say.
  std::optional<std::string> reverse;
  // Of a migration that commits in pieces, which one it belongs to, from 1; 0 = the migration is
  // one transaction.
  int piece = 0;
  bool alone = false;  // no transaction encloses it
  // AddEffects has found out what the step touches; false where SQLite could not compile it.
  bool understood = false;
  std::vector<PlanTable> reads;
  std::vector<PlanTable> writes;
};

struct PlannedMigration {
  bool down = false;  // what down.sql would run
  std::string name;
  bool applied = false;                // only its data steps are left
  int pieces = 0;                      // that commit by themselves; 0 = it is one transaction
  std::int64_t committed = 0;          // statements of one that has begun; not among the steps
  std::optional<std::string> reverse;  // down.sql; none = no way back
  std::vector<PlanStep> steps;
};

// Refused (kRefused) under the same conditions as `up`. Without undo_limits: AddUndoLimits.
Result<std::vector<PlannedMigration>> PlanUp(const Project& project, const Ledger& ledger,
                                             const UpOptions& options);

// Says of each data step where undo cannot be promised. nullptr = there is no database.
Status AddUndoLimits(const Database* db, const Project& project,
                     std::vector<PlannedMigration>& plan);

// What `down` would run: the statements of each down.sql, in order.
Result<std::vector<PlannedMigration>> PlanDown(const Project& project, const Ledger& ledger,
                                               const DownOptions& options);

}  // namespace godwit
