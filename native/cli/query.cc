#include "native/cli/query.h"

#include "native/cli/commands.h"
#include "native/cli/databases.h"
#include "native/cli/logged.h"
#include "native/cli/session.h"

namespace godwit::cli {
namespace {

// What needs no database, and is wrong before one is opened.
Answer LookUp(const Context& context) {
  Session session(context.progress, nullptr);
  Json params = {{"sample", context.options.sample}, {"list", true}};
  if (!context.options.operation.empty()) params["name"] = context.options.operation;
  return session.Call("query", params);
}

int Fail(const Context& context, const Answer& answer) {
  if (context.options.json) context.output.Result(PrintJson({{"error", answer.error}}));
  context.output.Note(RenderError(answer.error, context.error_paint));
  return ExitOfError(answer.error);
}

}  // namespace

nlohmann::json QueryParams(const Options& options) {
  Json params = {
      {"sample", options.sample}, {"name", options.operation}, {"arguments", options.arguments}};
  if (options.explain) params["explain"] = true;
  return params;
}

int RunQuery(Context& context) {
  const Answer found = LookUp(context);
  if (!found.ok()) return Fail(context, found);
  if (context.options.operation.empty()) {
    return RunLogged(context, {}, [&] {
      const View view{.paint = context.result_paint, .database = {}};
      context.output.Result(context.options.json ? PrintJson(found.result)
                                                 : RenderQuery(found.result, view));
      return kDone;
    });
  }
  Options options = context.options;
  options.project = options.sample;
  options.writes = found.result["operations"][0].value("writes", false);
  Context on_database{.options = options,
                      .output = context.output,
                      .progress = context.progress,
                      .result_paint = context.result_paint,
                      .error_paint = context.error_paint};
  return RunOnDatabases(on_database);
}

}  // namespace godwit::cli
