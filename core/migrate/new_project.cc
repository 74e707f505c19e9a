#include "core/migrate/new_project.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "core/migrate/project.h"
#include "core/migrate/schema_script.h"
#include "core/migrate/settings.h"
#include "core/schema/canonical.h"
#include "core/schema/compare.h"
#include "core/sqlite/script.h"

namespace godwit {
namespace {

constexpr std::string_view kLetters = "it must be made of letters, digits, - and _";

constexpr std::string_view kExample =
    "-- The schema as it is to be: write it here, for example\n"
    "--\n"
    "--   CREATE TABLE \"Customer\" (\n"
    "--     \"id\" INTEGER PRIMARY KEY,\n"
    "--     \"name\" TEXT NOT NULL\n"
    "--   );\n"
    "--\n"
    "-- `godwit new first` then writes the migration that makes it, and after every later edit\n"
    "-- `godwit new NAME` the one that leads to it.\n";
constexpr std::string_view kHead =
    "-- The schema as it is to be: after an edit, `godwit new NAME` writes the migration that "
    "leads\n"
    "-- to it.\n";

// The nearest name that could be one.
std::string Mended(std::string_view folder) {
  std::string name;
  for (const char c : folder) {
    const bool fits = IsProjectName({&c, 1});
    if (fits) name += c;
    if (!fits && !name.empty() && name.back() != '-') name += '-';
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "my-app" : name;
}

Error NotDeclarable(const Error& error) {
  return {.code = ErrorCode::kRefused,
          .what = "the database's schema cannot be written as a schema.sql",
          .why = error.what + ": " + error.why,
          .next =
              "change that in the database, or begin without --db and declare the schema by "
              "hand; nothing was written"};
}

}  // namespace

Status CheckProjectName(std::string_view name) {
  if (IsProjectName(name)) return {};
  return Error{.code = ErrorCode::kUsage,
               .what = "the project's name \"" + std::string(name) + "\"",
               .why = std::string(kLetters),
               .next = "say another, such as " + Mended(name)};
}

Result<std::string> NameProject(std::string_view folder) {
  if (IsProjectName(folder)) return std::string(folder);
  return Error{.code = ErrorCode::kRefused,
               .what = "the folder's name \"" + std::string(folder) + "\" cannot be the project's",
               .why = std::string(kLetters),
               .next = "say another, as in `godwit init --name " + Mended(folder) + "`"};
}

std::string NewProjectSettings(const std::string& name, const std::string& database) {
  nlohmann::ordered_json settings = {{"name", name}};
  if (!database.empty()) settings["database"] = database;
  return settings.dump(2) + "\n";
}

std::string EmptySchemaScript() { return std::string(kExample); }

Result<std::string> SchemaScript(const Schema& schema, const DiffOptions& options) {
  GODWIT_ASSIGN(const SchemaDiff diff, DiffSchemas({}, schema, options));
  std::string text(kHead);
  for (const SchemaChange& change : diff.forward.changes) {
    for (const std::string& sql : change.sql) text += "\n" + sql + ";\n";
  }
  GODWIT_ASSIGN(Database scratch, options.open_scratch());
  const Result<Schema> again = ReadSchemaScript(
      {.path = "schema.sql", .text = text, .statements = SplitScript(text)}, scratch);
  if (!again.ok()) {
    return LiesOutsideSql(again.error()) ? again.error() : NotDeclarable(again.error());
  }
  const std::vector<std::string> differences =
      SchemaDifferences(CanonicalObjects(schema), CanonicalObjects(*again),
                        {.first = "the database has", .second = "the file makes"});
  if (differences.empty()) return text;
  return NotDeclarable(
      {.what = "read again it is another", .why = FirstOfDifferences(differences)});
}

}  // namespace godwit
