#include "core/migrate/status.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/migrate/data_step.h"
#include "core/migrate/directives.h"

namespace godwit {
namespace {

// Token by token, directives included; layout and other comments make no difference.
bool SameStatements(std::string_view then, const std::vector<ScriptStatement>& now) {
  Script script{.path = {}, .text = {}, .statements = SplitScript(then)};
  UnwrapTransaction(script);
  const std::vector<ScriptStatement>& old = script.statements;
  return std::equal(old.begin(), old.end(), now.begin(), now.end(),
                    [](const ScriptStatement& a, const ScriptStatement& b) {
                      return a.directives == b.directives &&
                             NormalizeSql(a.sql) == NormalizeSql(b.sql);
                    });
}

MigrationStatus StatusOf(const Migration& migration, const LedgerEntry* entry) {
  MigrationStatus status;
  status.name = migration.name;
  status.checksum = migration.checksum;
  status.optional = migration.optional;
  if (entry == nullptr) {
    status.state = migration.optional ? MigrationState::kOff : MigrationState::kPending;
    return status;
  }
  status.applied_at = entry->finished_at;
  if (entry->checksum == migration.checksum) {
    status.state = MigrationState::kApplied;
  } else {
    status.state = SameStatements(entry->sql, migration.up.statements) ? MigrationState::kCosmetic
                                                                       : MigrationState::kChanged;
  }
  return status;
}

// `line 3 was "…", is "…"`: where two texts begin to differ.
std::string FirstDifference(std::string_view then, std::string_view now) {
  const auto take = [](std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  };
  for (int number = 1; !then.empty() || !now.empty(); ++number) {
    const std::string_view old = take(then);
    const std::string_view fresh = take(now);
    if (old == fresh) continue;
    return "line " + std::to_string(number) + " was " + Show(ValueView(old)) + ", is " +
           Show(ValueView(fresh));
  }
  return "only its line endings differ";
}

}  // namespace

std::string_view MigrationStateName(MigrationState state) {
  switch (state) {
    case MigrationState::kApplied:
      return "applied";
    case MigrationState::kPending:
      return "pending";
    case MigrationState::kChanged:
      return "changed";
    case MigrationState::kCosmetic:
      return "cosmetic";
    case MigrationState::kMissing:
      return "missing";
    case MigrationState::kOff:
      return "off";
  }
  return "pending";
}

bool ProjectStatus::UpToDate() const {
  const auto settled = [](const MigrationStatus& migration) {
    return migration.state == MigrationState::kApplied ||
           migration.state == MigrationState::kCosmetic || migration.state == MigrationState::kOff;
  };
  const auto complete = [](const DataStepStatus& step) {
    return step.state == StepState::kComplete;
  };
  return std::all_of(migrations.begin(), migrations.end(), settled) &&
         std::all_of(data_steps.begin(), data_steps.end(), complete);
}

std::vector<MigrationStatus> CompareWithLedger(const Project& project, const Ledger& ledger) {
  std::vector<MigrationStatus> statuses;
  for (const Migration& migration : project.migrations) {
    statuses.push_back(StatusOf(migration, ledger.Find(migration.name)));
  }
  for (const LedgerEntry& entry : ledger.entries) {
    if (project.Find(entry.name) != nullptr) continue;
    MigrationStatus status;
    status.name = entry.name;
    status.state = MigrationState::kMissing;
    status.checksum = entry.checksum;
    status.applied_at = entry.finished_at;
    statuses.push_back(std::move(status));
  }
  std::stable_sort(
      statuses.begin(), statuses.end(),
      [](const MigrationStatus& a, const MigrationStatus& b) { return a.name < b.name; });
  return statuses;
}

Result<ProjectStatus> ReadStatus(Database* db, const Project& project) {
  ProjectStatus status;
  Ledger ledger;
  // One state of the database for all that is read here.
  std::optional<Transaction> transaction;
  if (db != nullptr) {
    if (!db->InTransaction()) {
      GODWIT_ASSIGN(Transaction read, Transaction::BeginRead(*db));
      transaction.emplace(std::move(read));
    }
    GODWIT_ASSIGN(ledger, ReadLedger(*db));
  }
  status.migrations = CompareWithLedger(project, ledger);
  for (const Migration& migration : project.migrations) {
    if (ledger.Find(migration.name) == nullptr) continue;
    for (const DataStep& step : migration.data_steps) {
      DataStepStatus left;
      left.migration = migration.name;
      left.name = step.name;
      const LedgerStep* known = ledger.FindStep(migration.name, step.name);
      left.state = known == nullptr ? StepState::kDue : known->state;
      Result<std::int64_t> due = CountDue(*db, step);
      // A later migration may have removed what a finished step wrote: it has nothing left to do.
      if (!due.ok() && due.error().code == ErrorCode::kInterrupted) return std::move(due).error();
      const bool removed = left.state == StepState::kComplete && !ledger.IsLast(migration.name);
      if (!due.ok() && !removed) {
        left.problem = due.error().why;
        left.state = StepState::kDue;
      }
      left.rows_left = due.ok() ? *due : 0;
      // A step that had ended is due again when rows have come that it has not seen.
      if (left.state == StepState::kComplete && left.rows_left > 0) left.state = StepState::kDue;
      status.data_steps.push_back(std::move(left));
    }
  }
  return status;
}

Status CheckLedger(const Project& project, const Ledger& ledger) {
  for (const MigrationStatus& migration : CompareWithLedger(project, ledger)) {
    if (migration.state == MigrationState::kMissing) {
      return Error{.code = ErrorCode::kRefused,
                   .what = "migration \"" + migration.name + "\"",
                   .why = "the database has it, but its folder is not in the project",
                   .next = "bring the folder back, for example from version control"};
    }
    if (migration.state != MigrationState::kChanged) continue;
    const LedgerEntry& entry = *ledger.Find(migration.name);
    return Error{.code = ErrorCode::kRefused,
                 .what = "migration \"" + migration.name + "\"",
                 .why = "its migration.sql has changed since it was applied at " +
                        entry.finished_at + ": " +
                        FirstDifference(entry.sql, project.Find(migration.name)->up.text),
                 .next = "restore the file, and put the new change into a migration of its own",
                 .place = {.file = project.Find(migration.name)->up.path}};
  }
  return {};
}

}  // namespace godwit
