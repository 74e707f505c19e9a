// Asking before something is destroyed.
#pragma once

#include <string>

#include "core/base/status.h"
#include "native/cli/context.h"

namespace godwit::cli {

// Asks on a terminal, wants --yes elsewhere. `command` is how errors name it, `why` what it
// destroys, `question` the same as a question without its ending. An error = do not.
Status Confirm(const Context& context, const std::string& command, const std::string& why,
               const std::string& question);

// What the command destroys whatever the database holds: down --all, restore, finalize.
Status ConfirmCommand(const Context& context, const std::string& database);

// down, where it takes every migration back.
Status ConfirmDownAll(const Context& context, const std::string& database);

}  // namespace godwit::cli
