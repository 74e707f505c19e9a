// Going back.
#include <algorithm>
#include <utility>

#include "core/migrate/execute.h"
#include "core/migrate/keeps.h"
#include "core/migrate/ledger.h"
#include "core/migrate/run.h"
#include "core/migrate/schema_record.h"
#include "core/migrate/snapshot.h"
#include "core/migrate/status.h"

namespace godwit {
namespace {

Status CheckNoneBegun(const Ledger& ledger) {
  if (!ledger.begun) return {};
  return Error{.code = ErrorCode::kRefused,
               .what = "migration \"" + ledger.begun->migration + "\"",
               .why =
                   "it has begun and not ended, and what is committed of it has no way back of "
                   "its own",
               .next = "`godwit resume` ends it; then go back"};
}

class DownRun final : public Run {
 public:
  DownRun(const RunContext& context, DownOptions options)
      : Run(context, "down"), options_(std::move(options)) {}

  // Everything that can stand in the way is found before anything is touched.
  Status Choose() {
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    GODWIT_ASSIGN(migrations_, MigrationsToTakeBack(context_.project, ledger, options_));
    return {};
  }

  Result<bool> Advance() override {
    if (next_ == migrations_.size()) {
      Finish();
      return false;
    }
    GODWIT_TRY(Revert(*migrations_[next_]));
    ++next_;
    return true;
  }

 private:
  Status Revert(const Migration& migration) {
    const std::string subject = "way back of migration \"" + migration.name + "\"";
    const std::int64_t begin = context_.clock.MonotonicMicros();
    context_.listener.OnProgress({.phase = "migration",
                                  .name = migration.name,
                                  .done = static_cast<std::int64_t>(next_),
                                  .total = static_cast<std::int64_t>(migrations_.size()),
                                  .unit = "migrations"});
    const ForeignKeysOff keys_off(context_.db, migration.down_foreign_keys_off);
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    GODWIT_TRY(CheckNoneBegun(ledger));
    if (ledger.entries.empty() || ledger.entries.back().name != migration.name) {
      return Error{.code = ErrorCode::kRefused,
                   .what = subject,
                   .why = "another process has changed the ledger meanwhile",
                   .next = "look at `godwit status` and run the command again"};
    }
    if (IsDestructive(*migration.down)) GODWIT_TRY(TakeSnapshotOnce("down-" + migration.name));
    GODWIT_ASSIGN(const SchemaProof proof,
                  SchemaProof::Start(context_.db, migration.name, report_.warnings));
    GODWIT_ASSIGN(BystanderGuard guard,
                  BystanderGuard::Start(context_.db, TablesNamedByWayBack(migration)));
    GODWIT_ASSIGN(const KeptRows kept, KeptRows::Start(context_.db, *migration.down));
    GODWIT_ASSIGN(
        const ScriptResult result,
        ExecuteChange(context_.db, *migration.down, migration.down_foreign_keys_off, subject));
    GODWIT_TRY(std::move(guard).Settle(subject, context_.bystanders));
    GODWIT_TRY(kept.Check(context_.db, subject));
    GODWIT_TRY(proof.Check(context_.db, subject));
    GODWIT_TRY(RemoveEntry(context_.db, migration.name));
    GODWIT_TRY(transaction.Commit());
    const std::int64_t duration = context_.clock.MonotonicMicros() - begin;
    SnapshotStands();
    report_.migrations.push_back(
        {migration.name, "down", result.statements, result.rows, duration});
    context_.listener.OnLog({"migration",
                             {{"name", migration.name},
                              {"direction", std::string("down")},
                              {"statements", result.statements},
                              {"rows", result.rows},
                              {"durationMicros", duration}}});
    return {};
  }

  DownOptions options_;
  std::vector<const Migration*> migrations_;
  std::size_t next_ = 0;
};

}  // namespace

Result<std::vector<const Migration*>> MigrationsToTakeBack(const Project& project,
                                                           const Ledger& ledger,
                                                           const DownOptions& options) {
  GODWIT_TRY(CheckLedger(project, ledger));
  GODWIT_TRY(CheckNoneBegun(ledger));
  if (!options.to.empty() && ledger.Find(options.to) == nullptr) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "migration \"" + options.to + "\"",
                 .why = "it is not applied, so there is no going back to it",
                 .next = "`godwit status` lists what is applied"};
  }
  std::vector<const Migration*> migrations;
  for (auto entry = ledger.entries.rbegin(); entry != ledger.entries.rend(); ++entry) {
    const bool enough = options.to.empty()
                            ? !options.all && static_cast<int>(migrations.size()) == options.steps
                            : entry->name == options.to;
    if (enough) break;
    const Migration* migration = project.Find(entry->name);
    if (!migration->down) {
      return Error{.code = ErrorCode::kRefused,
                   .what = "migration \"" + entry->name + "\"",
                   .why = "it has no way back: there is no down.sql beside its migration.sql",
                   .next = "write one"};
    }
    migrations.push_back(migration);
  }
  return migrations;
}

Result<std::unique_ptr<Run>> StartDown(const RunContext& context, DownOptions options) {
  auto run = std::make_unique<DownRun>(context, std::move(options));
  GODWIT_TRY(run->Choose());
  return std::unique_ptr<Run>(std::move(run));
}

}  // namespace godwit
