// What goes with every batch of a data step, inside its transaction: rows that the step does not
// name stay as they are, and what it changes is recorded, so that it can be undone.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/base/status.h"
#include "core/migrate/bystanders.h"
#include "core/migrate/project.h"
#include "core/migrate/run.h"
#include "core/migrate/targets.h"
#include "core/sqlite/changeset.h"

namespace godwit {

class BatchRecorder {
 public:
  // REQUIRES: the batch's transaction has begun; everything outlives the recorder. The ledger may
  // be written meanwhile, and no table made, altered or dropped.
  static Result<BatchRecorder> Start(const RunContext& context, const Migration& migration,
                                     const DataStep& step, const StepTargets& targets);
  // Around a part of the batch that may be rolled back to a savepoint. What records changes follows
  // savepoints by itself.
  std::shared_ptr<const BystanderGuard::Mark> SetMark() const {
    return guard_ ? guard_->SetMark() : nullptr;
  }
  void Rewind(const std::shared_ptr<const BystanderGuard::Mark>& mark) {
    if (guard_ && mark != nullptr) guard_->Rewind(*mark);
  }
  // Before the transaction is committed; an error (kDataStep) rolls it back. `rows` is how many the
  // batch wrote.
  Status Finish(std::int64_t rows) &&;

 private:
  BatchRecorder(const RunContext& context, const Migration& migration, const DataStep& step,
                const StepTargets& targets);
  Status Begin();
  Status Keep(const std::string& changeset, std::int64_t rows);
  std::string Subject() const { return "data step \"" + step_.name + "\""; }

  RunContext context_;
  const Migration& migration_;
  const DataStep& step_;
  const StepTargets& targets_;
  // Tables of which a row has changed.
  std::unique_ptr<std::set<std::string>> changed_ = std::make_unique<std::set<std::string>>();
  // One of the two, for SQLite has one hook: what records sees bystanders as well.
  std::optional<ChangeRecorder> recorder_;
  std::optional<BystanderGuard> guard_;
};

}  // namespace godwit
