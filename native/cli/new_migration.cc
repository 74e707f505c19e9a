#include "native/cli/new_migration.h"

#include <string>
#include <vector>

#include "native/cli/commands.h"
#include "native/cli/databases.h"
#include "native/cli/limit_options.h"
#include "native/cli/migration_files.h"
#include "native/cli/render.h"
#include "native/cli/session.h"
#include "native/cli/target.h"

namespace godwit::cli {
namespace {

int Fail(const Context& context, const Json& error) {
  if (context.options.json) context.output.Result(PrintJson({{"error", error}}));
  context.output.Note(RenderError(error, context.error_paint));
  return ExitOfError(error);
}

// What the migration means for rows; of the way back, what is to be decided.
std::string RiskLine(const Json& risk, const std::string& object, bool forward) {
  const std::string kind = TextAt(risk, "kind");
  const std::string what = Clean(object + ", " + TextAt(risk, "text")) + "\n";
  if (kind == "undecided") {
    return std::string("to decide in ") + (forward ? "migration.sql: " : "down.sql: ") + what;
  }
  if (!forward) return {};
  return (kind == "loses" ? "  loses: " : "  may fail: ") + what;
}

std::string Text(const Json& result, const std::vector<std::string>& written) {
  std::string text;
  for (const std::string& path : written) text += "wrote " + Clean(path) + "\n";
  for (const Json& note : ArrayAt(result, "notes")) {
    if (note.is_string()) text += "note: " + Clean(note.get<std::string>()) + "\n";
  }
  const Json& changes = ArrayAt(result, "changes");
  if (changes.empty()) return text + "write into it what is to change\n";
  for (const Json& change : changes) {
    text += "  " + Clean(TextAt(change, "kind") + " " + TextAt(change, "object"));
    if (const std::string part = TextAt(change, "part"); !part.empty()) text += " " + Clean(part);
    text += "\n";
  }
  for (const Json* plan : {&result, &result["back"]}) {
    for (const Json& change : ArrayAt(*plan, "changes")) {
      for (const Json& risk : ArrayAt(change, "risks")) {
        text += RiskLine(risk, TextAt(change, "object"), plan == &result);
      }
    }
  }
  return text;
}

}  // namespace

int RunNew(const Context& context) {
  const Options& options = context.options;
  const Result<ProjectTarget> project =
      FindProject(options, [&] { return SampleNames(context.progress); });
  if (!project.ok()) return ReportError(context, project.error());
  const Status folder = NeedFolder(options, project.value());
  if (!folder.ok()) return ReportError(context, folder.error());
  Session session(context.progress, context.log);
  Json opening = {{"project", project.value().project}, {"status", false}};
  if (Json limits = LimitParams(options); !limits.is_null()) opening["limits"] = std::move(limits);
  Answer answer = session.Call("open", opening);
  Json params = {{"name", options.name}};
  if (!options.now.empty()) params["now"] = options.now;
  if (options.empty) params["empty"] = true;
  if (!options.sqlite_version.empty()) params["sqliteVersion"] = options.sqlite_version;
  if (answer.ok()) answer = session.Call("new", params);
  if (!answer.ok()) return Fail(context, answer.error);
  std::vector<std::string> written;
  const std::string root = TextAt(project.value().project, "origin");
  const Status done = WriteMigrationFiles(root, answer.result["files"], written);
  if (!done.ok()) return ReportError(context, done.error());
  if (options.json) {
    answer.result["written"] = written;
    context.output.Result(PrintJson(answer.result));
  } else if (!options.quiet) {
    context.output.Result(Text(answer.result, written));
  }
  return kDone;
}

}  // namespace godwit::cli
