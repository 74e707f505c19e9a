// The product's own code as a story: a small project applied, taken back, filled in, rebuilt.
#pragma once

#include "core/migrate/project.h"
#include "core/migrate/validators.h"
#include "tests/faults/program.h"

namespace godwit {

class GodwitProgram final : public Program {
 public:
  GodwitProgram();
  std::size_t commands() const override;
  // Interrupted, it is mended as a user would: `resume`, then the same command.
  Status Run(Database& db, std::size_t command, bool again,
             const Acknowledge& acknowledge) const override;

 private:
  Project project_;
  Validators validators_;
};

}  // namespace godwit
