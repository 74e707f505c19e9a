// The product's own code as a program: a story's project, and its commands run as a user would.
#pragma once

#include <memory>
#include <string_view>

#include "core/migrate/project.h"
#include "core/migrate/run.h"
#include "core/migrate/validators.h"
#include "tests/faults/program.h"
#include "tests/faults/story.h"

namespace godwit {

class GodwitProgram final : public Program {
 public:
  explicit GodwitProgram(Story story);
  std::size_t commands() const override;
  // Interrupted, it is mended as a user would: `resume`, then the same command.
  Status Run(Database& db, std::size_t command, bool again,
             const Acknowledge& acknowledge) const override;
  // A wish to pause comes and goes; where it is asked, the story looks after it.
  std::string_view unwatched() const override { return "godwit_pauses"; }

 private:
  Status Start(const RunContext& context, const Command& command,
               const Acknowledge& acknowledge) const;
  Status Resume(const RunContext& context, const Acknowledge& acknowledge) const;
  Status Pause(const RunContext& context, const std::string& step,
               const Acknowledge& acknowledge) const;
  Status Baseline(const RunContext& context, const Command& command,
                  const Acknowledge& acknowledge) const;

  Story story_;
  Project project_;
  Validators validators_;
};

}  // namespace godwit
