// The ledger: which migrations a database has had, and how far its data steps are.
//
// It lives in the database itself, in tables whose names begin with godwit_, so that a
// migration and the record of it commit together. It comes with the first migration and goes with
// the last.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"
#include "core/sqlite/database.h"

namespace godwit {

struct LedgerEntry {
  std::int64_t position = 0;  // order of application, from 1
  std::string name;
  std::string checksum;
  std::string sql;         // the text of migration.sql as it was run
  std::string started_at;  // ISO 8601
  std::string finished_at;
  std::int64_t duration_micros = 0;
  std::string engine;  // version that applied it
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

struct Ledger {
  std::vector<LedgerEntry> entries;  // in order of application
  std::vector<LedgerStep> steps;

  const LedgerEntry* Find(std::string_view migration) const;
  // Nothing was applied after it, so no migration can have removed what it made.
  bool IsLast(std::string_view migration) const;
  const LedgerStep* FindStep(std::string_view migration, std::string_view step) const;
};

// Empty when the database has none. A ledger of a newer format is refused.
Result<Ledger> ReadLedger(const Database& db);

// A ledger that an older version wrote lacks the tables that came later.
Result<bool> HasLedgerTable(const Database& db, std::string_view name);

// The functions below write; REQUIRES: a write transaction.

// Makes the tables where they are missing.
Status EnsureLedger(Database& db);
Status AddEntry(Database& db, const LedgerEntry& entry);
// Forgets a migration and its steps; drops the tables when it was the last.
Status RemoveEntry(Database& db, std::string_view migration);
// Inserts or replaces a step with its cursor.
Status PutStep(Database& db, const LedgerStep& step);
// Whether the migration is recorded as applied.
Result<bool> HasEntry(const Database& db, const std::string& migration);
Result<LedgerStep> GetStep(const Database& db, const std::string& migration,
                           const std::string& step);

}  // namespace godwit
