#include "core/schema/release_needs.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "core/base/words.h"
#include "core/schema/canonical.h"
#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

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
    {"groups between", 3028000, "GROUPS frames"},
    {"groups unbounded", 3028000, "GROUPS frames"},
    {"groups current", 3028000, "GROUPS frames"},
    {"exclude no others", 3028000, "EXCLUDE in window frames"},
    {"exclude current row", 3028000, "EXCLUDE in window frames"},
    {"exclude group", 3028000, "EXCLUDE in window frames"},
    {"exclude ties", 3028000, "EXCLUDE in window frames"},
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

// Modules that came with a release; the same source.
constexpr Feature kModules[] = {{"fts5", 3009000, "FTS5"}};

constexpr ReleaseNeed kWithoutRowid = {3008002, "WITHOUT ROWID"};
constexpr ReleaseNeed kGenerated = {3031000, "generated columns"};
constexpr ReleaseNeed kStrict = {3037000, "STRICT"};
constexpr ReleaseNeed kDigitSeparators = {3046000, "_ between digits"};

// Of the objects that one feature is in, so many are named.
constexpr std::size_t kNamed = 5;

bool IsWord(const Token& token, std::string_view lower) {
  const bool quoted = token.kind == TokenKind::kQuotedName || token.kind == TokenKind::kString;
  return !quoted && LowerAscii(token.text) == lower;
}

bool Matches(const std::vector<Token>& tokens, std::size_t at, std::string_view words) {
  while (!words.empty()) {
    const std::size_t space = std::min(words.find(' '), words.size());
    if (at >= tokens.size() || !IsWord(tokens[at], words.substr(0, space))) return false;
    ++at;
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return true;
}

// Whether what reads as a function's call is a name that columns follow.
bool IsTable(const std::vector<Token>& tokens, std::size_t at) {
  static constexpr std::array<std::string_view, 5> kBefore = {"into", "table", "exists", ".",
                                                              "references"};
  if (at == 0) return false;
  const std::string before = LowerAscii(tokens[at - 1].text);
  // CREATE INDEX … ON t (…); the ON of a join may have a call behind it.
  if (before == "on" && IsWord(tokens[0], "create")) return true;
  return std::ranges::find(kBefore, before) != kBefore.end();
}

// What a schema's objects need that a release does not know.
class Notes {
 public:
  explicit Notes(SqliteRelease release) : release_(release) {}

  void Add(const std::string& object, const std::string& sql, std::vector<ReleaseNeed> needs = {}) {
    const std::vector<ReleaseNeed> words = NeedsOfWords(SignificantTokens(sql));
    needs.insert(needs.end(), words.begin(), words.end());
    for (const ReleaseNeed& need : needs) {
      if (need.since <= release_) continue;
      std::vector<std::string>& objects = objects_[{need.since, need.name}];
      if (objects.empty() || objects.back() != object) objects.push_back(object);
    }
  }

  std::vector<std::string> Sentences() const {
    std::vector<std::string> sentences;
    for (const auto& [need, objects] : objects_) {
      std::string text = std::string(need.second) + " needs SQLite " + ReleaseText(need.first) +
                         ", and this is planned for " + ReleaseText(release_) + ":";
      for (std::size_t i = 0; i < std::min(objects.size(), kNamed); ++i) {
        text += (i == 0 ? " " : ", ") + objects[i];
      }
      if (objects.size() > kNamed) {
        text += " and " + std::to_string(objects.size() - kNamed) + " more";
      }
      sentences.push_back(std::move(text));
    }
    return sentences;
  }

 private:
  SqliteRelease release_;
  std::map<std::pair<SqliteRelease, std::string_view>, std::vector<std::string>> objects_;
};

}  // namespace

std::vector<ReleaseNeed> NeedsOfWords(const std::vector<Token>& tokens) {
  std::vector<ReleaseNeed> needs;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    for (const Feature& feature : kFeatures) {
      const bool call = feature.name.ends_with("()");
      if (!Matches(tokens, at, feature.words) || (call && IsTable(tokens, at))) continue;
      needs.push_back({feature.since, feature.name});
    }
    const Token& token = tokens[at];
    if (token.kind == TokenKind::kNumber && token.text.find('_') != std::string_view::npos) {
      needs.push_back(kDigitSeparators);
    }
  }
  return needs;
}

std::vector<ReleaseNeed> NeedsOf(const Table& table) {
  std::vector<ReleaseNeed> needs;
  for (const Feature& module : kModules) {
    if (table.module == module.words) needs.push_back({module.since, module.name});
  }
  if (table.without_rowid) needs.push_back(kWithoutRowid);
  if (table.strict) needs.push_back(kStrict);
  const bool generated = std::ranges::any_of(
      table.columns, [](const Column& column) { return column.generated != Generated::kNo; });
  if (generated) needs.push_back(kGenerated);
  return needs;
}

std::vector<std::string> ReleaseNotes(const Schema& schema, SqliteRelease release) {
  if (release >= kNewestRelease) return {};
  Notes notes(release);
  for (const Table& table : schema.tables) {
    if (table.kind == TableKind::kShadow) continue;
    notes.Add(ObjectName(table), table.stored_sql, NeedsOf(table));
    for (const Index& index : table.indexes) {
      notes.Add("index " + QuoteName(index.name), index.stored_sql);
    }
  }
  for (const SchemaView& view : schema.views) {
    notes.Add("view " + QuoteName(view.name), view.stored_sql);
  }
  for (const Trigger& trigger : schema.triggers) {
    notes.Add("trigger " + QuoteName(trigger.name), trigger.stored_sql);
  }
  return notes.Sentences();
}

}  // namespace godwit
