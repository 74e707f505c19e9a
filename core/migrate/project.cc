#include "core/migrate/project.h"

#include <algorithm>
#include <utility>

#include "core/base/script_names.h"
#include "core/base/sha256.h"
#include "core/json/clean.h"
#include "core/json/utf8.h"
#include "core/migrate/directives.h"
#include "core/migrate/pieces.h"
#include "core/migrate/settings.h"

namespace godwit {
namespace {

class Collector {
 public:
  explicit Collector(const ProjectFiles& files) : files_(files) {}

  Result<Project> Run() {
    project_.origin = files_.origin;
    GODWIT_TRY(CheckFileNames());
    GODWIT_TRY(ReadSettings(files_, project_));
    ReadSchema();
    GODWIT_TRY(ReadDeclaredQueries());
    GODWIT_TRY(ReadMigrations());
    GODWIT_TRY(CheckReferences());
    return std::move(project_);
  }

 private:
  std::string PathOf(const std::string& file) const { return PathIn(files_, file); }

  // Names of migrations and sample data are written to ledgers, receipts and reports.
  Status CheckFileNames() const {
    for (const auto& [path, text] : files_.files) {
      if (ValidUtf8(path)) continue;
      return ProjectError({.file = PathOf(path)}, "file \"" + Clean(path) + "\"",
                          "its name is not UTF-8", "rename it");
    }
    return {};
  }

  Status ReadMigrations() {
    const std::string prefix = project_.folder + "/";
    std::vector<std::string> names;
    for (auto file = files_.files.lower_bound(prefix);
         file != files_.files.end() && file->first.starts_with(prefix); ++file) {
      const std::string rest = file->first.substr(prefix.size());
      const std::size_t slash = rest.find('/');
      // Files beside the folders (Prisma's migration_lock.toml) are not ours.
      if (slash == std::string::npos) continue;
      std::string name = rest.substr(0, slash);
      if (names.empty() || names.back() != name) names.push_back(std::move(name));
    }
    // One that has a schema is about to get its first migration.
    if (names.empty() && !project_.schema) {
      return Error{.code = ErrorCode::kRefused,
                   .what = "project \"" + project_.name + "\"",
                   .why = "the folder \"" + PathOf(project_.folder) + "\" has no migrations",
                   .next = "add a folder like " + project_.folder +
                           "/20260101120000_first/ with a migration.sql"};
    }
    for (const std::string& name : names) {
      GODWIT_ASSIGN(Migration migration, ReadMigration(name));
      project_.migrations.push_back(std::move(migration));
    }
    return {};
  }

  // Judged where it is used (core/migrate/schema_script.h): what is wrong with it stops no run.
  void ReadSchema() {
    const auto found = files_.files.find(std::string(kSchemaFile));
    if (found == files_.files.end()) return;
    project_.schema = Script{PathOf(found->first), found->second, SplitScript(found->second)};
  }

  Status ReadDeclaredQueries() {
    std::optional<Script> queries;
    GODWIT_TRY(ReadFile(std::string(kQueriesFile), queries));
    if (!queries) return {};
    GODWIT_ASSIGN(project_.queries, ReadQueries(*queries));
    return {};
  }

  Status ReadScript(const std::string& name, const char* file,
                    std::optional<Script>& script) const {
    return ReadFile(project_.folder + "/" + name + "/" + file, script);
  }

  // A missing file is none.
  Status ReadFile(const std::string& path, std::optional<Script>& script) const {
    const auto found = files_.files.find(path);
    if (found == files_.files.end()) return {};
    script = Script{PathOf(path), found->second, SplitScript(found->second)};
    for (const ScriptStatement& statement : script->statements) {
      GODWIT_TRY(CheckDirectivesText(*script, statement));
      if (!statement.stray_directive) continue;
      return ProjectError(PlaceAt(script->text, *statement.stray_directive, script->path),
                          "directive", "it stands inside a statement, where it would do nothing",
                          "put it before the statement's first word");
    }
    return {};
  }

  // seed-NAME.sql
  Status ReadSeedSets(const std::string& name, Migration& migration) const {
    constexpr std::string_view kEnd = ".sql";
    const std::string prefix = project_.folder + "/" + name + "/seed-";
    for (auto file = files_.files.lower_bound(prefix);
         file != files_.files.end() && file->first.starts_with(prefix); ++file) {
      const std::string rest = file->first.substr(prefix.size());
      if (!rest.ends_with(kEnd)) continue;
      std::optional<Script> script;
      GODWIT_TRY(ReadScript(name, ("seed-" + rest).c_str(), script));
      GODWIT_TRY(CheckStatements(*script, nullptr, {}));
      migration.seed_sets.emplace(rest.substr(0, rest.size() - kEnd.size()), std::move(*script));
    }
    return {};
  }

  Status RefuseUnknownScripts(const std::string& name) const {
    const std::string prefix = project_.folder + "/" + name + "/";
    for (auto file = files_.files.lower_bound(prefix);
         file != files_.files.end() && file->first.starts_with(prefix); ++file) {
      GODWIT_TRY(IsMigrationScript(PathOf(file->first), file->first.substr(prefix.size())));
    }
    return {};
  }

  Result<Migration> ReadMigration(const std::string& name) const {
    const std::string folder = PathOf(project_.folder + "/" + name);
    const std::string what = "migration \"" + name + "\"";
    if (!IsMigrationName(name)) {
      return ProjectError({.file = folder}, what, "its folder's name is not <14 digits>_<name>",
                          "rename it, for example to 20260101120000_" + name);
    }
    if (!project_.migrations.empty() &&
        project_.migrations.back().name.substr(0, kTimestampDigits) ==
            name.substr(0, kTimestampDigits)) {
      return ProjectError({.file = folder}, what,
                          "\"" + project_.migrations.back().name + "\" has the same timestamp",
                          "give one of them another timestamp, so that the order is certain");
    }
    GODWIT_TRY(RefuseUnknownScripts(name));
    Migration migration;
    migration.name = name;
    std::optional<Script> up;
    GODWIT_TRY(ReadScript(name, "migration.sql", up));
    if (!up) return ProjectError({.file = folder}, what, "it has no migration.sql");
    migration.up = std::move(*up);
    migration.checksum = Hex(Sha256Of(migration.up.text));
    const auto empty = [](const ScriptStatement& statement) { return statement.sql.empty(); };
    if (std::all_of(migration.up.statements.begin(), migration.up.statements.end(), empty)) {
      return ProjectError({.file = migration.up.path}, what, "it has no statement",
                          "write the change, or delete the folder");
    }
    migration.pieces = CutIntoPieces(migration.up);
    GODWIT_TRY(ReadMigrationDirectives(migration));
    GODWIT_TRY(ReadScript(name, "down.sql", migration.down));
    if (migration.down) UnwrapTransaction(*migration.down);
    GODWIT_TRY(ReadScript(name, "seed.sql", migration.seed));
    GODWIT_TRY(ReadSeedSets(name, migration));
    GODWIT_TRY(ReadScript(name, "volume.sql", migration.volume));
    if (migration.down &&
        std::all_of(migration.down->statements.begin(), migration.down->statements.end(), empty)) {
      return ProjectError({.file = migration.down->path}, what, "its way back has no statement",
                          "write it, or delete down.sql: then there is none");
    }
    if (migration.down) GODWIT_TRY(ReadWayBackDirectives(migration));
    if (migration.seed) GODWIT_TRY(CheckStatements(*migration.seed, nullptr, {}));
    if (migration.volume) GODWIT_TRY(CheckStatements(*migration.volume, nullptr, {}));
    std::optional<Script> backfill;
    GODWIT_TRY(ReadScript(name, "backfill.sql", backfill));
    if (backfill) {
      GODWIT_ASSIGN(migration.data_steps, ReadDataSteps(*backfill));
    }
    std::optional<Script> verify;
    GODWIT_TRY(ReadScript(name, "verify.sql", verify));
    if (verify) {
      GODWIT_ASSIGN(migration.checks, ReadChecks(*verify));
    }
    return migration;
  }

  // Of a check or a query.
  template <typename Ending>
  Status CheckUntil(const Ending& it, const std::string& kind) const {
    if (it.until.empty() || project_.Find(it.until) != nullptr) return {};
    return ProjectError(it.until_place, kind + " \"" + it.name + "\"",
                        "there is no migration \"" + it.until + "\" until which it holds");
  }

  // Names that one part of the project uses for another.
  Status CheckReferences() const {
    if (!project_.opens_before.empty() && project_.Find(project_.opens_before) == nullptr) {
      return ProjectError({.file = PathOf(std::string(kProjectFile))},
                          "godwit.json at /opensBefore",
                          "there is no migration \"" + project_.opens_before + "\"");
    }
    for (const DeclaredQuery& query : project_.queries) {
      GODWIT_TRY(CheckUntil(query, "query"));
    }
    for (const Migration& migration : project_.migrations) {
      for (const VerifyCheck& check : migration.checks) GODWIT_TRY(CheckUntil(check, "check"));
      for (const DataStep& step : migration.data_steps) {
        for (const ColumnValidator& wanted : step.validate) {
          const auto same = [&](const ValidatorSource& validator) {
            return validator.name == wanted.validator;
          };
          if (std::any_of(project_.validators.begin(), project_.validators.end(), same)) continue;
          return ProjectError(wanted.place, "data step \"" + step.name + "\"",
                              "there is no validator \"" + wanted.validator + "\"",
                              "add it to \"validators\" in godwit.json");
        }
      }
    }
    return {};
  }

  const ProjectFiles& files_;
  Project project_;
};

}  // namespace

const Migration* Project::Find(std::string_view migration) const {
  const auto found = std::lower_bound(
      migrations.begin(), migrations.end(), migration,
      [](const Migration& candidate, std::string_view name) { return candidate.name < name; });
  return found == migrations.end() || found->name != migration ? nullptr : &*found;
}

Result<Project> CollectProject(const ProjectFiles& files) { return Collector(files).Run(); }

}  // namespace godwit
