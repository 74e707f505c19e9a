#include "core/schema/missing.h"

#include <cstddef>
#include <initializer_list>
#include <vector>

#include "core/schema/normalize.h"

namespace godwit {
namespace {

bool IsWord(const Token& token, std::string_view word) {
  return token.kind == TokenKind::kWord && LowerAscii(token.text) == word;
}

bool IsOneOf(const Token& token, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (IsWord(token, word)) return true;
  }
  return false;
}

bool IsName(const Token& token) {
  return token.kind == TokenKind::kQuotedName ||
         (token.kind == TokenKind::kWord && !IsOneOf(token, {"of", "on", "set", "or", "select"}));
}

}  // namespace

std::set<std::string> RelationNames(const Schema& schema) {
  std::set<std::string> names;
  for (const Table& table : schema.tables) names.insert(LowerAscii(table.name));
  for (const SchemaView& view : schema.views) names.insert(LowerAscii(view.name));
  return names;
}

std::string MissingRelation(std::string_view sql, const std::set<std::string>& names) {
  const std::vector<Token> tokens = SignificantTokens(sql);
  std::set<std::string> made;  // WITH name AS, WITH name (columns) AS
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    const bool opens = tokens[i].text == "(" || IsWord(tokens[i], "as");
    if (opens && IsName(tokens[i - 1])) made.insert(LowerAscii(Unquote(tokens[i - 1].text)));
  }
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!IsOneOf(tokens[i], {"from", "join", "into", "update"})) continue;
    if (i > 0 && IsWord(tokens[i - 1], "distinct")) continue;
    std::size_t at = i + 1;
    if (IsWord(tokens[at], "or")) at += 2;  // UPDATE OR IGNORE t
    if (at + 2 < tokens.size() && tokens[at + 1].text == ".") at += 2;
    if (at >= tokens.size() || !IsName(tokens[at])) continue;
    std::string name = LowerAscii(Unquote(tokens[at].text));
    if (!names.contains(name) && !made.contains(name)) return name;
  }
  return {};
}

}  // namespace godwit
