#include "core/migrate/schema_script.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/migrate/directives.h"
#include "core/migrate/execute.h"
#include "core/migrate/schema_hints.h"
#include "core/schema/create_table.h"
#include "core/schema/dialect.h"
#include "core/schema/inspect.h"
#include "core/schema/normalize.h"
#include "core/schema/standalone.h"
#include "core/schema/statement.h"

namespace godwit {
namespace {

enum class Part : std::uint8_t { kDeclares, kPassedOver, kRefused };

struct Words {
  std::string_view word;  // the first
  Part part;
  std::string_view why;
};

constexpr std::string_view kRows =
    "a declared schema has tables, indexes, views and triggers, no rows";
constexpr std::string_view kOneFile = "a declared schema is of one database";
constexpr std::string_view kNothing = "it declares nothing";

constexpr Words kFirstWords[] = {
    {"create", Part::kDeclares, {}},      {"alter", Part::kDeclares, {}},
    {"drop", Part::kDeclares, {}},        {"begin", Part::kPassedOver, {}},
    {"commit", Part::kPassedOver, {}},    {"end", Part::kPassedOver, {}},
    {"insert", Part::kRefused, kRows},    {"replace", Part::kRefused, kRows},
    {"update", Part::kRefused, kRows},    {"delete", Part::kRefused, kRows},
    {"with", Part::kRefused, kRows},      {"attach", Part::kRefused, kOneFile},
    {"detach", Part::kRefused, kOneFile},
};

// What to do with a statement. Its words are those of FirstWords.
Words Judge(const std::vector<std::string>& words, const std::string& sql) {
  if (ReadForeignKeysPragma(words).is_one) return {words[0], Part::kPassedOver, {}};
  // What `godwit diff` prints is such a script, too.
  if (IsAroundPlan(sql)) return {words[0], Part::kPassedOver, {}};
  if (words[0] == "create" && words.size() > 1 && (words[1] == "temp" || words[1] == "temporary")) {
    return {words[0], Part::kRefused, "what is temporary is part of no schema"};
  }
  // What .schema and .dump print of SQLite's own tables.
  if (words[0] == "create" && LowerAscii(ReadStatement(sql).name).starts_with("sqlite_")) {
    return {words[0], Part::kPassedOver, {}};
  }
  for (const Words& known : kFirstWords) {
    if (words[0] == known.word) return known;
  }
  return {words[0], Part::kRefused, kNothing};
}

Error Refused(const Script& script, const ScriptStatement& statement, std::string_view why) {
  return ProjectError(PlaceOf(script, statement),
                      "statement " + UpperAscii(FirstWords(statement.sql).front()),
                      std::string(why), "take it out of the file");
}

Status RefuseForeignSql(const Script& script) {
  const std::optional<ForeignSql> sign = FindForeignSql(script.text);
  if (!sign) return {};
  return ProjectError(PlaceAt(script.text, sign->offset, script.path),
                      "the declared schema is SQL of " + sign->database,
                      "`" + sign->gives_away + "` gives it away",
                      "declare it as SQLite has it: sqlite.org/lang_createtable.html");
}

constexpr std::string_view kShadowColumns =
    "SELECT c.name FROM pragma_table_list AS t, pragma_table_xinfo(t.name, 'main') AS c "
    "WHERE t.schema = 'main' AND t.type = 'shadow' AND t.name = ?1 COLLATE NOCASE ORDER BY c.cid";

// What .schema prints of a virtual table's own tables: making that one has made them. Their columns
// have the same names in all of a module's releases; their types need not be the same.
Result<bool> MakesShadowTable(const Database& scratch, const std::string& sql) {
  const StatementWords words = ReadStatement(sql);
  if (words.verb != StatementWords::Verb::kCreate || words.object != "table") return false;
  GODWIT_ASSIGN(Statement select, scratch.Prepare(kShadowColumns));
  GODWIT_TRY(select.Bind(1, std::string_view(words.name)));
  const std::vector<ParsedColumn> declared = ParseCreateTable(sql, {}).columns;
  std::size_t made = 0;
  for (;; ++made) {
    GODWIT_ASSIGN(const bool row, select.Step());
    if (!row) break;
    if (made == declared.size() || !IsSameName(declared[made].name, select.Text(0))) return false;
  }
  return made > 0 && made == declared.size();
}

}  // namespace

Result<Schema> ReadSchemaScript(const Script& script, Database& scratch) {
  GODWIT_TRY(RefuseForeignSql(script));
  GODWIT_TRY(CheckHints(script));
  for (std::size_t i = 0; i < script.statements.size(); ++i) {
    const ScriptStatement& statement = script.statements[i];
    const std::vector<std::string> words = FirstWords(statement.sql);
    if (words.empty()) continue;
    const Words judged = Judge(words, statement.sql);
    if (judged.part == Part::kPassedOver) continue;
    if (judged.part == Part::kRefused) return Refused(script, statement, judged.why);
    const Status done = scratch.Execute(statement.sql);
    if (done.ok()) continue;
    if (LiesOutsideSql(done.error())) return done.error();
    GODWIT_ASSIGN(const bool shadow, MakesShadowTable(scratch, statement.sql));
    if (shadow) continue;
    Error error = StatementError(script, i, "the declared schema", done.error());
    error.code = ErrorCode::kRefused;
    return error;
  }
  return Inspect(scratch);
}

}  // namespace godwit
