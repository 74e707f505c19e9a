#include "native/cli/app.h"

#include <cstdlib>
#include <string_view>

#include "native/cli/commands.h"
#include "native/cli/context.h"
#include "native/cli/databases.h"
#include "native/cli/diff.h"
#include "native/cli/logged.h"
#include "native/cli/new_migration.h"
#include "native/cli/query.h"
#include "native/cli/render.h"
#include "native/cli/session.h"
#include "native/cli/traits.h"
#include "native/host.h"

namespace godwit::cli {
namespace {

bool EnvironmentIs(const char* name, std::string_view value) {
  const char* found = std::getenv(name);
  return found != nullptr && found == value;
}

bool EnvironmentHas(const char* name) {
  const char* found = std::getenv(name);
  return found != nullptr && *found != '\0';
}

bool WantsColor(const Options& options, host::Stream stream) {
  return host::IsTerminal(stream) && !options.no_color && !EnvironmentHas("NO_COLOR") &&
         !EnvironmentIs("TERM", "dumb");
}

int RunVersion(const Context& context) {
  Session session(context.progress, nullptr);
  const Answer answer = session.Call("version");
  if (context.options.json) {
    context.output.Result(PrintJson(answer.result));
  } else {
    context.output.Result("godwit " + TextAt(answer.result, "version") + " (SQLite " +
                          TextAt(answer.result, "sqlite") + ")\n");
  }
  return kDone;
}

int RunCommand(Context& context) {
  switch (context.options.command) {
    case Command::kHelp:
      context.output.Result(context.options.help);
      return kDone;
    case Command::kVersion:
      return RunVersion(context);
    default:
      break;
  }
  switch (context.options.command) {
    case Command::kTraits:
      return RunLogged(context, {}, [&] { return RunTraits(context); });
    case Command::kDiff:
      return RunLogged(context, {context.options.from, context.options.to},
                       [&] { return RunDiff(context); });
    case Command::kQuery:
      return RunQuery(context);
    case Command::kNew:
      return RunLogged(context, {}, [&] { return RunNew(context); });
    default:
      return RunOnDatabases(context);
  }
}

// --json has to be known to tell even that the options are wrong.
bool SaysJson(int argc, const char* const* argv) {
  for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {
    if (std::string_view(argv[i]) == "--json") return true;
  }
  return false;
}

}  // namespace

int Run(int argc, const char* const* argv) {
  host::CatchInterrupts();
  Output output;
  Result<Options> parsed = ParseOptions(argc, argv);
  Options wrong;
  wrong.json = SaysJson(argc, argv);
  const Options& options = parsed.ok() ? parsed.value() : wrong;
  const bool bar =
      host::IsTerminal(host::Stream::kError) && !options.quiet && !EnvironmentIs("TERM", "dumb");
  const Paint error_paint(WantsColor(options, host::Stream::kError));
  ProgressBar progress(output, bar, error_paint);
  Context context{.options = options,
                  .output = output,
                  .progress = progress,
                  .result_paint = Paint(WantsColor(options, host::Stream::kOutput)),
                  .error_paint = error_paint};
  const int exit = parsed.ok() ? RunCommand(context) : ReportError(context, parsed.error());
  const Status written = output.Flush();
  if (written.ok()) return exit;
  output.Note(RenderError(ErrorJson(written.error()), error_paint));
  return exit > kFound ? exit : kFailed;
}

}  // namespace godwit::cli
