// Sample data.
#include <optional>
#include <utility>

#include "core/migrate/execute.h"
#include "core/migrate/ledger.h"
#include "core/migrate/run.h"
#include "core/migrate/status.h"

namespace godwit {
namespace {

class SeedRun final : public Run {
 public:
  SeedRun(const RunContext& context, std::int64_t rows) : Run(context, "seed"), rows_(rows) {}

  Status Begin() {
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
    transaction_.emplace(std::move(transaction));
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    GODWIT_TRY(CheckLedger(context_.project, ledger));
    for (const Migration& migration : context_.project.migrations) {
      if (ledger.Find(migration.name) == nullptr) continue;
      const std::optional<Script>& script = rows_ > 0 ? migration.volume : migration.seed;
      if (script) scripts_.push_back({&migration, &*script});
    }
    if (!scripts_.empty()) return {};
    const std::string file = rows_ > 0 ? "volume.sql" : "seed.sql";
    return Error{.code = ErrorCode::kRefused,
                 .what = "project \"" + context_.project.name + "\"",
                 .why = "no applied migration has a " + file,
                 .next = "write one, or apply the migration that has it with `godwit up`"};
  }

  Result<bool> Advance() override {
    if (next_ == scripts_.size()) {
      GODWIT_TRY(transaction_->Commit());
      transaction_.reset();
      // Until here it could all have been rolled back.
      report_.migrations = std::move(done_);
      Finish();
      return false;
    }
    const auto& [migration, script] = scripts_[next_];
    const std::int64_t begin = context_.clock.MonotonicMicros();
    context_.listener.OnProgress({.phase = "seed",
                                  .name = migration->name,
                                  .done = static_cast<std::int64_t>(next_),
                                  .total = static_cast<std::int64_t>(scripts_.size()),
                                  .unit = "migrations"});
    GODWIT_ASSIGN(
        const ScriptResult result,
        ExecuteScript(context_.db, *script, "seed of migration \"" + migration->name + "\"",
                      rows_ > 0 ? std::optional(rows_) : std::nullopt));
    const std::int64_t duration = context_.clock.MonotonicMicros() - begin;
    done_.push_back({migration->name, "seed", result.statements, result.rows, duration});
    context_.listener.OnLog(
        {"seed", {{"name", migration->name}, {"rows", result.rows}, {"durationMicros", duration}}});
    ++next_;
    return true;
  }

 private:
  struct Chosen {
    const Migration* migration;
    const Script* script;
  };

  std::int64_t rows_;
  std::optional<Transaction> transaction_;
  std::vector<Chosen> scripts_;
  std::vector<MigrationReport> done_;
  std::size_t next_ = 0;
};

}  // namespace

Result<std::unique_ptr<Run>> StartSeed(const RunContext& context, std::int64_t rows) {
  auto run = std::make_unique<SeedRun>(context, rows);
  GODWIT_TRY(run->Begin());
  return std::unique_ptr<Run>(std::move(run));
}

}  // namespace godwit
