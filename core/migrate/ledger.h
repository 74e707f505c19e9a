// The ledger: which migrations a database has had, how far its data steps are, and what was mended.
//
// It lives in the database itself, so that a migration and the record of it commit together. The
// list of migrations is kept as the database's own tool keeps it (core/migrate/ledger_format.h):
// Godwit's or Prisma's. Everything else stands in tables whose names begin with godwit_; they come
// when there is something to keep, and go with the last migration.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/migrate/journal.h"
#include "core/sqlite/database.h"

namespace godwit {

struct LedgerEntry {
  std::int64_t position = 0;  // order of application, from 1
  std::string name = {};
  std::string checksum = {};
  std::string sql = {};         // the text of migration.sql as it was run; empty where none is kept
  std::string started_at = {};  // ISO 8601
  std::string finished_at = {};
  std::int64_t duration_micros = 0;
  std::string engine = {};  // version that applied it; empty where none is kept
  std::string logs = {};    // of a failed one: what its tool said
  bool recorded = false;    // without being run; told to AddEntry only
};

enum class StepState : std::uint8_t { kDue, kRunning, kComplete };

// "due", "running", "complete".
std::string_view StepStateName(StepState state);

struct LedgerStep {
  std::string migration;
  std::string name;
  StepState state = StepState::kDue;
  std::int64_t rows = 0;      // written so far, over all its runs
  std::vector<Value> cursor;  // the key of the last row looked at; empty = at the start
};

// A baseline that took a schema which is not what the migrations make.
inline constexpr std::string_view kDriftAccepted = "baseline-drift";

// Somebody's word that the ledger is now right.
struct LedgerEvent {
  std::string at;         // ISO 8601
  std::string event;      // "baseline", kDriftAccepted, "resolve-applied", "resolve-rolled-back"
  std::string migration;  // of a baseline, the last one
  std::string reason;
};

class LedgerFormat;
struct Migration;

struct Ledger {
  const LedgerFormat* format = nullptr;  // nullptr = none yet, the project chooses
  std::vector<LedgerEntry> entries;      // in order of application
  // Begun and not ended, by a tool that commits halfway. They are not among the entries.
  std::vector<LedgerEntry> failed;
  // Under way, in pieces; not among the entries either.
  std::optional<BegunMigration> begun;
  std::vector<LedgerStep> steps;

  const LedgerEntry* Find(std::string_view migration) const;
  const LedgerEntry* FindFailed(std::string_view migration) const;
  // Makes Find quick; after a change of `entries` it is slow again until the next call.
  void Index();
  // As the last one applied; Find stays quick.
  void Append(LedgerEntry entry);
  // Nothing was applied after it, so no migration can have removed what it made.
  bool IsLast(std::string_view migration) const;
  const LedgerStep* FindStep(std::string_view migration, std::string_view step) const;

 private:
  std::vector<std::size_t> by_name_;  // places in `entries`
};

// Empty when the database has none. A ledger of a newer format, or of a shape that its tool does
// not make, is refused.
Result<Ledger> ReadLedger(const Database& db);
// How many migrations it says are applied.
Result<std::int64_t> CountEntries(const Database& db);
// In order; none when the database has none.
Result<std::vector<LedgerEvent>> ReadEvents(const Database& db);

// Whether one of Godwit's tables is there: a ledger that an older version wrote lacks those that
// came later.
Result<bool> HasLedgerTable(const Database& db, std::string_view name);

// The functions below write; REQUIRES: a write transaction.

// Makes Godwit's own tables where they are missing: all of them, but for the list of migrations
// where another tool keeps it.
Status EnsureLedger(Database& db);
// Makes the list of migrations where the database has none, in the format `wanted`
// (Project::ledger).
Status CreateLedger(Database& db, std::string_view wanted);
// Records a migration as applied after all others, in the database's list, or in a new one as
// CreateLedger makes it. `position` is not looked at.
Status AddEntry(Database& db, std::string_view wanted, const LedgerEntry& entry);
// Forgets what is kept of a migration besides its entry.
Status ForgetSteps(Database& db, std::string_view migration);
// The same where all of Godwit's tables are known to be there.
Status ForgetStepsIn(Database& db, std::string_view migration);
// Where another tool keeps the list: drops Godwit's own tables when nothing is in them.
Status DropUnusedTables(Database& db);
// Forgets a migration and its steps.
Status ForgetEntry(Database& db, std::string_view migration);
// The same, and drops Godwit's tables when it was the last.
Status RemoveEntry(Database& db, std::string_view migration);
Status AddEvent(Database& db, const LedgerEvent& event);
// Inserts or replaces a step with its cursor.
Status PutStep(Database& db, const LedgerStep& step);
// Whether the migration is recorded as applied.
Result<bool> HasEntry(const Database& db, const std::string& migration);
Result<LedgerStep> GetStep(const Database& db, const std::string& migration,
                           const std::string& step);

}  // namespace godwit
