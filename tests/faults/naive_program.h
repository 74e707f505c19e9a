// A runner as one might write it in an afternoon, with the bugs that such runners have had, to
// prove that the sweep sees them. Without a bug it is correct.
#pragma once

#include "tests/faults/program.h"

namespace godwit {

enum class Bug : std::uint8_t {
  kNone,
  kCursorOutside,              // a batch's rows commit before the cursor that says so
  kRebuildWithoutTransaction,  // each statement of the rebuild commits by itself
  kQuarantineOutside,          // a row that fails is noted before the batch that leaves it out
  kUndoOutside,                // a batch is taken back before the record of it goes
  kForeignKeysInside,  // PRAGMA foreign_keys = OFF in the transaction, where it does nothing
};

class NaiveProgram final : public Program {
 public:
  explicit NaiveProgram(Bug bug) : bug_(bug) {}
  std::size_t commands() const override;
  Status Run(Database& db, std::size_t command, bool again,
             const Acknowledge& acknowledge) const override;

 private:
  Status Create(Database& db) const;
  Status Backfill(Database& db, const Acknowledge& acknowledge) const;
  Status Undo(Database& db, const Acknowledge& acknowledge) const;
  Status Rebuild(Database& db) const;

  Bug bug_;
};

}  // namespace godwit
