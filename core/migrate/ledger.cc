#include "core/migrate/ledger.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "core/migrate/ledger_format.h"
#include "core/migrate/ledger_shape.h"

namespace godwit {
namespace {

// 1: without the tables that came later; EnsureLedger adds them.
constexpr std::int64_t kFormat = 2;

// STRICT keeps a cursor's value exactly as it was in its row: column type ANY converts nothing.
constexpr std::array kTables = {
    LedgerTable{"godwit_ledger", "(format INTEGER NOT NULL) STRICT"},
    LedgerTable{"godwit_migrations",
                "(position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, checksum TEXT NOT NULL, "
                "sql TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT NOT NULL, "
                "duration_micros INTEGER NOT NULL, engine TEXT NOT NULL) STRICT"},
    LedgerTable{"godwit_data_steps",
                "(migration TEXT NOT NULL, name TEXT NOT NULL, "
                "state TEXT NOT NULL CHECK (state IN ('due', 'running', 'complete')), "
                "written INTEGER NOT NULL, PRIMARY KEY (migration, name)) STRICT, WITHOUT ROWID"},
    LedgerTable{"godwit_cursors",
                "(migration TEXT NOT NULL, step TEXT NOT NULL, part INTEGER NOT NULL, value ANY, "
                "PRIMARY KEY (migration, step, part)) STRICT, WITHOUT ROWID"},
    LedgerTable{"godwit_schemas",
                "(migration TEXT NOT NULL, object TEXT NOT NULL, before TEXT, after TEXT, "
                "PRIMARY KEY (migration, object)) STRICT, WITHOUT ROWID"},
    // core/migrate/journal.h
    LedgerTable{"godwit_begun",
                "(migration TEXT PRIMARY KEY, started_at TEXT NOT NULL, pieces INTEGER NOT NULL, "
                "statements INTEGER NOT NULL, duration_micros INTEGER NOT NULL, "
                "checksum TEXT NOT NULL) STRICT, WITHOUT ROWID"},
    LedgerTable{"godwit_undo",
                "(id INTEGER PRIMARY KEY, migration TEXT NOT NULL, step TEXT NOT NULL, "
                "batch INTEGER NOT NULL, rows INTEGER NOT NULL, changes INTEGER NOT NULL, "
                "tables TEXT NOT NULL, changeset BLOB NOT NULL, previous TEXT NOT NULL, "
                "sha256 TEXT NOT NULL, "
                "UNIQUE (migration, step, batch)) STRICT"},
    // core/migrate/lease.h; one row at most.
    LedgerTable{"godwit_lease",
                "(one INTEGER PRIMARY KEY CHECK (one = 1), owner TEXT NOT NULL, "
                "beats INTEGER NOT NULL, taken_at TEXT NOT NULL) STRICT"},
    LedgerTable{"godwit_pauses", "(asked_at TEXT NOT NULL) STRICT"},
    LedgerTable{"godwit_counts",
                "(migration TEXT NOT NULL, step TEXT NOT NULL, name TEXT NOT NULL, "
                "value INTEGER NOT NULL, PRIMARY KEY (migration, step, name)) "
                "STRICT, WITHOUT ROWID"},
    LedgerTable{"godwit_records",
                "(migration TEXT NOT NULL, step TEXT NOT NULL, name TEXT NOT NULL, "
                "number INTEGER NOT NULL, record TEXT NOT NULL, "
                "PRIMARY KEY (migration, step, name, number)) STRICT, WITHOUT ROWID"},
    LedgerTable{"godwit_quarantine",
                "(migration TEXT NOT NULL, step TEXT NOT NULL, row_key BLOB NOT NULL, "
                "shown_key TEXT NOT NULL, reason TEXT NOT NULL, "
                "PRIMARY KEY (migration, step, row_key)) STRICT, WITHOUT ROWID"},
    LedgerTable{"godwit_quarantine_values",
                "(migration TEXT NOT NULL, step TEXT NOT NULL, row_key BLOB NOT NULL, "
                "part INTEGER NOT NULL, name TEXT NOT NULL, value ANY, "
                "PRIMARY KEY (migration, step, row_key, part)) STRICT, WITHOUT ROWID"},
    LedgerTable{"godwit_events",
                "(position INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, "
                "migration TEXT NOT NULL, reason TEXT NOT NULL) STRICT"},
    // core/migrate/runs.h
    LedgerTable{"godwit_runs",
                "(id INTEGER PRIMARY KEY, command TEXT NOT NULL, started_at TEXT NOT NULL, "
                "finished_at TEXT NOT NULL, outcome TEXT NOT NULL, report TEXT NOT NULL) STRICT"},
};

// What they hold goes with its migration.
constexpr std::array<std::string_view, 9> kTablesOfMigrations = {
    "godwit_begun",   "godwit_schemas",    "godwit_undo",
    "godwit_cursors", "godwit_data_steps", "godwit_counts",
    "godwit_records", "godwit_quarantine", "godwit_quarantine_values"};

// More rows than a database can hold.
constexpr std::int64_t kMostRows = 1'000'000'000'000'000;

// Has a row whatever there is, so that it stays open after its first step.
constexpr std::string_view kHoldState = "SELECT name FROM sqlite_schema UNION ALL SELECT ''";

constexpr std::string_view kSelectSteps =
    "SELECT migration, name, state, written FROM godwit_data_steps ORDER BY migration, name";

constexpr std::string_view kSelectStep =
    "SELECT migration, name, state, written FROM godwit_data_steps "
    "WHERE migration = ?1 AND name = ?2";

constexpr std::string_view kSelectCursor =
    "SELECT value FROM godwit_cursors WHERE migration = ?1 AND step = ?2 ORDER BY part";

constexpr std::string_view kSelectEvents =
    "SELECT at, event, migration, reason FROM godwit_events ORDER BY position";

constexpr std::string_view kInsertEvent =
    "INSERT INTO godwit_events (at, event, migration, reason) VALUES (?1, ?2, ?3, ?4)";

constexpr std::string_view kPutStep =
    "INSERT INTO godwit_data_steps (migration, name, state, written) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT DO UPDATE SET state = excluded.state, written = excluded.written";

constexpr std::string_view kPutCursor =
    "INSERT INTO godwit_cursors (migration, step, part, value) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT DO UPDATE SET value = excluded.value";

constexpr std::string_view kClearCursor =
    "DELETE FROM godwit_cursors WHERE migration = ?1 AND step = ?2";

constexpr std::array<StepState, 3> kStates = {StepState::kDue, StepState::kRunning,
                                              StepState::kComplete};

Result<bool> HasOwnTables(const Database& db) { return HasLedgerTable(db, "godwit_ledger"); }

Status ReadCursor(const Database& db, LedgerStep& step) {
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectCursor));
  GODWIT_TRY(select.BindAll(Value(step.migration), Value(step.name)));
  while (true) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) return {};
    step.cursor.push_back(Own(select.Column(0)));
  }
}

Result<LedgerStep> StepOf(const Database& db, const Statement& row) {
  LedgerStep step;
  step.migration = row.Text(0);
  step.name = row.Text(1);
  step.rows = row.Int(3);
  const auto* state = std::find_if(kStates.begin(), kStates.end(), [&](StepState known) {
    return StepStateName(known) == row.Text(2);
  });
  if (state != kStates.end()) step.state = *state;
  if (state != kStates.end() && step.rows >= 0 && step.rows <= kMostRows) return step;
  return DamagedLedger(db, "of data step \"" + step.name + "\" it says: " + Show(row.Column(2)) +
                               ", " + std::to_string(step.rows) +
                               (step.rows == 1 ? " row" : " rows") + " written");
}

Status CheckFormat(const Database& db) {
  GODWIT_ASSIGN(const Value format, db.QueryValue("SELECT max(format) FROM godwit_ledger"));
  const auto* number = std::get_if<std::int64_t>(&format);
  if (number != nullptr && *number >= 1 && *number <= kFormat) return {};
  return Error{.code = ErrorCode::kRefused,
               .what = "the ledger of database \"" + db.path() + "\"",
               .why = "its format is " + Show(View(format)) +
                      ", this version knows formats up to " + std::to_string(kFormat),
               .next = "use the version of Godwit that wrote it, or a newer one"};
}

}  // namespace

std::string_view StepStateName(StepState state) {
  switch (state) {
    case StepState::kDue:
      return "due";
    case StepState::kRunning:
      return "running";
    case StepState::kComplete:
      return "complete";
  }
  return "due";
}

const LedgerEntry* Ledger::Find(std::string_view migration) const {
  const auto same = [&](const LedgerEntry& entry) { return entry.name == migration; };
  if (by_name_.size() != entries.size()) {
    const auto found = std::find_if(entries.begin(), entries.end(), same);
    return found == entries.end() ? nullptr : &*found;
  }
  const auto found = std::lower_bound(
      by_name_.begin(), by_name_.end(), migration,
      [&](std::size_t at, std::string_view name) { return entries[at].name < name; });
  return found == by_name_.end() || !same(entries[*found]) ? nullptr : &entries[*found];
}

const LedgerEntry* Ledger::FindFailed(std::string_view migration) const {
  for (const LedgerEntry& entry : failed) {
    if (entry.name == migration) return &entry;
  }
  return nullptr;
}

void Ledger::Index() {
  by_name_.resize(entries.size());
  std::iota(by_name_.begin(), by_name_.end(), std::size_t{0});
  std::sort(by_name_.begin(), by_name_.end(),
            [&](std::size_t a, std::size_t b) { return entries[a].name < entries[b].name; });
}

void Ledger::Append(LedgerEntry entry) {
  entry.position = entries.empty() ? 1 : entries.back().position + 1;
  const auto place = std::lower_bound(
      by_name_.begin(), by_name_.end(), entry.name,
      [&](std::size_t at, std::string_view name) { return entries[at].name < name; });
  by_name_.insert(place, entries.size());
  entries.push_back(std::move(entry));
}

bool Ledger::IsLast(std::string_view migration) const {
  return !entries.empty() && entries.back().name == migration;
}

const LedgerStep* Ledger::FindStep(std::string_view migration, std::string_view step) const {
  for (const LedgerStep& candidate : steps) {
    if (candidate.migration == migration && candidate.name == step) return &candidate;
  }
  return nullptr;
}

Result<Ledger> ReadLedger(const Database& db) {
  // An open statement holds one state of the database, where no transaction does: other processes
  // write ledgers, too.
  GODWIT_ASSIGN(Statement held, db.Prepare(kHoldState));
  GODWIT_TRY(held.Step());
  Ledger ledger;
  GODWIT_ASSIGN(const bool own, HasOwnTables(db));
  // A newer format first: its tables may be others. What has no format is a stranger's.
  Status format = own ? CheckFormat(db) : Status();
  if (!format.ok() && format.error().code == ErrorCode::kRefused) return format.error();
  GODWIT_TRY(CheckLedgerShape(db, kTables));
  GODWIT_TRY(std::move(format));
  GODWIT_ASSIGN(ledger.format, LedgerFormatOf(db));
  if (ledger.format != nullptr) GODWIT_TRY(ledger.format->Read(db, ledger));
  ledger.Index();
  if (!own) return ledger;
  GODWIT_ASSIGN(ledger.begun, ReadBegun(db));
  GODWIT_ASSIGN(Statement steps, db.Prepare(kSelectSteps));
  while (true) {
    GODWIT_ASSIGN(const bool row, steps.Step());
    if (!row) return ledger;
    GODWIT_ASSIGN(LedgerStep step, StepOf(db, steps));
    // Another tool may have taken a migration off its list, and knows of no steps.
    if (ledger.format == &GodwitLedger() && ledger.Find(step.migration) == nullptr) {
      return DamagedLedger(db, "it has data step \"" + step.name + "\" of migration \"" +
                                   step.migration + "\", which it does not have");
    }
    GODWIT_TRY(ReadCursor(db, step));
    ledger.steps.push_back(std::move(step));
  }
}

Result<std::int64_t> CountEntries(const Database& db) {
  GODWIT_ASSIGN(const LedgerFormat* format, LedgerFormatOf(db));
  return format == nullptr ? Result<std::int64_t>(std::int64_t{0}) : format->Count(db);
}

Result<std::vector<LedgerEvent>> ReadEvents(const Database& db) {
  std::vector<LedgerEvent> events;
  GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, "godwit_events"));
  if (!kept) return events;
  GODWIT_ASSIGN(Statement row, db.Prepare(kSelectEvents));
  while (true) {
    GODWIT_ASSIGN(const bool more, row.Step());
    if (!more) return events;
    events.push_back({.at = std::string(row.Text(0)),
                      .event = std::string(row.Text(1)),
                      .migration = std::string(row.Text(2)),
                      .reason = std::string(row.Text(3))});
  }
}

Status EnsureLedger(Database& db) {
  GODWIT_ASSIGN(const LedgerFormat* format, LedgerFormatOf(db));
  const bool foreign = format != nullptr && format != &GodwitLedger();
  for (const LedgerTable& table : kTables) {
    if (foreign && table.name == GodwitLedger().table()) continue;
    GODWIT_TRY(db.Execute("CREATE TABLE IF NOT EXISTS " + std::string(table.name) + " " +
                          std::string(table.columns)));
  }
  GODWIT_TRY(db.Execute("DELETE FROM godwit_ledger WHERE format < ?1", Value(kFormat)));
  return db.Execute(
      "INSERT INTO godwit_ledger (format) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM godwit_ledger)",
      Value(kFormat));
}

Status CreateLedger(Database& db, std::string_view wanted) {
  GODWIT_ASSIGN(const LedgerFormat* format, LedgerFormatOf(db));
  if (format == nullptr) format = FindLedgerFormat(wanted);
  return format == nullptr ? GodwitLedger().Create(db) : format->Create(db);
}

Status AddEntry(Database& db, std::string_view wanted, const LedgerEntry& entry) {
  GODWIT_TRY(CreateLedger(db, wanted));
  GODWIT_ASSIGN(const LedgerFormat* format, LedgerFormatOf(db));
  return (format == nullptr ? GodwitLedger() : *format).Add(db, entry);
}

Status ForgetSteps(Database& db, std::string_view migration) {
  GODWIT_ASSIGN(const bool own, HasOwnTables(db));
  if (!own) return {};
  // A ledger of an older format lacks some of the tables.
  GODWIT_TRY(EnsureLedger(db));
  return ForgetStepsIn(db, migration);
}

Status ForgetStepsIn(Database& db, std::string_view migration) {
  for (const std::string_view table : kTablesOfMigrations) {
    GODWIT_TRY(db.Execute("DELETE FROM " + std::string(table) + " WHERE migration = ?1",
                          ValueView(migration)));
  }
  return {};
}

Status ForgetEntry(Database& db, std::string_view migration) {
  GODWIT_TRY(ForgetSteps(db, migration));
  GODWIT_ASSIGN(const LedgerFormat* format, LedgerFormatOf(db));
  return format == nullptr ? Status() : format->Remove(db, migration);
}

Status RemoveEntry(Database& db, std::string_view migration) {
  GODWIT_TRY(ForgetEntry(db, migration));
  GODWIT_ASSIGN(const LedgerFormat* format, LedgerFormatOf(db));
  if (format != nullptr) {
    GODWIT_ASSIGN(const bool in_use, format->InUse(db));
    if (in_use) return {};
  }
  GODWIT_ASSIGN(const std::optional<BegunMigration> begun, ReadBegun(db));
  if (begun) return {};
  // Another tool's list stays, as that tool would leave it.
  for (const LedgerTable& table : kTables) {
    GODWIT_TRY(db.Execute("DROP TABLE IF EXISTS " + std::string(table.name)));
  }
  return {};
}

Status DropUnusedTables(Database& db) {
  GODWIT_ASSIGN(const LedgerFormat* format, LedgerFormatOf(db));
  GODWIT_ASSIGN(const bool own, HasOwnTables(db));
  if (format == nullptr || format == &GodwitLedger() || !own) return {};
  for (const LedgerTable& table : kTables) {
    if (table.name == "godwit_ledger") continue;
    GODWIT_ASSIGN(const bool kept, HasLedgerTable(db, table.name));
    if (!kept) continue;
    GODWIT_ASSIGN(const Value row,
                  db.QueryValue("SELECT 1 FROM " + std::string(table.name) + " LIMIT 1"));
    if (!std::holds_alternative<Null>(row)) return {};
  }
  for (const LedgerTable& table : kTables) {
    GODWIT_TRY(db.Execute("DROP TABLE IF EXISTS " + std::string(table.name)));
  }
  return {};
}

Status AddEvent(Database& db, const LedgerEvent& event) {
  GODWIT_TRY(EnsureLedger(db));
  return db.Execute(kInsertEvent, Value(event.at), Value(event.event), Value(event.migration),
                    Value(event.reason));
}

Status PutStep(Database& db, const LedgerStep& step) {
  GODWIT_ASSIGN(const bool own, HasOwnTables(db));
  if (!own) GODWIT_TRY(EnsureLedger(db));
  GODWIT_TRY(db.Execute(kPutStep, Value(step.migration), Value(step.name),
                        ValueView(StepStateName(step.state)), Value(step.rows)));
  if (step.cursor.empty()) {
    return db.Execute(kClearCursor, Value(step.migration), Value(step.name));
  }
  for (std::size_t part = 0; part < step.cursor.size(); ++part) {
    GODWIT_TRY(db.Execute(kPutCursor, Value(step.migration), Value(step.name),
                          Value(static_cast<std::int64_t>(part)), step.cursor[part]));
  }
  return {};
}

Result<bool> HasEntry(const Database& db, const std::string& migration) {
  GODWIT_ASSIGN(const LedgerFormat* format, LedgerFormatOf(db));
  return format == nullptr ? Result<bool>(false) : format->Has(db, migration);
}

Result<LedgerStep> GetStep(const Database& db, const std::string& migration,
                           const std::string& step) {
  LedgerStep fresh;
  fresh.migration = migration;
  fresh.name = step;
  GODWIT_ASSIGN(const bool own, HasOwnTables(db));
  if (!own) return fresh;
  GODWIT_ASSIGN(Statement select, db.Prepare(kSelectStep));
  GODWIT_TRY(select.BindAll(Value(migration), Value(step)));
  GODWIT_ASSIGN(const bool row, select.Step());
  if (!row) return fresh;
  GODWIT_ASSIGN(LedgerStep found, StepOf(db, select));
  GODWIT_TRY(ReadCursor(db, found));
  return found;
}

}  // namespace godwit
