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
  SeedRun(const RunContext& context, SeedOptions options)
      : Run(context, "seed"), options_(std::move(options)) {}

  Status Begin() {
    GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(context_.db));
    transaction_.emplace(std::move(transaction));
    GODWIT_ASSIGN(const Ledger ledger, ReadLedger(context_.db));
    GODWIT_TRY(CheckLedger(context_.project, ledger));
    for (const Migration& migration : context_.project.migrations) {
      if (ledger.Find(migration.name) == nullptr) continue;
      if (const Script* script = ScriptOf(migration)) scripts_.push_back({&migration, script});
    }
    if (!scripts_.empty()) return {};
    const std::string file = options_.rows > 0      ? "volume.sql"
                             : options_.set.empty() ? "seed.sql"
                                                    : "seed-" + options_.set + ".sql";
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
                      options_.rows > 0 ? std::optional(options_.rows) : std::nullopt));
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

  // nullptr = the migration has none.
  const Script* ScriptOf(const Migration& migration) const {
    if (options_.rows > 0) return migration.volume ? &*migration.volume : nullptr;
    if (options_.set.empty()) return migration.seed ? &*migration.seed : nullptr;
    const auto found = migration.seed_sets.find(options_.set);
    return found == migration.seed_sets.end() ? nullptr : &found->second;
  }

  SeedOptions options_;
  std::optional<Transaction> transaction_;
  std::vector<Chosen> scripts_;
  std::vector<MigrationReport> done_;
  std::size_t next_ = 0;
};

}  // namespace

Result<std::unique_ptr<Run>> StartSeed(const RunContext& context, SeedOptions options) {
  auto run = std::make_unique<SeedRun>(context, std::move(options));
  GODWIT_TRY(run->Begin());
  return std::unique_ptr<Run>(std::move(run));
}

}  // namespace godwit
