#include "native/cli/init.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "core/base/script_names.h"
#include "core/engine/members.h"
#include "core/json/utf8.h"
#include "native/cli/new_files.h"
#include "native/disk.h"
#include "native/host.h"

namespace godwit::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kSettings = "godwit.json";
constexpr const char* kMigrations = "migrations";

std::string RootOf(const Options& options) {
  return options.project.empty() ? "." : options.project;
}

std::string PathIn(const Options& options, const std::string& name) {
  return options.project.empty() ? name : (fs::path(options.project) / name).generic_string();
}

// The last name of the folder's path, as the user goes to it.
std::string FolderName(const Options& options) {
  std::error_code failed;
  fs::path path = fs::absolute(RootOf(options), failed).lexically_normal();
  if (path.filename().empty()) path = path.parent_path();
  return path.filename().string();
}

// The database relative to the project where it lies in its folder, for only then every copy of
// the folder has it at the same place; else empty.
std::string DatabaseInside(const Options& options) {
  if (options.databases.empty()) return {};
  const fs::path root = host::RealPath(RootOf(options));
  const fs::path database = host::RealPath(options.databases.front());
  if (root.empty() || database.empty()) return {};
  const std::string inside = database.lexically_relative(root).generic_string();
  const bool outside = inside.empty() || inside == ".." || inside.starts_with("../");
  return outside || !ValidUtf8(inside) ? std::string() : inside;
}

// A word of a shell's command line.
std::string ShellWord(const std::string& text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:@%+,";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

Json NextCommands(const Options& options, bool adopts) {
  const std::string project =
      options.project.empty() ? "" : " --project " + ShellWord(options.project);
  // What godwit.json does not say.
  std::string database;
  if (!options.databases.empty() && DatabaseInside(options).empty()) {
    database = " --db " + ShellWord(options.databases.front());
  }
  Json next = Json::array({"godwit new first" + project});
  if (adopts) next.push_back("godwit baseline NAME" + project + database);
  if (!adopts) next.push_back("godwit up" + project + database);
  next.push_back("godwit verify" + project + database);
  return next;
}

Error NoPlace(const std::string& folder, std::string why, std::string next) {
  return {.code = ErrorCode::kRefused,
          .what = "no project can begin in \"" + folder + "\"",
          .why = std::move(why),
          .next = std::move(next)};
}

}  // namespace

Status CheckNewProject(const Options& options,
                       const std::function<std::vector<std::string>()>& samples) {
  const std::string& name = options.project;
  if (!name.empty() && name.find_first_of("/\\") == std::string::npos) {
    const std::vector<std::string> names = samples();
    if (std::ranges::find(names, name) != names.end()) {
      return NoPlace(name, "it is the name of a bundled sample",
                     "`--project ./" + name + "` is the folder of that name");
    }
  }
  const std::string root = RootOf(options);
  if (Exists(root) && !IsFolder(root)) {
    return NoPlace(root, "it is no folder", "name a folder; one that is missing is made");
  }
  if (Exists(PathIn(options, kSettings))) {
    return ThereAlready(PathIn(options, kSettings),
                        "the folder is a project: `godwit status` tells how far it is");
  }
  if (const std::string schema = PathIn(options, std::string(kSchemaFile)); Exists(schema)) {
    return ThereAlready(schema, "move it away, or write " + PathIn(options, kSettings) +
                                    " by hand: {\"name\": \"my-app\"} is enough");
  }
  const std::string migrations = PathIn(options, kMigrations);
  std::vector<std::string> names;
  if (Exists(migrations) && (host::ListFolder(migrations, names) != 0 || !names.empty())) {
    return ThereAlready(migrations, "a project that has migrations needs no more than " +
                                        PathIn(options, kSettings) +
                                        ": {\"name\": \"my-app\"} is enough");
  }
  return {};
}

Json InitParams(const Options& options) {
  Json params = {{"folder", FolderName(options)}};
  if (!options.name.empty()) params["name"] = options.name;
  if (std::string inside = DatabaseInside(options); !inside.empty()) {
    params["database"] = std::move(inside);
  }
  return params;
}

Status WriteNewProject(const Options& options, Json& result) {
  if (options.databases.empty()) {
    const std::string database = PathIn(options, TextAt(result, "database"));
    if (Exists(database)) {
      return ThereAlready(database,
                          "`godwit init --db " + ShellWord(database) + "` begins with its schema");
    }
  }
  NewFiles made;
  GODWIT_TRY(made.NeedFolder(RootOf(options)));
  const Json& files = result["files"];
  // godwit.json comes last: a folder that has one is a project.
  for (const bool last : {false, true}) {
    for (const auto& [name, text] : files.items()) {
      if ((name == kSettings) != last) continue;
      GODWIT_TRY(made.Add(PathIn(options, name), text.get<std::string>()));
    }
  }
  result["written"] = made.Keep();
  result["next"] = NextCommands(options, NumberAt(result["declares"], "tables") > 0);
  return {};
}

std::string RenderInit(const Json& result) {
  std::string text;
  for (const Json& path : ArrayAt(result, "written")) {
    text += "wrote " + Clean(path.get<std::string>()) + "\n";
  }
  const Json& declares = result["declares"];
  const bool adopts = NumberAt(declares, "tables") > 0;
  if (adopts) {
    text += "schema.sql has the database's " + Counted(NumberAt(declares, "tables"), "table");
    if (const auto views = NumberAt(declares, "views"); views > 0) {
      text += ", " + Counted(views, "view");
    }
    if (const auto triggers = NumberAt(declares, "triggers"); triggers > 0) {
      text += ", " + Counted(triggers, "trigger");
    }
    text += ", without rows\n";
  }
  text += adopts ? "next, NAME being the migration that `new` writes:\n"
                 : "next, when schema.sql says which tables there are to be:\n";
  for (const Json& command : ArrayAt(result, "next")) {
    text += "  " + Clean(command.get<std::string>()) + "\n";
  }
  return text;
}

}  // namespace godwit::cli
