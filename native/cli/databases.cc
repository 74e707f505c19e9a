#include "native/cli/databases.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "native/cli/commands.h"
#include "native/cli/confirm.h"
#include "native/cli/documents.h"
#include "native/cli/interrupted.h"
#include "native/cli/limit_options.h"
#include "native/cli/logged.h"
#include "native/cli/render.h"
#include "native/cli/session.h"
#include "native/cli/target.h"
#include "native/host.h"
#include "native/shelf.h"

namespace godwit::cli {
namespace {

// SQLITE_READONLY_ROLLBACK and _RECOVERY: an interrupted process left work that a connection which
// may not write cannot undo.
constexpr int kNeedsRollback = 776;
constexpr int kNeedsRecovery = 264;

Answer Open(Session& session, const Options& options, const ProjectTarget& project,
            const DatabaseTarget& target, const Json& document) {
  Json params = {{"database", target.database}, {"status", false}};
  if (!project.project.is_null()) params["project"] = project.project;
  if (Json limits = LimitParams(options); !limits.is_null()) params["limits"] = std::move(limits);
  if (!options.now.empty()) params["now"] = options.now;
  // What is made at a time must come out as in the rehearsal.
  const std::string now = TextAt(document, "now");
  if (options.command == Command::kUp && !now.empty()) params["now"] = now;
  Answer answer = session.Call("open", params);
  const std::int64_t code = NumberAt(answer.error, "sqliteCode");
  if (target.access == Access::kRead && (code == kNeedsRollback || code == kNeedsRecovery)) {
    session.ExpectWrites();
    params["database"]["mode"] = "write";
    answer = session.Call("open", params);
  }
  return answer;
}

Error NoSnapshot(const std::string& path) {
  return {.code = ErrorCode::kRefused,
          .what = "godwit restore",
          .why = "database \"" + path + "\" has no snapshot",
          .next = "name a file; `godwit snapshot` takes one"};
}

// What has to be known of the open database before the user is asked whether it is wanted.
Answer AskFirst(const Context& context, Session& session, const std::string& path) {
  Options options = context.options;
  if (options.command != Command::kDown || options.all || options.dry_run || options.yes) return {};
  options.dry_run = true;
  Answer plan = Ask(session, options, nullptr);
  if (!plan.ok() || !plan.result.value("everything", false)) return plan;
  const Status confirmed = ConfirmDownAll(context, path);
  return confirmed.ok() ? Answer() : Failed(confirmed.error());
}

Answer RunOn(const Context& context, const ProjectTarget& project, const std::string& path) {
  Options options = context.options;
  if (options.command == Command::kRestore && options.snapshot.empty()) {
    options.snapshot = NewestSnapshot(path);
    if (options.snapshot.empty()) return Failed(NoSnapshot(path));
  }
  if (options.adopt) {
    const Status folder = NeedFolder(options, project);
    if (!folder.ok()) return Failed(folder.error());
  }
  const Result<DatabaseTarget> target = FindDatabase(options, path);
  if (!target.ok()) return Failed(target.error());
  const Result<Json> document = ReadDocument(options);
  if (!document.ok()) return Failed(document.error());
  if (const Status free = CheckOutputs(options, path); !free.ok()) return Failed(free.error());
  Session session(context.progress, context.log);
  session.Throttle(context.options.throttle);
  session.CopyInto(options.scratch, HeapCapOf(options));
  if (target.value().database["kind"] == "file") {
    auto guard = GuardDatabase(path, target.value().access, [&](const std::string& sentence) {
      if (!options.quiet) context.output.Note(Clean(sentence) + "\n");
    });
    if (!guard.ok()) return Failed(guard.error());
    session.Hold(std::move(guard).value());
  }
  Answer answer = Open(session, options, project, target.value(), document.value());
  if (answer.ok()) answer = AskFirst(context, session, path);
  if (answer.ok()) answer = Ask(session, options, document.value());
  TellInterrupt(options, answer);
  if (answer.ok()) {
    const Status written = WriteOutputs(options, answer.result);
    if (!written.ok()) answer = Failed(written.error());
  }
  return answer;
}

int Print(const Context& context, const Answer& answer, const std::string& path) {
  const Options& options = context.options;
  const View view{.paint = context.result_paint, .database = Clean(path)};
  if (answer.ok()) {
    if (!options.json) context.output.Result(RenderResult(options, answer.result, view));
    return ExitOfResult(options, answer.result);
  }
  const bool told = TextAt(answer.partial, "outcome") != "nothing-to-do" &&
                    (!ArrayAt(answer.partial, "migrations").empty() ||
                     !ArrayAt(answer.partial, "dataSteps").empty());
  if (!options.json && told) {
    context.output.Result(RenderResult(options, answer.partial, view));
  }
  context.output.Note(RenderError(answer.error, context.error_paint));
  return ExitOfError(answer.error);
}

Json Document(Answer answer) {
  if (answer.ok()) return std::move(answer.result);
  Json document = {{"error", std::move(answer.error)}};
  if (!answer.partial.is_null()) document["partial"] = std::move(answer.partial);
  return document;
}

// The exit status that says most about several.
int Graver(int a, int b) {
  static constexpr int kOrder[] = {kDone,   kFound,       kWrongUsage, kRefused,
                                   kFailed, kStepStopped, kInterrupted};
  const auto rank = [](int exit) { return std::find(std::begin(kOrder), std::end(kOrder), exit); };
  return rank(a) < rank(b) ? b : a;
}

int RunOnEach(const Context& context, const ProjectTarget& project,
              const std::vector<std::string>& paths) {
  const bool several = paths.size() > 1;
  int exit = kDone;
  Json documents = Json::array();
  for (const std::string& path : paths) {
    Answer answer = RunOn(context, project, path);
    const bool failed = !answer.ok();
    exit = Graver(exit, Print(context, answer, path));
    Json document = Document(std::move(answer));
    if (!several) {
      documents = std::move(document);
    } else if (failed) {
      document["database"] = path;
      documents.push_back(std::move(document));
    } else {
      documents.push_back({{"database", path}, {"result", std::move(document)}});
    }
    if (exit == kInterrupted) break;
    // What went wrong with one file may go wrong with the next: nothing more is changed.
    if (failed && context.options.command == Command::kUp) {
      if (&path != &paths.back()) {
        context.output.Note("the databases after " + Clean(path) + " were not touched\n");
      }
      break;
    }
  }
  if (context.options.json) context.output.Result(PrintJson(documents));
  return exit;
}

}  // namespace

int ReportError(const Context& context, const Error& error) {
  const Answer answer = Failed(error);
  if (context.options.json) context.output.Result(PrintJson(Document(answer)));
  context.output.Note(RenderError(answer.error, context.error_paint));
  return ExitOfError(answer.error);
}

int RunOnDatabases(Context& context) {
  const Options& options = context.options;
  Result<ProjectTarget> project =
      FindProject(options, [&] { return SampleNames(context.progress); });
  if (!project.ok()) return ReportError(context, project.error());
  const std::vector<std::string> paths = DatabasePaths(options, project.value());
  const Status confirmed = ConfirmCommand(context, paths.front());
  if (!confirmed.ok()) return ReportError(context, confirmed.error());
  return RunLogged(context, paths, [&] { return RunOnEach(context, project.value(), paths); });
}

}  // namespace godwit::cli
