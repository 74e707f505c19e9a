#include "core/migrate/targets.h"

#include <vector>

#include "core/schema/normalize.h"
#include "core/schema/statement.h"

namespace godwit {
namespace {

// A statement's words in lower case, names without their quotes; everything else as it stands.
std::vector<std::string> WordsOf(std::string_view sql) {
  std::vector<std::string> words;
  for (const Token& token : SignificantTokens(sql))
    words.push_back(LowerAscii(Unquote(token.text)));
  return words;
}

// Adds the tables that a statement itself writes. What that fires, foreign keys' actions and
// triggers, is not among them.
void AddTargets(TableNames& names, std::string_view sql) {
  const std::vector<std::string> words = WordsOf(sql);
  // What is created is new; the body of a trigger runs later.
  if (words.empty() || words[0] == "create" || words[0] == "pragma") return;
  const auto is = [&](std::size_t at, std::string_view word) {
    return at < words.size() && words[at] == word;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::size_t at = words.size();
    if (is(i, "into")) at = i + 1;
    if (is(i, "delete") && is(i + 1, "from")) at = i + 2;
    if (is(i, "update") && !is(i + 1, "set")) at = is(i + 1, "or") ? i + 3 : i + 1;
    if ((is(i, "drop") || is(i, "alter")) && is(i + 1, "table"))
      at = is(i + 2, "if") ? i + 4 : i + 2;
    if (is(i, "rename") && is(i + 1, "to")) at = i + 2;
    if (is(at + 1, ".")) at += 2;
    if (at < words.size()) names.insert(words[at]);
  }
}

}  // namespace

TableNames TablesWrittenBy(const Script& script) {
  TableNames names;
  for (const ScriptStatement& statement : script.statements) AddTargets(names, statement.sql);
  return names;
}

TableNames TablesWrittenBy(const DataStep& step) {
  TableNames names;
  if (!step.by_parts) names.insert(LowerAscii(step.table));
  for (const StepPart& part : step.parts) AddTargets(names, part.sql);
  return names;
}

TableNames TablesNamedBy(const Migration& migration) {
  TableNames names = TablesWrittenBy(migration.up);
  for (const std::string& table : migration.touches) names.insert(LowerAscii(table));
  for (const DataStep& step : migration.data_steps) {
    names.merge(TablesWrittenBy(step));
    for (const std::string& table : step.touches) names.insert(LowerAscii(table));
  }
  return names;
}

StepTargets::StepTargets(const Migration& migration, const DataStep& step)
    : named(TablesNamedBy(migration)), written(TablesWrittenBy(step)) {}

SchemaTargets::SchemaTargets(const Script& script) {
  using Verb = StatementWords::Verb;
  for (const ScriptStatement& statement : script.statements) {
    const StatementWords words = ReadStatement(statement.sql);
    const std::string name = LowerAscii(words.name);
    switch (words.verb) {
      case Verb::kCreate:
        (words.conditional ? conditional : created).insert(name);
        break;
      case Verb::kDrop:
        (words.conditional ? conditional : dropped).insert(name);
        if (words.object == "table") altered.insert(name);
        break;
      case Verb::kRenameTable:
        altered.insert(LowerAscii(words.to));
        [[fallthrough]];
      case Verb::kAddColumn:
      case Verb::kDropColumn:
      case Verb::kRenameColumn:
      case Verb::kAlter:
        altered.insert(name);
        break;
      default:
        break;
    }
  }
}

TableNames TablesNamedByWayBack(const Migration& migration) {
  TableNames names;
  if (migration.down) names = TablesWrittenBy(*migration.down);
  for (const std::string& table : migration.down_touches) names.insert(LowerAscii(table));
  return names;
}

}  // namespace godwit
