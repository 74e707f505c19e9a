// The colouring half of shell/code_block.h: a scanner that knows just enough SQL to colour it.
#include <algorithm>
#include <array>
#include <string>

#include "shell/code_block.h"

namespace godwit::shell {
namespace {

constexpr std::array<std::string_view, 92> kKeywords = {
    "ADD",        "AFTER",         "ALL",       "ALTER",    "AND",       "AS",
    "ASC",        "AUTOINCREMENT", "BEFORE",    "BEGIN",    "BETWEEN",   "BY",
    "CASCADE",    "CASE",          "CAST",      "CHECK",    "COLLATE",   "COLUMN",
    "CONFLICT",   "CONSTRAINT",    "CREATE",    "CROSS",    "DEFAULT",   "DELETE",
    "DESC",       "DISTINCT",      "DO",        "DROP",     "EACH",      "ELSE",
    "END",        "ESCAPE",        "EXCEPT",    "EXISTS",   "FILTER",    "FOR",
    "FOREIGN",    "FROM",          "GLOB",      "GROUP",    "HAVING",    "IF",
    "IN",         "INDEX",         "INNER",     "INSERT",   "INTERSECT", "INTO",
    "IS",         "ISNULL",        "JOIN",      "KEY",      "LEFT",      "LIKE",
    "LIMIT",      "MATERIALIZED",  "NATURAL",   "NOT",      "NOTHING",   "NOTNULL",
    "NULL",       "OFF",           "OFFSET",    "ON",       "OR",        "ORDER",
    "OUTER",      "OVER",          "PARTITION", "PRAGMA",   "PRIMARY",   "RECURSIVE",
    "REFERENCES", "RENAME",        "REPLACE",   "RESTRICT", "RETURNING", "ROWID",
    "SELECT",     "SET",           "STRICT",    "TABLE",    "THEN",      "TO",
    "TRIGGER",    "UNION",         "UNIQUE",    "UPDATE",   "USING",     "VALUES",
    "WHEN",       "WHERE"};

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool IsKeyword(std::string_view word) {
  std::string upper(word);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper == "WITH" || upper == "VIEW" || upper == "WITHOUT" || upper == "VIRTUAL" ||
         std::binary_search(kKeywords.begin(), kKeywords.end(), upper);
}

std::size_t EndOfQuoted(std::string_view sql, std::size_t at) {
  const char quote = sql[at];
  for (std::size_t end = at + 1; end < sql.size(); ++end) {
    if (sql[end] != quote) continue;
    if (end + 1 < sql.size() && sql[end + 1] == quote) {
      ++end;  // a doubled quote stands for itself
    } else {
      return end + 1;
    }
  }
  return sql.size();
}

struct Found {
  SqlToken token;
  std::size_t end;
};

Found NextToken(std::string_view sql, std::size_t at) {
  const std::string_view rest = sql.substr(at);
  if (rest.starts_with("--")) {
    const SqlToken token =
        rest.starts_with("-- godwit:") ? SqlToken::kDirective : SqlToken::kComment;
    return {token, std::min(sql.find('\n', at), sql.size())};
  }
  if (rest.starts_with("/*")) {
    const std::size_t end = sql.find("*/", at + 2);
    return {SqlToken::kComment, end == std::string_view::npos ? sql.size() : end + 2};
  }
  if (sql[at] == '\'') return {SqlToken::kText, EndOfQuoted(sql, at)};
  if (sql[at] == '"' || sql[at] == '`') return {SqlToken::kPlain, EndOfQuoted(sql, at)};
  std::size_t end = at + 1;
  if (!IsWordByte(sql[at])) return {SqlToken::kPlain, end};
  while (end < sql.size() && IsWordByte(sql[end])) ++end;
  return {IsKeyword(sql.substr(at, end - at)) ? SqlToken::kKeyword : SqlToken::kPlain, end};
}

// Adds a token to the lines, cut at its line feeds, joined to a neighbour of the same colour.
void Append(std::vector<std::vector<SqlPiece>>& lines, SqlToken token, std::string_view text) {
  while (true) {
    const std::size_t feed = text.find('\n');
    const std::string_view part = text.substr(0, feed);
    std::vector<SqlPiece>& line = lines.back();
    if (!part.empty()) {
      if (!line.empty() && line.back().token == token) {
        line.back().text = {line.back().text.data(), line.back().text.size() + part.size()};
      } else {
        line.push_back({token, part});
      }
    }
    if (feed == std::string_view::npos) return;
    lines.emplace_back();
    text.remove_prefix(feed + 1);
  }
}

}  // namespace

std::vector<std::vector<SqlPiece>> SplitSql(std::string_view sql) {
  while (!sql.empty() && (sql.back() == '\n' || sql.back() == ' ')) sql.remove_suffix(1);
  std::vector<std::vector<SqlPiece>> lines(1);
  std::size_t at = 0;
  while (at < sql.size()) {
    const Found found = NextToken(sql, at);
    Append(lines, found.token, sql.substr(at, found.end - at));
    at = found.end;
  }
  return lines;
}

}  // namespace godwit::shell
