#include "native/cli/target.h"

#include <algorithm>
#include <utility>

#include "native/cli/init.h"
#include "native/disk.h"

namespace godwit::cli {
namespace {

using Json = nlohmann::json;

Error ProjectNotFound(const std::string& folder, const std::vector<std::string>& samples) {
  std::string names;
  for (const std::string& sample : samples) names += (names.empty() ? "" : ", ") + sample;
  const bool here = folder == ".";
  Error error{.code = ErrorCode::kRefused, .what = "project not found"};
  if (here) {
    error.why = "the current folder has no godwit.json";
  } else if (!Exists(folder)) {
    error.why = "there is no folder \"" + folder + "\"";
  } else {
    error.why = "the folder \"" + folder + "\" has no godwit.json";
  }
  error.next = here ? "go to a project's folder, or name one with --project"
                    : "name a folder that has a godwit.json";
  if (!names.empty()) error.next += "; bundled samples: " + names;
  return error;
}

// What the ledger or the tables hold is shown without the project, which is no part of them.
bool IsOfDatabase(const Options& options) {
  switch (options.command) {
    case Command::kRuns:
    case Command::kReport:
      return true;
    case Command::kDigest:
      return !options.step_digests;
    default:
      return false;
  }
}

Access AccessOf(const Options& options) {
  switch (options.command) {
    case Command::kVerify:
      return options.keep ? Access::kWrite : Access::kRead;
    case Command::kUp:
      return options.dry_run ? Access::kRead : Access::kCreate;
    case Command::kQuery:
      return options.writes ? Access::kWrite : Access::kRead;
    case Command::kPush:
      return Access::kCreate;
    case Command::kDown:
      return options.dry_run ? Access::kRead : Access::kWrite;
    case Command::kBackfill:
    case Command::kUndo:
    case Command::kRestore:
    case Command::kFinalize:
    case Command::kResume:
    case Command::kSeed:
    case Command::kBaseline:
    case Command::kResolve:
      return Access::kWrite;
    default:
      return Access::kRead;
  }
}

// What a command does without a database: status and plan say what an empty one would get.
std::string_view KindWithout(const Options& options) {
  switch (options.command) {
    case Command::kStatus:
    case Command::kPlan:
    case Command::kLint:
    case Command::kRehearse:
      return "none";
    case Command::kUp:
      return options.dry_run ? "memory" : "";
    case Command::kInit:
      return options.databases.empty() ? "none" : "";
    case Command::kDigest:
      return options.step_digests ? "none" : "";
    case Command::kReport:
      return FileOf(options).empty() ? "" : "none";
    case Command::kTypes:
      return options.from.empty() ? "none" : "";
    default:
      return "";
  }
}

}  // namespace

Result<ProjectTarget> FindProject(const Options& options,
                                  const std::function<std::vector<std::string>()>& samples) {
  // It is about to be made.
  if (options.command == Command::kInit) {
    GODWIT_TRY(CheckNewProject(options, samples));
    return ProjectTarget{};
  }
  const std::string& name = options.project;
  if (!name.empty() && name.find_first_of("/\\") == std::string::npos) {
    const std::vector<std::string> names = samples();
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      return ProjectTarget{.project = name, .database = {}};
    }
  }
  const std::string folder = name.empty() ? "." : name;
  const bool exists = Exists(folder + "/godwit.json");
  // The project says at most which database.
  if (IsOfDatabase(options) && name.empty()) {
    if (!exists || !options.databases.empty() || !FileOf(options).empty()) return ProjectTarget{};
    GODWIT_ASSIGN(std::string database, ReadDefaultDatabase(folder));
    return ProjectTarget{.project = {}, .database = std::move(database)};
  }
  // A database has its schema without a project; one that is here says which columns are JSON.
  const bool of_database = options.command == Command::kTypes && !options.from.empty();
  if (!exists && of_database && name.empty()) return ProjectTarget{};
  if (!exists) return ProjectNotFound(folder, samples());
  GODWIT_ASSIGN(ProjectFolder read, ReadProjectFolder(folder));
  Json files = Json::object();
  for (auto& [path, text] : read.files) files[path] = std::move(text);
  return ProjectTarget{.project = {{"origin", folder}, {"files", std::move(files)}},
                       .database = read.database};
}

Status NeedFolder(const Options& options, const ProjectTarget& project) {
  if (!project.project.is_string()) return {};
  return Error{.code = ErrorCode::kRefused,
               .what = "project \"" + options.project + "\"",
               .why = "a bundled sample is in no folder",
               .next = "name a project's folder with --project"};
}

std::vector<std::string> DatabasePaths(const Options& options, const ProjectTarget& project) {
  if (options.command == Command::kTypes) return {options.from};
  if (options.step_digests || !FileOf(options).empty()) return {""};
  if (!options.databases.empty()) return options.databases;
  return {project.database};
}

Result<DatabaseTarget> FindDatabase(const Options& options, const std::string& path) {
  const Access access = AccessOf(options);
  const std::string_view without = KindWithout(options);
  const std::string command = "godwit " + CommandName(options.command);
  if (path.empty()) {
    if (!without.empty()) return DatabaseTarget{.database = {{"kind", without}}, .path = {}};
    return Error{
        .code = ErrorCode::kUsage,
        .what = command,
        .why = "no database is named",
        .next = "name one with --db FILE, in GODWIT_DB, or as \"database\" in godwit.json"};
  }
  if (path == ":memory:") {
    return Error{.code = ErrorCode::kUsage,
                 .what = command,
                 .why = "\":memory:\" names no file: all that is done in it would be gone at once",
                 .next = "name a file with --db; `./:memory:` is a file of this name"};
  }
  if (path.starts_with("file:")) {
    return Error{.code = ErrorCode::kUsage,
                 .what = command,
                 .why = "\"" + path + "\" is a URL, and a file's name is wanted",
                 .next = "name it without `file:`; `./" + path + "` is a file of this name"};
  }
  if (const std::string why = WhyNoFile(path); !why.empty()) {
    return Error{.code = ErrorCode::kRefused,
                 .what = "database \"" + path + "\" cannot be opened",
                 .why = why,
                 .next = "name a database's file with --db"};
  }
  if (!Exists(path) && access != Access::kCreate) {
    if (!without.empty()) {
      return DatabaseTarget{.database = {{"kind", without}, {"path", path}}, .path = path};
    }
    const std::string sample =
        options.command == Command::kQuery ? " --project " + options.sample : "";
    return Error{.code = ErrorCode::kRefused,
                 .what = "database \"" + path + "\" is not there",
                 .why = "`" + command + "` does not make one",
                 .next = options.command == Command::kInit
                             ? "leave --db (and GODWIT_DB) out: `godwit up` makes the database"
                             : "`godwit up" + sample + " --db " + path + "` makes it"};
  }
  const char* mode = access == Access::kRead    ? "read"
                     : access == Access::kWrite ? "write"
                                                : "create";
  return DatabaseTarget{.database = {{"kind", "file"}, {"path", path}, {"mode", mode}},
                        .path = path,
                        .access = access};
}

}  // namespace godwit::cli
