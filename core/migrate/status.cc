#include "core/migrate/status.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/migrate/data_step.h"
#include "core/migrate/ledger_format.h"

namespace godwit {
namespace {

MigrationState AppliedState(Likeness likeness) {
  switch (likeness) {
    case Likeness::kSame:
      return MigrationState::kApplied;
    case Likeness::kCosmetic:
      return MigrationState::kCosmetic;
    case Likeness::kDifferent:
      return MigrationState::kChanged;
  }
  return MigrationState::kChanged;
}

MigrationStatus StatusOf(const Migration& migration, const Ledger& ledger) {
  MigrationStatus status;
  status.name = migration.name;
  status.checksum = migration.checksum;
  status.optional = migration.optional;
  if (ledger.FindFailed(migration.name) != nullptr) {
    status.state = MigrationState::kFailed;
  } else if (ledger.begun && ledger.begun->migration == migration.name) {
    status.state = MigrationState::kBegun;
    status.committed = ledger.begun->statements;
  } else if (const LedgerEntry* entry = ledger.Find(migration.name)) {
    status.applied_at = entry->finished_at;
    status.state = AppliedState(ledger.format->Compare(*entry, migration));
  } else {
    status.state = migration.optional ? MigrationState::kOff : MigrationState::kPending;
  }
  return status;
}

// Of an applied or failed one whose folder is gone.
MigrationStatus StatusOf(const LedgerEntry& entry, MigrationState state) {
  MigrationStatus status;
  status.name = entry.name;
  status.state = state;
  status.checksum = entry.checksum;
  status.applied_at = entry.finished_at;
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

std::string Quoted(const std::string& migration) { return "migration \"" + migration + "\""; }

Error Missing(const std::string& migration) {
  return {.code = ErrorCode::kRefused,
          .what = Quoted(migration),
          .why = "the database has it, but its folder is not in the project",
          .next =
              "bring the folder back, for example from version control; if it is gone for good, "
              "`godwit resolve --rolled-back " +
              migration + " --reason …` takes it off the ledger"};
}

Error Changed(const LedgerEntry& entry, const Migration& migration) {
  const std::string how = entry.sql.empty() ? "its checksum was " + entry.checksum.substr(0, 12) +
                                                  ", is " + migration.checksum.substr(0, 12)
                                            : FirstDifference(entry.sql, migration.up.text);
  return {.code = ErrorCode::kRefused,
          .what = Quoted(entry.name),
          .why = "its migration.sql has changed since it was applied at " + entry.finished_at +
                 ": " + how,
          .next =
              "restore the file, and put the new change into a migration of its own; if the "
              "database is as the file says now, `godwit resolve --applied " +
              entry.name +
              " --reason …` takes the file for what was applied (docs/command-line.md tells what "
              "else `resolve` and `baseline` are for)",
          .place = {.file = migration.up.path}};
}

Error HasFailed(const LedgerEntry& entry) {
  return {.code = ErrorCode::kRefused,
          .what = Quoted(entry.name),
          .why = "it was begun at " + entry.started_at + " and has failed halfway" +
                 (entry.logs.empty() ? std::string()
                                     : ": " + entry.logs.substr(0, entry.logs.find('\n'))),
          .next =
              "look what of it is in the database; then either undo that and say `godwit "
              "resolve --rolled-back " +
              entry.name +
              " --reason …`, or do the rest by hand and say `godwit resolve "
              "--applied " +
              entry.name + " --reason …`"};
}

// Another tool's CLI can write its list as well.
Error RecordedElsewhere(const BegunMigration& begun) {
  return {.code = ErrorCode::kRefused,
          .what = Quoted(begun.migration),
          .why = "another program has recorded it as applied, while only " +
                 CommittedWords(begun.statements) + " here",
          .next = "if all of it is in the database, say `godwit resolve --applied " +
                  begun.migration + " --reason …`; if not, `godwit resolve --rolled-back " +
                  begun.migration + " --reason …` takes it off the list"};
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
    case MigrationState::kFailed:
      return "failed";
    case MigrationState::kBegun:
      return "begun";
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
    statuses.push_back(StatusOf(migration, ledger));
  }
  for (const LedgerEntry& entry : ledger.failed) {
    if (project.Find(entry.name) != nullptr) continue;
    statuses.push_back(StatusOf(entry, MigrationState::kFailed));
  }
  if (ledger.begun && project.Find(ledger.begun->migration) == nullptr) {
    MigrationStatus begun;
    begun.name = ledger.begun->migration;
    begun.state = MigrationState::kBegun;
    begun.committed = ledger.begun->statements;
    statuses.push_back(std::move(begun));
  }
  for (const LedgerEntry& entry : ledger.entries) {
    if (project.Find(entry.name) != nullptr || ledger.FindFailed(entry.name) != nullptr) continue;
    statuses.push_back(StatusOf(entry, MigrationState::kMissing));
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
    GODWIT_ASSIGN(status.events, ReadEvents(*db));
  }
  if (ledger.format != nullptr) status.ledger = ledger.format->name();
  status.migrations = CompareWithLedger(project, ledger);
  status.warnings = OutOfOrder(project, ledger, {});
  for (const Migration& migration : project.migrations) {
    if (ledger.Find(migration.name) == nullptr) continue;
    for (const DataStep& step : migration.data_steps) {
      DataStepStatus left;
      left.migration = migration.name;
      left.name = step.name;
      const LedgerStep* known = ledger.FindStep(migration.name, step.name);
      left.state = known == nullptr ? StepState::kDue : known->state;
      Result<std::int64_t> due = CountDue(*db, step);
      if (!due.ok() && LiesOutsideSql(due.error())) return std::move(due).error();
      // A later migration may have removed what a finished step wrote: it has nothing left to do.
      left.removed =
          !due.ok() && left.state == StepState::kComplete && !ledger.IsLast(migration.name);
      if (!due.ok() && !left.removed) {
        left.problem = due.error().why;
        if (TookTooLong(due.error())) left.problem += "; " + due.error().next;
        left.state = StepState::kDue;
      }
      left.rows_left = due.ok() ? *due : 0;
      // Another tool applied its migration, and there is nothing for it to do.
      if (known == nullptr && due.ok() && *due == 0) left.state = StepState::kComplete;
      // A step that had ended is due again when rows have come that it has not seen.
      if (left.state == StepState::kComplete && left.rows_left > 0) left.state = StepState::kDue;
      status.data_steps.push_back(std::move(left));
    }
  }
  return status;
}

std::vector<std::string> OutOfOrder(const Project& project, const Ledger& ledger,
                                    const UpOptions& options) {
  std::vector<std::string> warnings;
  const LedgerEntry* latest = nullptr;
  for (const LedgerEntry& entry : ledger.entries) {
    if (latest == nullptr || entry.name > latest->name) latest = &entry;
  }
  if (latest == nullptr) return warnings;
  for (const Migration& migration : project.migrations) {
    if (migration.name > latest->name) break;
    if (ledger.Find(migration.name) == nullptr && IsWanted(migration, options)) {
      warnings.push_back(Quoted(migration.name) + " is dated before \"" + latest->name +
                         "\", which is applied already: it runs after it");
    }
    if (migration.name == options.to) break;
  }
  return warnings;
}

Status CheckLedger(const Project& project, const Ledger& ledger) {
  if (ledger.begun) {
    GODWIT_TRY(CheckBegun(project, *ledger.begun));
    if (ledger.Find(ledger.begun->migration) != nullptr) return RecordedElsewhere(*ledger.begun);
  }
  const auto settled = [&](const LedgerEntry& entry) {
    const Migration* migration = project.Find(entry.name);
    return migration != nullptr && migration->checksum == entry.checksum;
  };
  // The usual case, which is asked for before every migration.
  if (ledger.failed.empty() && std::all_of(ledger.entries.begin(), ledger.entries.end(), settled)) {
    return {};
  }
  for (const MigrationStatus& migration : CompareWithLedger(project, ledger)) {
    if (migration.state == MigrationState::kFailed) {
      return HasFailed(*ledger.FindFailed(migration.name));
    }
    if (migration.state == MigrationState::kMissing) return Missing(migration.name);
    if (migration.state != MigrationState::kChanged) continue;
    return Changed(*ledger.Find(migration.name), *project.Find(migration.name));
  }
  return {};
}

}  // namespace godwit
