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

struct PlanStep {
  enum class Kind : std::uint8_t { kStatement, kDataStep };
  Kind kind = Kind::kStatement;
  std::string name;  // of a data step
  std::string sql;
  std::string reason;  // the author's comment above it, or what the statement does in words
  SourcePlace place;
  std::vector<std::string> undo_limits;  // of a data step: where undo cannot be promised
};

struct PlannedMigration {
  std::string name;
  bool applied = false;                // only its data steps are left
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

// `creates table "Pet"`, `adds column "traits" to table "Pet"`: what a statement does, in words.
std::string DescribeStatement(std::string_view sql);

}  // namespace godwit
