// Rules about the migration as a whole, and the SQLite that it needs.
#include <algorithm>
#include <array>

#include "core/schema/lint/help.h"
#include "core/schema/lint/rules.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit::lint {
namespace {

using Verb = StatementWords::Verb;

struct Feature {
  std::string_view words;  // tokens in lower case, one after the other
  SqliteRelease since;
  std::string_view name;
};

// Source: sqlite.org/changes.html. Names are told only where they are no quoted names.
constexpr Feature kFeatures[] = {
    {"do nothing", 3024000, "upsert"},
    {"do update", 3024000, "upsert"},
    {"over (", 3025000, "window functions"},
    {"nulls first", 3030000, "NULLS FIRST"},
    {"nulls last", 3030000, "NULLS LAST"},
    {"filter ( where", 3030000, "FILTER"},
    {"iif (", 3032000, "iif()"},
    {"returning", 3035000, "RETURNING"},
    {"as materialized (", 3035000, "MATERIALIZED"},
    {"as not materialized (", 3035000, "NOT MATERIALIZED"},
    {"->", 3038000, "the operator ->"},
    {"->>", 3038000, "the operator ->>"},
    {"unixepoch (", 3038000, "unixepoch()"},
    {"format (", 3038000, "format()"},
    {"right join", 3039000, "RIGHT JOIN"},
    {"right outer join", 3039000, "RIGHT JOIN"},
    {"full join", 3039000, "FULL JOIN"},
    {"full outer join", 3039000, "FULL JOIN"},
    {"is distinct from", 3039000, "IS DISTINCT FROM"},
    {"is not distinct from", 3039000, "IS NOT DISTINCT FROM"},
    {"unhex (", 3041000, "unhex()"},
    {"octet_length (", 3043000, "octet_length()"},
    {"concat (", 3044000, "concat()"},
    {"concat_ws (", 3044000, "concat_ws()"},
    {"string_agg (", 3044000, "string_agg()"},
    {"jsonb (", 3045000, "jsonb()"},
};

bool Matches(const Tokens& tokens, std::size_t at, std::string_view words) {
  while (!words.empty()) {
    const std::size_t space = std::min(words.find(' '), words.size());
    const bool quoted = at < tokens.size() && (tokens[at].kind == TokenKind::kQuotedName ||
                                               tokens[at].kind == TokenKind::kString);
    if (at >= tokens.size() || quoted || LowerAscii(tokens[at].text) != words.substr(0, space)) {
      return false;
    }
    ++at;
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return true;
}

// Whether what reads as a function's call is a name that columns follow.
bool IsTable(const Tokens& tokens, std::size_t at) {
  static constexpr std::array<std::string_view, 5> kBefore = {"into", "table", "exists", ".",
                                                              "references"};
  if (at == 0) return false;
  const std::string before = LowerAscii(tokens[at - 1].text);
  // CREATE INDEX … ON t (…); the ON of a join may have a call behind it.
  if (before == "on" && IsKeyword(tokens[0], "create")) return true;
  return std::ranges::find(kBefore, before) != kBefore.end();
}

struct Need {
  SqliteRelease since = 0;
  std::string name;
};

void Raise(Need& need, SqliteRelease since, std::string_view name) {
  if (since > need.since) need = {since, std::string(name)};
}

// What the statement did to the schema that old releases cannot do.
void RaiseBySchema(const LintStep& step, Need& need) {
  if (step.words.verb == Verb::kRenameColumn) {
    Raise(need, kRenameColumnSince, "RENAME COLUMN");
  } else if (step.words.verb == Verb::kDropColumn) {
    Raise(need, kDropColumnSince, "DROP COLUMN");
  } else if (step.words.verb == Verb::kAlter) {
    Raise(need, kAlterConstraintSince, "ALTER TABLE for constraints");
  }
  const bool declares = step.words.verb == Verb::kAddColumn ||
                        (step.words.verb == Verb::kCreate && step.words.object == "table");
  const LintTable* table = declares ? step.after->Find(step.words.name) : nullptr;
  if (table == nullptr || step.after == step.before) return;
  if (table->table->strict) Raise(need, 3037000, "STRICT");
  for (const Column& column : table->table->columns) {
    if (column.generated != Generated::kNo) Raise(need, 3031000, "generated columns");
  }
}

// The newest thing that it uses.
Need NeedOf(const LintStep& step) {
  Need need;
  for (std::size_t at = 0; at < step.tokens.size(); ++at) {
    for (const Feature& feature : kFeatures) {
      const bool call = feature.name.ends_with("()");
      if (!Matches(step.tokens, at, feature.words) || (call && IsTable(step.tokens, at))) continue;
      Raise(need, feature.since, feature.name);
    }
    const Token& token = step.tokens[at];
    if (token.kind == TokenKind::kNumber && token.text.find('_') != std::string_view::npos) {
      Raise(need, 3046000, "_ between digits");
    }
  }
  const bool joins =
      step.words.verb == Verb::kUpdate && FindKeyword(step.tokens, "from") < step.tokens.size();
  if (joins) Raise(need, 3033000, "UPDATE … FROM");
  RaiseBySchema(step, need);
  return need;
}

}  // namespace

void NoWayBack(const LintInput& input, LintSink& sink) {
  if (input.way_back || input.walk.steps.empty()) return;
  sink.Add(0, "the migration has no down.sql, so `godwit down` cannot take it back",
           "write down.sql, or allow this finding with the reason why there is no way back");
}

void SqliteTooOld(const LintInput& input, LintSink& sink) {
  if (input.options.oldest == 0) return;
  for (std::size_t at = 0; at < input.walk.steps.size(); ++at) {
    const Need need = NeedOf(input.walk.steps[at]);
    if (need.since <= input.options.oldest) continue;
    sink.Add(at,
             need.name + " needs SQLite " + ReleaseText(need.since) +
                 ", and the project has to run on " + ReleaseText(input.options.oldest),
             "write it without, or raise \"sqlite\" in godwit.json");
  }
}

}  // namespace godwit::lint
