#include "native/cli/diff.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "native/cli/commands.h"
#include "native/cli/databases.h"
#include "native/cli/limit_options.h"
#include "native/cli/render.h"
#include "native/cli/session.h"
#include "native/cli/target.h"
#include "native/disk.h"

namespace godwit::cli {
namespace {

class Diff {
 public:
  explicit Diff(const Context& context)
      : context_(context), options_(context.options), session_(context.progress, nullptr) {}

  int Run() {
    Json params = {{"from", nullptr}, {"to", nullptr}};
    for (const auto& [key, name] :
         {std::pair("from", options_.from), std::pair("to", options_.to)}) {
      Result<Json> side = Side(name);
      if (!side.ok()) return ReportError(context_, side.error());
      params[key] = std::move(side).value();
    }
    if (!options_.sqlite_version.empty()) params["sqliteVersion"] = options_.sqlite_version;
    const Answer answer = Ask(params);
    if (!answer.ok()) {
      if (options_.json) context_.output.Result(PrintJson({{"error", answer.error}}));
      context_.output.Note(RenderError(answer.error, context_.error_paint));
      return ExitOfError(answer.error);
    }
    context_.output.Result(options_.json ? PrintJson(answer.result) : Text(answer.result));
    return kDone;
  }

 private:
  Answer Ask(const Json& params) {
    Json opening = {{"status", false}};
    if (Json limits = LimitParams(options_); !limits.is_null()) {
      opening["limits"] = std::move(limits);
    }
    Answer opened = session_.Call("open", opening);
    return opened.ok() ? session_.Call("diff", params) : opened;
  }

  // What the user has named: a project's folder, a bundled sample, a .sql file, or a database.
  Result<Json> Side(const std::string& name) {
    if (name.ends_with(".sql") && !IsFolder(name)) {
      GODWIT_ASSIGN(std::string text, ReadFile(name, kMaxProjectFile));
      return Json{{"file", name}, {"text", std::move(text)}};
    }
    if (!Exists(name) || IsFolder(name)) {
      Options options = options_;
      options.project = name;
      // Not the commands that read no project.
      options.command = Command::kPlan;
      Result<ProjectTarget> found =
          FindProject(options, [&] { return SampleNames(context_.progress); });
      if (!found.ok()) return Nothing(name, std::move(found).error());
      return Json{{"project", found.value().project}};
    }
    GODWIT_ASSIGN(auto guard, GuardDatabase(name, Access::kRead, [&](const std::string& sentence) {
                    if (!options_.quiet) context_.output.Note(Clean(sentence) + "\n");
                  }));
    session_.Hold(std::move(guard));
    return Json{{"database", name}};
  }

  static Error Nothing(const std::string& name, Error error) {
    if (Exists(name)) return error;
    return {.code = ErrorCode::kRefused,
            .what = "\"" + name + "\" is not there",
            .why = "it names no file, no folder and no bundled sample",
            .next = "name a database, a .sql file or a project's folder"};
  }

  std::string Text(const Json& result) const {
    const Json& plan = options_.reverse ? result["back"] : result;
    std::string text = TextAt(plan, "sql");
    if (!text.empty()) return text;
    text = "-- no difference\n";
    for (const Json& note : ArrayAt(plan, "notes")) {
      if (note.is_string()) text += "-- " + Clean(note.get<std::string>()) + "\n";
    }
    return text;
  }

  const Context& context_;
  const Options& options_;
  Session session_;
};

}  // namespace

int RunDiff(const Context& context) { return Diff(context).Run(); }

}  // namespace godwit::cli
