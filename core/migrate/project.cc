#include "core/migrate/project.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/base/script_names.h"
#include "core/base/sha256.h"
#include "core/migrate/directives.h"
#include "core/migrate/ledger_format.h"
#include "core/migrate/pieces.h"

namespace godwit {
namespace {

using nlohmann::json;

constexpr std::string_view kProjectFile = "godwit.json";
constexpr std::size_t kTimestampDigits = 14;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsProjectName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

// `20250901090000_users`
bool IsMigrationName(std::string_view name) {
  return name.size() > kTimestampDigits + 1 && name[kTimestampDigits] == '_' &&
         std::all_of(name.begin(), name.begin() + kTimestampDigits, IsDigit);
}

// Reads one JSON object of godwit.json; remembers which keys were asked for, so that the others can
// be called unknown.
class ObjectReader {
 public:
  ObjectReader(const json& object, std::string path, const std::string& file)
      : object_(object), path_(std::move(path)), file_(file) {}

  Error Wrong(std::string_view key, std::string why) const {
    const std::string where = key.empty() ? path_ : path_ + "/" + std::string(key);
    return ProjectError({.file = file_}, "godwit.json" + (where.empty() ? "" : " at " + where),
                        std::move(why), "docs/projects.md lists the keys");
  }

  Status Text(const char* key, std::string& target, bool required = false) {
    known_.emplace_back(key);
    if (!object_.contains(key)) {
      if (required) return Wrong(key, "it is missing");
      return {};
    }
    if (!object_[key].is_string()) return Wrong(key, "it must be a text");
    target = object_[key].get<std::string>();
    return {};
  }

  // nullptr when absent.
  const json* Member(const char* key) {
    known_.emplace_back(key);
    return object_.contains(key) ? &object_[key] : nullptr;
  }

  Status Finish() const {
    for (const auto& [key, value] : object_.items()) {
      if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
        return Wrong(key, "this key is not known");
      }
    }
    return {};
  }

 private:
  const json& object_;
  std::string path_;
  std::string file_;
  std::vector<std::string> known_;
};

class Collector {
 public:
  explicit Collector(const ProjectFiles& files) : files_(files) {}

  Result<Project> Run() {
    project_.origin = files_.origin;
    GODWIT_TRY(ReadSettings());
    GODWIT_TRY(ReadMigrations());
    GODWIT_TRY(CheckReferences());
    return std::move(project_);
  }

 private:
  std::string SettingsPath() const { return PathOf(std::string(kProjectFile)); }
  std::string PathOf(const std::string& file) const {
    return files_.origin.empty() ? file : files_.origin + "/" + file;
  }

  Status ReadSettings() {
    const auto found = files_.files.find(std::string(kProjectFile));
    if (found == files_.files.end()) {
      return Error{.code = ErrorCode::kRefused,
                   .what = "project \"" + files_.origin + "\"",
                   .why = "it has no godwit.json",
                   .next =
                       "give a folder that has one with --project, or make one: "
                       "{\"name\": \"my-app\"} is enough"};
    }
    const json settings = json::parse(found->second, nullptr, false, true);
    if (settings.is_discarded()) return SyntaxError(found->second);
    ObjectReader reader(settings, "", SettingsPath());
    if (!settings.is_object()) return reader.Wrong("", "it must be an object");
    GODWIT_TRY(reader.Text("name", project_.name, true));
    if (!IsProjectName(project_.name)) {
      return reader.Wrong("name", "it must be made of letters, digits, - and _");
    }
    project_.title = project_.name;
    GODWIT_TRY(reader.Text("title", project_.title));
    GODWIT_TRY(reader.Text("summary", project_.summary));
    GODWIT_TRY(reader.Text("database", project_.database));
    GODWIT_TRY(reader.Text("opensBefore", project_.opens_before));
    GODWIT_TRY(reader.Text("migrations", folder_));
    GODWIT_TRY(reader.Text("ledger", project_.ledger));
    if (FindLedgerFormat(project_.ledger) == nullptr) {
      return reader.Wrong("ledger", "it must be \"godwit\" or \"prisma\"");
    }
    GODWIT_TRY(ReadNow(reader));
    GODWIT_TRY(ReadValidators(reader));
    GODWIT_TRY(ReadPictures(reader));
    return reader.Finish();
  }

  // nlohmann tells where a text stops being JSON only by an exception; core has none, so the place
  // is found with its event interface.
  Error SyntaxError(const std::string& text) const {
    struct Locator : nlohmann::json_sax<json> {
      bool null() override { return true; }
      bool boolean(bool) override { return true; }
      bool number_integer(number_integer_t) override { return true; }
      bool number_unsigned(number_unsigned_t) override { return true; }
      bool number_float(number_float_t, const string_t&) override { return true; }
      bool string(string_t&) override { return true; }
      bool binary(binary_t&) override { return true; }
      bool start_object(std::size_t) override { return true; }
      bool key(string_t&) override { return true; }
      bool end_object() override { return true; }
      bool start_array(std::size_t) override { return true; }
      bool end_array() override { return true; }
      bool parse_error(std::size_t position, const std::string&,
                       const nlohmann::detail::exception&) override {
        offset = position > 0 ? position - 1 : 0;
        return false;
      }
      std::size_t offset = 0;
    } locator;
    (void)json::sax_parse(text, &locator, json::input_format_t::json, true, true);
    return ProjectError(PlaceAt(text, locator.offset, SettingsPath()), "godwit.json",
                        "it is not valid JSON from here on", "correct the file and try again");
  }

  Status ReadNow(ObjectReader& reader) {
    std::string now;
    GODWIT_TRY(reader.Text("now", now));
    if (now.empty()) return {};
    const Result<std::int64_t> millis = ParseTime(now);
    if (!millis.ok()) return reader.Wrong("now", millis.error().why);
    project_.now = *millis;
    return {};
  }

  Status ReadValidators(ObjectReader& reader) {
    const json* list = reader.Member("validators");
    if (list == nullptr) return {};
    if (!list->is_array()) return reader.Wrong("validators", "it must be a list");
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::string path = "/validators/" + std::to_string(i);
      ObjectReader entry((*list)[i], path, SettingsPath());
      if (!(*list)[i].is_object()) return entry.Wrong("", "it must be an object");
      ValidatorSource validator;
      GODWIT_TRY(entry.Text("name", validator.name, true));
      GODWIT_TRY(entry.Text("schema", validator.path, true));
      if (const json* columns = entry.Member("columns")) {
        for (const json& column : *columns) {
          if (!column.is_string() || column.get<std::string>().find('.') == std::string::npos) {
            return entry.Wrong("columns", "each must be a text like \"Table.column\"");
          }
          validator.columns.push_back(column.get<std::string>());
        }
      }
      GODWIT_TRY(entry.Finish());
      const auto file = files_.files.find(validator.path);
      if (file == files_.files.end()) {
        return entry.Wrong("schema", "the file \"" + validator.path + "\" is not there");
      }
      validator.schema = file->second;
      project_.validators.push_back(std::move(validator));
    }
    return {};
  }

  Status ReadPictures(ObjectReader& reader) {
    const json* object = reader.Member("pictures");
    if (object == nullptr) return {};
    if (!object->is_object()) return reader.Wrong("pictures", "it must be an object");
    ObjectReader entry(*object, "/pictures", SettingsPath());
    PictureSource pictures;
    GODWIT_TRY(entry.Text("table", pictures.table, true));
    GODWIT_TRY(entry.Text("key", pictures.key, true));
    GODWIT_TRY(entry.Text("label", pictures.label, true));
    GODWIT_TRY(entry.Text("document", pictures.document, true));
    GODWIT_TRY(entry.Text("kind", pictures.kind, true));
    if (pictures.kind != "pet") return entry.Wrong("kind", "the only painter is \"pet\"");
    GODWIT_TRY(entry.Finish());
    project_.pictures = std::move(pictures);
    return {};
  }

  Status ReadMigrations() {
    const std::string prefix = folder_ + "/";
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
    if (names.empty()) {
      return Error{
          .code = ErrorCode::kRefused,
          .what = "project \"" + project_.name + "\"",
          .why = "the folder \"" + PathOf(folder_) + "\" has no migrations",
          .next = "add a folder like " + folder_ + "/20260101120000_first/ with a migration.sql"};
    }
    for (const std::string& name : names) {
      GODWIT_ASSIGN(Migration migration, ReadMigration(name));
      project_.migrations.push_back(std::move(migration));
    }
    return {};
  }

  // A missing file is none.
  Status ReadScript(const std::string& name, const char* file,
                    std::optional<Script>& script) const {
    const std::string path = folder_ + "/" + name + "/" + file;
    const auto found = files_.files.find(path);
    if (found == files_.files.end()) return {};
    script = Script{PathOf(path), found->second, SplitScript(found->second)};
    for (const ScriptStatement& statement : script->statements) {
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
    const std::string prefix = folder_ + "/" + name + "/seed-";
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
    const std::string prefix = folder_ + "/" + name + "/";
    for (auto file = files_.files.lower_bound(prefix);
         file != files_.files.end() && file->first.starts_with(prefix); ++file) {
      GODWIT_TRY(IsMigrationScript(PathOf(file->first), file->first.substr(prefix.size())));
    }
    return {};
  }

  Result<Migration> ReadMigration(const std::string& name) const {
    const std::string folder = PathOf(folder_ + "/" + name);
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

  // Names that one part of the project uses for another.
  Status CheckReferences() const {
    if (!project_.opens_before.empty() && project_.Find(project_.opens_before) == nullptr) {
      return ProjectError({.file = SettingsPath()}, "godwit.json at /opensBefore",
                          "there is no migration \"" + project_.opens_before + "\"");
    }
    for (const Migration& migration : project_.migrations) {
      for (const VerifyCheck& check : migration.checks) {
        if (check.until.empty() || project_.Find(check.until) != nullptr) continue;
        return ProjectError(check.place, "check \"" + check.name + "\"",
                            "there is no migration \"" + check.until + "\" until which it holds");
      }
      for (const DataStep& step : migration.data_steps) {
        for (const ColumnValidator& wanted : step.validate) {
          const auto same = [&](const ValidatorSource& validator) {
            return validator.name == wanted.validator;
          };
          if (std::any_of(project_.validators.begin(), project_.validators.end(), same)) continue;
          return ProjectError(step.place, "data step \"" + step.name + "\"",
                              "there is no validator \"" + wanted.validator + "\"",
                              "add it to \"validators\" in godwit.json");
        }
      }
    }
    return {};
  }

  const ProjectFiles& files_;
  std::string folder_ = "migrations";
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
