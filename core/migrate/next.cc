#include "core/migrate/next.h"

#include <utility>

#include "core/migrate/ledger_format.h"
#include "core/migrate/status.h"

namespace godwit {

Status NextFinder::ReadAnew() {
  known_.reset();
  made_ = false;
  settled_ = 0;
  GODWIT_ASSIGN(Ledger ledger, ReadLedger(db_));
  version_ = db_.DataVersion();
  GODWIT_TRY(CheckLedger(project_, ledger));
  known_ = std::move(ledger);
  return {};
}

Result<Next> NextFinder::Look() {
  if (known_) {
    GODWIT_ASSIGN(const Next next, Decide());
    // Nobody confirms an end, and a data step not at once.
    if (next.migration != nullptr) return next;
  }
  GODWIT_TRY(ReadAnew());
  GODWIT_ASSIGN(const Next next, Decide());
  // What was read without a lock may be of two states.
  known_.reset();
  return next;
}

Result<Next> NextFinder::Confirm() {
  // The lock has made SQLite look whether the file has changed.
  if (!known_ || db_.DataVersion() != version_) GODWIT_TRY(ReadAnew());
  return Decide();
}

void NextFinder::Applied(LedgerEntry entry) {
  // Scripts cannot write Godwit's own list; of another tool's nobody knows what they wrote.
  // What had begun is no longer under way.
  if (!known_ || known_->format != &GodwitLedger() || known_->begun) {
    known_.reset();
    return;
  }
  // Before any other lock: whoever commits from here on makes it another number.
  version_ = db_.DataVersion();
  known_->Append(std::move(entry));
  made_ = true;
}

Result<Next> NextFinder::Decide() {
  const Ledger& ledger = *known_;
  // What has begun is ended before anything else.
  if (ledger.begun) {
    const Migration* begun = project_.Find(ledger.begun->migration);
    const auto done = static_cast<std::size_t>(ledger.begun->pieces);
    return Next{.migration = begun,
                .turn = begun->pieces.empty() ? 0 : done + 1,
                .committed = ledger.begun->statements};
  }
  for (std::size_t at = settled_; at < project_.migrations.size(); ++at) {
    const Migration& migration = project_.migrations[at];
    if (options_.only && migration.name != options_.to) continue;
    if (ledger.Find(migration.name) == nullptr) {
      if (IsWanted(migration, options_)) return Next{.migration = &migration};
    } else {
      for (const DataStep& step : migration.data_steps) {
        const LedgerStep* known = ledger.FindStep(migration.name, step.name);
        if (known == nullptr || known->state != StepState::kComplete) {
          return Next{.owner = &migration, .step = &step};
        }
      }
      // The last that is wanted stays in sight, for what stands behind it is not.
      if (at == settled_ && migration.name != options_.to) ++settled_;
    }
    if (migration.name == options_.to) break;
  }
  return Next{};
}

}  // namespace godwit
