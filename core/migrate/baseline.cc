// Adopting a database that others have made.
#include <memory>
#include <utility>

#include "core/base/version.h"
#include "core/migrate/data_step.h"
#include "core/migrate/declared_schema.h"
#include "core/migrate/ledger.h"
#include "core/migrate/mend.h"
#include "core/schema/compare.h"

namespace godwit {
namespace {

class BaselineRun final : public Run {
 public:
  BaselineRun(const RunContext& context, Database& scratch, BaselineOptions options)
      : Run(context, "baseline"), scratch_(scratch), options_(std::move(options)) {}

  Status Begin() {
    GODWIT_TRY(CheckUpOptions(context_.project, UpTo()));
    GODWIT_TRY(CheckUnrecorded());
    for (const Migration& migration : context_.project.migrations) {
      if (IsWanted(migration, UpTo())) names_.push_back(migration.name);
      if (migration.name == options_.to) break;
    }
    proof_ = std::make_unique<SchemaBuild>(context_, scratch_, names_);
    return {};
  }

 private:
  UpOptions UpTo() const { return {.to = options_.to, .with = options_.with}; }

  Result<bool> Advance() override {
    if (!built_) {
      Result<bool> more = proof_->Step();
      if (more.ok() && *more) return true;
      built_ = true;
      if (!more.ok()) GODWIT_TRY(NoProof(std::move(more).error()));
      return true;
    }
    GODWIT_TRY(Record());
    Finish();
    return false;
  }

  // The migrations do not even run. An interrupt, the disk or memory says nothing about them.
  Status NoProof(Error error) {
    if (LiesOutsideSql(error)) return error;
    if (options_.accept_drift) {
      unproven_ = "the migrations do not run on an empty database: " + Describe(error);
      return {};
    }
    error.code = ErrorCode::kRefused;
    error.next =
        "to prove a baseline its migrations must run on an empty database: correct that, or say "
        "--accept-drift with a --reason; the database is untouched";
    return error;
  }

  Status CheckUnrecorded() const {
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    if (ledger.entries.empty() && ledger.failed.empty() && !ledger.begun) return {};
    const std::string& first = !ledger.entries.empty()  ? ledger.entries.front().name
                               : !ledger.failed.empty() ? ledger.failed.front().name
                                                        : ledger.begun->migration;
    return Error{.code = ErrorCode::kRefused,
                 .what = "the ledger of database \"" + context_.db.path() + "\"",
                 .why = "it has entries already, the first is \"" + first + "\"",
                 .next = "`godwit status` shows it; `godwit resolve` mends single entries"};
  }

  Status CompareSchemas() {
    if (!unproven_.empty()) return {};
    GODWIT_ASSIGN(const std::vector<std::string> differences,
                  proof_->DifferencesOf(context_.db, nullptr));
    if (differences.empty()) return {};
    const std::string difference = FirstOfDifferences(differences);
    unproven_ = "the database's schema is not what the migrations make: " + difference;
    if (options_.accept_drift) return {};
    return Error{.code = ErrorCode::kRefused,
                 .what = "database \"" + context_.db.path() + "\"",
                 .why = "its schema is not what the migrations up to \"" + options_.to +
                        "\" make: " + difference,
                 .next =
                     "name the migration that it stands at, or mend the database or the "
                     "migrations; --accept-drift with a --reason takes it as it is; nothing "
                     "was recorded"};
  }

  Status Record() {
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
    GODWIT_TRY(CheckUnrecorded());
    GODWIT_TRY(CompareSchemas());
    for (const std::string& name : names_) {
      GODWIT_TRY(RecordUnrun(context_, *context_.project.Find(name)));
    }
    GODWIT_TRY(AddEvent(context_.db,
                        {.at = FormatTime(context_.clock.NowMillis()),
                         .event = unproven_.empty() ? "baseline" : std::string(kDriftAccepted),
                         .migration = options_.to,
                         .reason = options_.reason}));
    GODWIT_TRY(transaction.Commit());
    // Until here it could all have been rolled back.
    if (!unproven_.empty()) report_.warnings.push_back(unproven_);
    for (const std::string& name : names_) {
      report_.migrations.push_back({.name = name, .direction = "recorded"});
    }
    context_.listener.OnLog({"baseline",
                             {{"migration", options_.to},
                              {"migrations", static_cast<std::int64_t>(names_.size())},
                              {"reason", options_.reason}}});
    return {};
  }

  Database& scratch_;
  BaselineOptions options_;
  std::vector<std::string> names_;  // of the migrations that are recorded
  std::unique_ptr<SchemaBuild> proof_;
  bool built_ = false;
  std::string unproven_;  // why the schemas are not equal, or not known to be; empty = they are
};

}  // namespace

Result<std::unique_ptr<Run>> StartBaseline(const RunContext& context, Database& scratch,
                                           BaselineOptions options) {
  auto run = std::make_unique<BaselineRun>(context, scratch, std::move(options));
  GODWIT_TRY(run->Begin());
  return std::unique_ptr<Run>(std::move(run));
}

Status RecordUnrun(const RunContext& context, const Migration& migration) {
  const std::string now = FormatTime(context.clock.NowMillis());
  GODWIT_TRY(AddEntry(context.db, context.project.ledger,
                      {.name = migration.name,
                       .checksum = migration.checksum,
                       .sql = migration.up.text,
                       .started_at = now,
                       .finished_at = now,
                       .engine = std::string(kVersion),
                       .recorded = true}));
  for (const DataStep& step : migration.data_steps) {
    const Result<std::int64_t> due = CountDue(context.db, step);
    if (!due.ok() && LiesOutsideSql(due.error())) return due.error();
    LedgerStep fresh;
    fresh.migration = migration.name;
    fresh.name = step.name;
    // What cannot be counted is no longer there to be filled: a later migration took it.
    fresh.state = due.ok() && *due > 0 ? StepState::kDue : StepState::kComplete;
    GODWIT_TRY(PutStep(context.db, fresh));
  }
  return {};
}

}  // namespace godwit
