// Where a database stands against its project.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/ledger.h"
#include "core/migrate/project.h"
#include "core/migrate/run.h"
#include "core/sqlite/database.h"

namespace godwit {

enum class MigrationState : std::uint8_t {
  kApplied,
  kPending,
  kChanged,   // applied, but migration.sql is no longer what was applied
  kCosmetic,  // applied, and migration.sql differs in layout and comments only
  kMissing,   // applied, but its folder is gone
  kFailed,    // begun and not ended, by a tool that commits halfway
  kBegun,     // some of its pieces are committed, and not the last
  kOff,       // optional and not applied
};

// "applied", "pending", "changed", "cosmetic", "missing", "failed", "begun", "off".
std::string_view MigrationStateName(MigrationState state);

struct MigrationStatus {
  std::string name;
  MigrationState state = MigrationState::kPending;
  std::string checksum;    // of the file; of the ledger where the file is missing
  std::string applied_at;  // empty when not applied
  bool optional = false;
  std::int64_t committed = 0;  // statements; of a begun one
};

struct DataStepStatus {
  std::string migration;
  std::string name;
  StepState state = StepState::kDue;
  std::int64_t rows_left = 0;
  std::string problem;   // why it cannot be counted; empty = it can
  bool removed = false;  // it has ended, and what it wrote is no longer there to be counted
};

struct ProjectStatus {
  std::vector<MigrationStatus>
      migrations;  // the project's order; missing ones where they belong by name
  std::vector<DataStepStatus> data_steps;  // of applied migrations
  std::vector<LedgerEvent> events;
  std::vector<std::string> warnings;
  std::string ledger;  // which one the database has; empty = none yet

  // Nothing pending, changed, missing, failed or due. A cosmetic change is none.
  bool UpToDate() const;
};

// Of migrations only; needs no data to be read.
std::vector<MigrationStatus> CompareWithLedger(const Project& project, const Ledger& ledger);

// nullptr = there is no database: everything is pending.
Result<ProjectStatus> ReadStatus(Database* db, const Project& project);

// A sentence each: pending migrations that will run after one that is dated later.
std::vector<std::string> OutOfOrder(const Project& project, const Ledger& ledger,
                                    const UpOptions& options);

// An error (kRefused) when an applied migration has changed or is missing, or one has failed.
Status CheckLedger(const Project& project, const Ledger& ledger);

}  // namespace godwit
