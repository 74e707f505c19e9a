#include "core/migrate/missing_name.h"

#include <array>
#include <string_view>

#include "core/schema/normalize.h"
#include "core/schema/statement.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

// How SQLite says it; the name is what follows.
struct Words {
  std::string_view text;
  bool column;
};
constexpr std::array kWords = {Words{"no such table: ", false}, Words{"no such column: ", true},
                               Words{"has no column named ", true}, Words{"no such view: ", false}};

// `main.t` -> `t`, `t.a` -> `a`.
std::string LastName(std::string_view text) {
  text = text.substr(0, text.find_first_of("\n,)"));
  const std::size_t dot = text.rfind('.');
  if (dot != std::string_view::npos) text.remove_prefix(dot + 1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return Unquote(text);
}

// `table t has no column named a` -> `t`; empty where SQLite does not say which.
std::string TableOf(std::string_view before) {
  constexpr std::string_view kTable = "table ";
  const std::size_t at = before.rfind(kTable);
  if (at == std::string_view::npos) return {};
  before.remove_prefix(at + kTable.size());
  while (before.ends_with(' ')) before.remove_suffix(1);
  return Unquote(before);
}

// `table`: which lacks the column; empty = any.
std::string WhatIsAdded(const ScriptStatement& statement, const std::string& name, bool column,
                        const std::string& table) {
  using Verb = StatementWords::Verb;
  const StatementWords words = ReadStatement(statement.sql);
  const auto is = [&](const std::string& other) { return LowerAscii(other) == LowerAscii(name); };
  if (!column) {
    const bool makes =
        words.verb == Verb::kCreate && (words.object == "table" || words.object == "view");
    if (makes && is(words.name)) return "makes " + words.object + " " + QuoteName(words.name);
    if (words.verb == Verb::kRenameTable && is(words.to)) {
      return "renames table " + QuoteName(words.name) + " to " + QuoteName(words.to);
    }
    return {};
  }
  if (!table.empty() && !IsSameName(words.name, table)) return {};
  if (words.verb == Verb::kAddColumn && is(words.column)) {
    return "adds column " + QuoteName(words.column) + " to table " + QuoteName(words.name);
  }
  if (words.verb == Verb::kRenameColumn && is(words.to)) {
    return "renames column " + QuoteName(words.column) + " of table " + QuoteName(words.name) +
           " to " + QuoteName(words.to);
  }
  return {};
}

}  // namespace

std::string WhoAddsWhatIsMissing(const Error& error, const Project& project, const Ledger& ledger) {
  for (const Words& words : kWords) {
    const std::size_t at = error.why.find(words.text);
    if (at == std::string::npos) continue;
    const std::string name = LastName(std::string_view(error.why).substr(at + words.text.size()));
    const std::string table = TableOf(std::string_view(error.why).substr(0, at));
    for (const Migration& migration : project.migrations) {
      if (ledger.Find(migration.name) != nullptr) continue;
      for (const ScriptStatement& statement : migration.up.statements) {
        const std::string what = WhatIsAdded(statement, name, words.column, table);
        if (what.empty()) continue;
        return "migration \"" + migration.name + "\", which is not applied, " + what;
      }
    }
  }
  return {};
}

}  // namespace godwit
