// Runs that change a database, in slices.
//
// Each Step does one bounded piece — a migration, a batch, a seed file — in a transaction of its
// own and reads what is left to do from the database inside that transaction. So a run can be
// stopped between two steps, killed within one, or raced by another process: what is committed is
// whole, and going on finds exactly the rest.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/status.h"
#include "core/migrate/bystanders.h"
#include "core/migrate/ledger.h"
#include "core/migrate/project.h"
#include "core/migrate/report.h"
#include "core/migrate/validators.h"
#include "core/sqlite/database.h"

namespace godwit {

class RunOwner;
class SnapshotShelf;

// An error (kDataStep) when the step has rows that it could not do.
Status CheckFailures(const DataStepReport& step);

// What every run works with; everything is borrowed and must outlive the run.
struct RunContext {
  Database& db;
  const Project& project;
  const Validators& validators;
  Clock& clock;
  Listener& listener;
  // A rehearsal's: what would be refused because of them is told here, and the run goes on.
  BystanderList* bystanders = nullptr;
  // Where snapshots go; nullptr = none are taken.
  SnapshotShelf* snapshots = nullptr;
  // Whose run it is; nullptr = nobody else can have the database.
  const RunOwner* owner = nullptr;
  // Empty and private, with the same functions: where a verification builds what the migrations
  // make; nullptr = it does not make that check.
  Database* scratch = nullptr;
  // The database is a private one that nobody will see: errors do not say what stays there.
  bool unseen = false;
  // The latest pause that was asked for as the run began: a later one is meant for it, also where
  // none of its data steps has begun. -1 = as each data step begins.
  std::int64_t pauses_before = -1;
};

class Run {
 public:
  virtual ~Run() = default;
  // true: more is left to do. After an error or false the run is over. An error says what earlier
  // steps of the same run have committed, and is kRefused only when there is nothing of the kind.
  Result<bool> Step();
  // What was done so far; complete once Step has said false.
  const Report& report() const { return report_; }

 protected:
  Run(const RunContext& context, std::string command);
  virtual Result<bool> Advance() = 0;
  // Stamps the end.
  void Finish();
  // Takes a snapshot before the first thing of the run that destroys something. REQUIRES: the write
  // lock is held, and nothing has been written.
  Status TakeSnapshotOnce(const std::string& migration);
  // What the snapshot was taken before is committed. Until then an error takes the snapshot away.
  void SnapshotStands();
  // Adds to the report's warnings, and to the log.
  void Warn(const std::vector<std::string>& warnings);

  RunContext context_;
  Report report_;

 private:
  Error AfterProgress(Error error) const;
  void ForgetSnapshot();
  bool snapshot_pending_ = false;
};

struct UpOptions {
  std::string to = {};                 // last migration to apply; empty = all
  bool only = false;                   // `to` and no other
  std::vector<std::string> with = {};  // optional ones asked for
  int batch = 0;                       // rows a batch; 0 = as each step says
  bool paranoid = false;               // compare what no migration names (core/migrate/paranoid.h)
  // Rows that a step could not do end the run there with its report, not with an error: for a
  // rehearsal, which has findings for that.
  bool accept_failures = false;
};
// An error (kRefused) when `to` or `with` name what the project does not have.
Status CheckUpOptions(const Project& project, const UpOptions& options);
// Whether `up` would apply it: optional ones only when asked for.
bool IsWanted(const Migration& migration, const UpOptions& options);
// Applies what is pending, in order, with data steps.
Result<std::unique_ptr<Run>> StartUp(const RunContext& context, UpOptions options);

struct DownOptions {
  std::string to;  // stays applied; empty = by count
  int steps = 1;
  bool all = false;
};
// What it would take back, last applied first. Errors (kRefused) are those of StartDown.
Result<std::vector<const Migration*>> MigrationsToTakeBack(const Project& project,
                                                           const Ledger& ledger,
                                                           const DownOptions& options);
// Goes back, last applied first.
Result<std::unique_ptr<Run>> StartDown(const RunContext& context, DownOptions options);

// Runs data steps of applied migrations: with `resume_only` those that were interrupted, otherwise
// all that are due.
Result<std::unique_ptr<Run>> StartBackfill(const RunContext& context, int batch, bool resume_only);

// Goes on with what was interrupted: a migration that commits in pieces, and its data steps; else
// data steps.
Result<std::unique_ptr<Run>> StartResume(const RunContext& context, int batch);

struct SeedOptions {
  std::int64_t rows = 0;  // > 0: the volume scripts, with `:rows` bound
  std::string set;        // seed-SET.sql; empty = seed.sql
};
// Loads sample data of the applied migrations in one transaction. An error (kRefused) when none of
// them has such a script.
Result<std::unique_ptr<Run>> StartSeed(const RunContext& context, SeedOptions options);

}  // namespace godwit
