#include "native/cli/interrupted.h"

#include <string>

#include "native/cli/render.h"
#include "native/host.h"

namespace godwit::cli {
namespace {

// What is kept, and how to go on.
std::string Next(const Options& options) {
  const std::string name = "`godwit " + CommandName(options.command) + "`";
  switch (options.command) {
    case Command::kUp:
      if (!options.expect.empty()) {
        return "held to a receipt all of it is one transaction: nothing was changed; " + name +
               " begins anew";
      }
      return "migrations that are applied and batches that are written stay, what was at work was "
             "undone; " +
             name + " goes on from there, `godwit resume` with the data step alone";
    case Command::kBackfill:
    case Command::kResume:
      return "batches that are written stay, what was at work was undone; `godwit resume` goes on "
             "from there";
    case Command::kDown:
      return "migrations that are taken back stay so, what was at work was undone; `godwit status` "
             "shows where it stands, and " +
             name + " goes on from there";
    case Command::kRestore:
    case Command::kSnapshot:
    case Command::kFinalize:
      return "`godwit status` shows where it stands; " + name + " begins anew";
    default:
      return "nothing was changed; " + name + " begins anew";
  }
}

}  // namespace

void TellInterrupt(const Options& options, Answer& answer) {
  if (answer.ok() || TextAt(answer.error, "code") != "interrupted" || host::Interrupts() == 0) {
    return;
  }
  answer.error["what"] = "godwit " + CommandName(options.command);
  answer.error["why"] = "it was interrupted";
  answer.error["next"] = Next(options);
}

}  // namespace godwit::cli
