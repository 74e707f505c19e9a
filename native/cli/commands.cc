#include "native/cli/commands.h"

#include <algorithm>

#include "native/cli/init.h"
#include "native/cli/query.h"
#include "native/cli/types.h"

namespace godwit::cli {
namespace {

void PutText(Json& params, const char* key, const std::string& value) {
  if (!value.empty()) params[key] = value;
}

Json PlanParams(const Options& options) {
  Json params = Json::object();
  PutText(params, "to", options.to);
  if (!options.with.empty()) params["with"] = options.with;
  return params;
}

Json DownParams(const Options& options) {
  Json params = Json::object();
  if (options.all) {
    params["all"] = true;
  } else if (!options.to.empty()) {
    params["to"] = options.to;
  } else {
    params["steps"] = std::max(options.steps, 1);
  }
  if (options.dry_run) params["dryRun"] = true;
  return params;
}

// What every command that runs something takes.
Json RunParams(const Options& options, Json params = Json::object()) {
  if (options.throw_away && !options.dry_run) params["throwAway"] = true;
  if (options.no_snapshot && !options.dry_run) params["snapshot"] = false;
  return params;
}

Json BaselineParams(const Options& options) {
  Json params = {{"to", options.baseline}};
  if (!options.with.empty()) params["with"] = options.with;
  if (options.accept_drift) params["acceptDrift"] = true;
  PutText(params, "reason", options.reason);
  return params;
}

Json ResolveParams(const Options& options) {
  Json params = {{"reason", options.reason}};
  PutText(params, "applied", options.applied);
  PutText(params, "rolledBack", options.rolled_back);
  return params;
}

Json TypesParams(const Options& options) {
  Json params = {{"lang", options.lang}};
  PutText(params, "namespace", options.name_space);
  if (!options.with.empty()) params["with"] = options.with;
  if (options.bigint) params["bigint"] = true;
  if (!options.from.empty()) params["database"] = true;
  return params;
}

bool AnyDue(const Json& status) {
  const Json& steps = ArrayAt(status, "dataSteps");
  return std::any_of(steps.begin(), steps.end(),
                     [](const Json& step) { return TextAt(step, "state") != "complete"; });
}

bool IsTrue(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

// Of `lint`, whatever its severity, but for the suppressed ones.
bool AnyFinding(const Json& lint) {
  const Json counts = lint.value("counts", Json::object());
  return NumberAt(counts, "error") + NumberAt(counts, "warning") + NumberAt(counts, "note") > 0;
}

// What --quiet keeps to itself: that something was done, or was found to be in order. Lists,
// digests and documents are what was asked for.
bool WentWell(const Options& options, const Json& result) {
  switch (options.command) {
    case Command::kPlan:
    case Command::kRuns:
    case Command::kDigest:
    case Command::kQuery:
      return false;
    case Command::kReport:
      return !options.html.empty();
    case Command::kTypes:
      // The code itself is what was asked for.
      if (options.output.empty() && options.check.empty()) return false;
      return ExitOfResult(options, result) == kDone;
    case Command::kLint:
      return options.format != "sarif" && !AnyFinding(result);
    default:
      return ExitOfResult(options, result) == kDone;
  }
}

}  // namespace

Answer Ask(Session& session, const Options& options, const Json& document) {
  Json params = Json::object();
  switch (options.command) {
    case Command::kStatus:
      if (options.drift) params["drift"] = true;
      return session.Call("status", params);
    case Command::kInit:
      return session.Call("init", InitParams(options));
    case Command::kDrift:
      if (options.adopt) params["adopt"] = "adopt_drift";
      PutText(params, "now", options.now);
      return session.Call("drift", params);
    case Command::kPush:
      if (options.yes) params["lose"] = true;
      if (options.no_snapshot) params["snapshot"] = false;
      return session.Call("push", params);
    case Command::kPlan:
      return session.Call("plan", PlanParams(options));
    case Command::kLint:
      if (!options.names.empty()) params["names"] = options.names;
      PutText(params, "sqliteVersion", options.sqlite_version);
      if (options.format == "sarif") params["sarif"] = true;
      return session.Call("lint", params);
    case Command::kRehearse:
      params = PlanParams(options);
      if (options.show_values) params["showValues"] = true;
      return session.Call("rehearse", params);
    case Command::kUp:
      params = PlanParams(options);
      if (options.batch > 0) params["batch"] = options.batch;
      if (options.show_values) params["showValues"] = true;
      if (options.dry_run) params["dryRun"] = true;
      if (options.paranoid) params["paranoid"] = true;
      if (!document.is_null()) params["expect"] = document;
      return session.Call("up", RunParams(options, params));
    case Command::kDown:
      return session.Call("down", RunParams(options, DownParams(options)));
    case Command::kBackfill:
      if (options.pause) return session.Call("pause");
      [[fallthrough]];
    case Command::kResume:
      if (options.batch > 0) params["batch"] = options.batch;
      if (options.show_values) params["showValues"] = true;
      return session.Call(CommandName(options.command), RunParams(options, params));
    case Command::kRestore:
      return session.Call("restore", {{"path", options.snapshot}});
    case Command::kUndo:
      PutText(params, "step", options.step);
      PutText(params, "migration", options.migration);
      if (options.skip_edited) params["skipEdited"] = true;
      return session.Call("undo", RunParams(options, params));
    case Command::kSeed:
      if (options.rows > 0) params["rows"] = options.rows;
      PutText(params, "set", options.seed_set);
      return session.Call("seed", RunParams(options, params));
    case Command::kBaseline:
      return session.Call("baseline", BaselineParams(options));
    case Command::kResolve:
      return session.Call("resolve", ResolveParams(options));
    case Command::kDigest:
      if (options.step_digests) return session.Call("steps");
      PutText(params, "table", options.table);
      if (options.row_digests) params["rows"] = true;
      return session.Call("digest", params);
    case Command::kVerify:
      if (options.keep) params["keep"] = true;
      if (!document.is_null()) params["expect"] = document;
      return session.Call("verify", params);
    case Command::kRuns:
      if (options.runs.size() == 2) {
        params = {{"first", options.runs[0]}, {"second", options.runs[1]}};
      }
      return session.Call("runs", params);
    case Command::kQuery:
      return session.Call("query", QueryParams(options));
    case Command::kTypes:
      return session.Call("types", TypesParams(options));
    case Command::kReport:
      if (RunOf(options) > 0) params["run"] = RunOf(options);
      if (!document.is_null()) params["document"] = document;
      if (!options.html.empty()) params["html"] = true;
      if (options.show_values) params["values"] = true;
      return session.Call("report", params);
    default:
      return session.Call(CommandName(options.command));
  }
}

std::string RenderResult(const Options& options, const Json& result, const View& view) {
  if (options.quiet && WentWell(options, result)) return RenderWarnings(result, view);
  switch (options.command) {
    case Command::kStatus:
      return RenderStatus(result, view);
    case Command::kPlan:
      return RenderPlan(result, view);
    case Command::kLint:
      if (options.format == "sarif") return PrintJson(result.value("sarif", Json::object()));
      return RenderLint(result, view);
    case Command::kRehearse:
      return RenderRehearsal(result, view);
    case Command::kVerify:
      return RenderVerify(result, view);
    case Command::kDrift:
      return RenderDrift(result, view);
    case Command::kPush:
      return RenderPush(result, view);
    case Command::kInit:
      return RenderInit(result);
    case Command::kFinalize:
      return RenderFinalize(result, view);
    case Command::kRuns:
      return options.runs.empty() ? RenderRuns(result, view) : RenderComparison(result, view);
    case Command::kReport:
      if (options.html.empty()) return RenderDocument(result, options.show_values, view);
      return "wrote " + Clean(options.html) + "\n";
    case Command::kDigest:
      return options.step_digests ? RenderSteps(result, view) : RenderDigest(result, view);
    case Command::kQuery:
      return RenderQuery(result, view);
    case Command::kTypes:
      return RenderTypes(options, result);
    case Command::kUp:
    case Command::kDown:
      if (options.dry_run) return RenderPlan(result.value("plan", Json::object()), view);
      [[fallthrough]];
    default:
      if (options.pause) return "asked: whoever runs a data step here stops at its next batch\n";
      return RenderReport(result, view);
  }
}

int ExitOfResult(const Options& options, const Json& result) {
  switch (options.command) {
    case Command::kStatus:
      return IsTrue(result, "upToDate") && !AnyDue(result) && ArrayAt(result, "drift").empty()
                 ? kDone
                 : kFound;
    case Command::kDrift:
      return ArrayAt(result, "drift").empty() ? kDone : kFound;
    case Command::kPlan:
      return ArrayAt(result, "migrations").empty() ? kDone : kFound;
    case Command::kUp:
    case Command::kDown:
      return options.dry_run && TextAt(result, "outcome") != "nothing-to-do" ? kFound : kDone;
    case Command::kTypes:
      return result.value("stale", Json()).is_null() ? kDone : kFound;
    case Command::kLint:
    case Command::kRehearse:
    case Command::kVerify:
      return IsTrue(result, "passed") ? kDone : kFound;
    default:
      return kDone;
  }
}

int ExitOfError(const Json& error) {
  static constexpr std::pair<std::string_view, int> kExits[] = {{"usage", kWrongUsage},
                                                                {"refused", kRefused},
                                                                {"failed", kFailed},
                                                                {"data-step", kStepStopped},
                                                                {"interrupted", kInterrupted}};
  const std::string code = TextAt(error, "code");
  for (const auto& [name, exit] : kExits) {
    if (code == name) return exit;
  }
  return kFailed;
}

}  // namespace godwit::cli
