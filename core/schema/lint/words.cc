#include "core/schema/lint/words.h"

#include <algorithm>
#include <array>

#include "core/schema/normalize.h"
#include "core/schema/statement.h"

namespace godwit {
namespace {

// Behind `name`, `schema.name` at `at`.
std::size_t BehindName(const Tokens& tokens, std::size_t at) {
  return at + 1 < tokens.size() && tokens[at + 1].text == "." ? at + 3 : at + 1;
}

std::string BareColumn(const Tokens& tokens, std::size_t begin, std::size_t end) {
  // `x`, `t.x`, each with or without `AS y`.
  if (end - begin >= 3 && IsKeyword(tokens[end - 2], "as")) end -= 2;
  if (end - begin == 3 && tokens[begin + 1].text == ".") begin += 2;
  return end - begin == 1 && IsNameToken(tokens[begin]) ? Unquote(tokens[begin].text)
                                                        : std::string();
}

// What keeps rows out of a SELECT.
constexpr std::array<std::string_view, 6> kNarrowing = {"where", "group",     "having",
                                                        "limit", "intersect", "except"};

void ReadSelect(std::string_view sql, const Tokens& tokens, std::size_t select,
                InsertWords& words) {
  words.selects = true;
  std::size_t at = select + 1;
  const auto narrow = [&](std::string_view keyword) {
    if (words.narrowing.empty()) words.narrowing = UpperAscii(keyword);
  };
  if (at < tokens.size() && IsKeyword(tokens[at], "distinct")) {
    narrow("distinct");
    ++at;
  }
  const std::size_t end = FindKeyword(tokens, "from", at);
  int depth = 0;
  std::size_t begin = at;
  for (; at <= end && at <= tokens.size(); ++at) {
    const bool last = at == end || at == tokens.size();
    if (!last && tokens[at].text == "(") ++depth;
    if (!last && tokens[at].text == ")") --depth;
    if (!last && (depth > 0 || tokens[at].text != ",")) continue;
    if (at > begin) {
      words.items.push_back(TextBetween(sql, tokens, begin, at));
      words.bare.push_back(BareColumn(tokens, begin, at));
      words.star = words.star || tokens[at - 1].text == "*";
    }
    begin = at + 1;
    if (last) break;
  }
  for (const std::string_view keyword : kNarrowing) {
    if (FindKeyword(tokens, keyword, end) < tokens.size()) narrow(keyword);
  }
  for (std::size_t join = FindKeyword(tokens, "join", end); join < tokens.size();
       join = FindKeyword(tokens, "join", join + 1)) {
    const std::size_t before = IsKeyword(tokens[join - 1], "outer") ? join - 2 : join - 1;
    if (!IsKeyword(tokens[before], "left")) narrow("join");
  }
  // FROM (SELECT … WHERE …)
  if (end + 1 >= tokens.size() || tokens[end + 1].text != "(") return;
  for (std::size_t i = end + 2; i < BehindParenthesis(tokens, end + 1); ++i) {
    for (const std::string_view keyword : kNarrowing) {
      if (IsKeyword(tokens[i], keyword)) narrow(keyword);
    }
  }
}

}  // namespace

bool IsKeyword(const Token& token, std::string_view lower) {
  return token.kind == TokenKind::kWord && LowerAscii(token.text) == lower;
}

bool IsNameToken(const Token& token) {
  return token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName;
}

std::size_t FindKeyword(const Tokens& tokens, std::string_view lower, std::size_t from) {
  int depth = 0;
  for (std::size_t at = from; at < tokens.size(); ++at) {
    if (tokens[at].text == "(") ++depth;
    if (tokens[at].text == ")") --depth;
    if (depth == 0 && IsKeyword(tokens[at], lower)) return at;
  }
  return tokens.size();
}

std::string TextBetween(std::string_view sql, const Tokens& tokens, std::size_t begin,
                        std::size_t end) {
  if (begin >= end) return {};
  const Token& last = tokens[end - 1];
  const std::size_t from = tokens[begin].offset;
  return std::string(sql.substr(from, last.offset + last.text.size() - from));
}

std::size_t BehindParenthesis(const Tokens& tokens, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < tokens.size(); ++at) {
    if (tokens[at].text == "(") ++depth;
    if (tokens[at].text == ")" && --depth == 0) return at + 1;
  }
  return tokens.size();
}

std::optional<InsertWords> ReadInsert(std::string_view sql, const Tokens& tokens) {
  if (tokens.empty()) return std::nullopt;
  InsertWords words;
  if (IsKeyword(tokens[0], "create")) {
    const std::size_t select = FindKeyword(tokens, "select");
    const std::size_t as = FindKeyword(tokens, "as");
    const bool of_table = FindKeyword(tokens, "table") < as && as + 1 == select;
    if (!of_table || select >= tokens.size()) return std::nullopt;
    ReadSelect(sql, tokens, select, words);
    return words;
  }
  const std::size_t into = FindKeyword(tokens, "into");
  const bool replace = FindKeyword(tokens, "replace") < into;
  const bool insert = FindKeyword(tokens, "insert") < into;
  if (into + 1 >= tokens.size() || (!insert && !replace)) return std::nullopt;
  if (replace) words.conflict = "replace";
  if (into >= 2 && IsKeyword(tokens[into - 2], "or")) {
    words.conflict = LowerAscii(tokens[into - 1].text);
  }
  std::size_t at = BehindName(tokens, into + 1);
  if (at + 1 < tokens.size() && IsKeyword(tokens[at], "as")) at += 2;
  if (at < tokens.size() && tokens[at].text == "(") {
    words.has_columns = true;
    const std::size_t behind = BehindParenthesis(tokens, at);
    for (std::size_t i = at + 1; i + 1 < behind; ++i) {
      if (IsNameToken(tokens[i])) words.columns.push_back(Unquote(tokens[i].text));
    }
    at = behind;
  }
  const std::size_t select = FindKeyword(tokens, "select", at);
  if (select < FindKeyword(tokens, "values", at)) ReadSelect(sql, tokens, select, words);
  // INSERT INTO t DEFAULT VALUES names no column, and none is meant.
  if (at < tokens.size() && IsKeyword(tokens[at], "default")) words.has_columns = true;
  return words;
}

std::optional<ChangeWords> ReadChange(std::string_view sql, const Tokens& tokens) {
  // Only the statement's own verb: a trigger's body has others.
  const std::size_t verb = BehindWith(tokens);
  if (verb >= tokens.size()) return std::nullopt;
  const bool update = IsKeyword(tokens[verb], "update");
  if (!update && !IsKeyword(tokens[verb], "delete")) return std::nullopt;
  ChangeWords words;
  const std::size_t set = FindKeyword(tokens, "set", verb);
  const std::size_t where = FindKeyword(tokens, "where", verb);
  const std::size_t returning = FindKeyword(tokens, "returning", where);
  words.where = where < tokens.size() ? TextBetween(sql, tokens, where + 1, returning) : "";
  const std::size_t name = update ? verb + 1 : verb + 2;
  const std::size_t behind = BehindName(tokens, name);
  const std::size_t expected = update ? set : std::min(where, returning);
  words.plain = behind == expected || behind >= tokens.size();
  for (const std::string_view keyword : {"order", "limit", "with"}) {
    words.plain = words.plain && FindKeyword(tokens, keyword) >= tokens.size();
  }
  if (!update) return words;
  words.plain = words.plain && FindKeyword(tokens, "from", verb) >= tokens.size();
  int depth = 0;
  for (std::size_t at = set + 1; at + 1 < std::min(where, tokens.size()); ++at) {
    if (tokens[at].text == "(") ++depth;
    if (tokens[at].text == ")") --depth;
    const bool starts = at == set + 1 || tokens[at - 1].text == ",";
    if (depth == 0 && starts && IsNameToken(tokens[at]) && tokens[at + 1].text == "=") {
      words.assigns.push_back(LowerAscii(Unquote(tokens[at].text)));
    }
  }
  return words;
}

}  // namespace godwit
