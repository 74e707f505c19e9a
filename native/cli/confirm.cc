#include "native/cli/confirm.h"

#include "native/host.h"

namespace godwit::cli {

Status Confirm(const Context& context, const std::string& command, const std::string& why,
               const std::string& question) {
  if (context.options.yes) return {};
  if (!host::IsTerminal(host::Stream::kInput) || !host::IsTerminal(host::Stream::kError)) {
    return Error{.code = ErrorCode::kUsage,
                 .what = command,
                 .why = why,
                 .next = "say --yes if that is wanted"};
  }
  context.output.Note(question + "? [y/N] ");
  char answer[64] = {};
  const std::int64_t got = host::Read(answer, sizeof answer);
  if (host::Interrupts() > 0) {
    return Error{.code = ErrorCode::kInterrupted,
                 .what = command,
                 .why = "interrupted; nothing was touched"};
  }
  if (got > 0 && (answer[0] == 'y' || answer[0] == 'Y')) return {};
  return Error{.code = ErrorCode::kRefused,
               .what = command,
               .why = "the answer was not yes; nothing was touched"};
}

Status ConfirmCommand(const Context& context, const std::string& database) {
  const Options& options = context.options;
  if (options.command == Command::kDown && options.all && !options.dry_run) {
    return ConfirmDownAll(context, database);
  }
  if (options.command == Command::kRestore) {
    return Confirm(context, "godwit restore",
                   "it puts an earlier state in the place of what the database holds now",
                   "Put a snapshot in the place of what " + Clean(database) + " holds now");
  }
  if (options.command != Command::kFinalize) return {};
  return Confirm(context, "godwit finalize",
                 "it drops undo records and snapshots, and there is no way back without them",
                 "Drop the undo records and snapshots of " + Clean(database));
}

Status ConfirmDownAll(const Context& context, const std::string& database) {
  return Confirm(
      context, context.options.all ? "godwit down --all" : "godwit down",
      "it takes every migration back, and their tables with all rows",
      "Take every migration back in " + Clean(database) + ", with all rows of their tables");
}

}  // namespace godwit::cli
