#include "core/schema/normalize.h"

#include <algorithm>

#include "core/sqlite/value.h"

namespace godwit {
namespace {

// Words that mean something else bare than quoted: SQLite's keywords that cannot be names, joins'
// words (which end a FROM item), and bare constants. Sorted.
constexpr std::string_view kReserved[] = {"add",
                                          "all",
                                          "alter",
                                          "and",
                                          "as",
                                          "autoincrement",
                                          "between",
                                          "case",
                                          "cast",
                                          "check",
                                          "collate",
                                          "column",
                                          "commit",
                                          "constraint",
                                          "create",
                                          "cross",
                                          "current_date",
                                          "current_time",
                                          "current_timestamp",
                                          "default",
                                          "deferrable",
                                          "delete",
                                          "distinct",
                                          "drop",
                                          "else",
                                          "escape",
                                          "except",
                                          "exists",
                                          "false",
                                          "filter",
                                          "foreign",
                                          "from",
                                          "full",
                                          "group",
                                          "having",
                                          "in",
                                          "index",
                                          "indexed",
                                          "inner",
                                          "insert",
                                          "intersect",
                                          "into",
                                          "is",
                                          "isnull",
                                          "join",
                                          "left",
                                          "limit",
                                          "natural",
                                          "not",
                                          "nothing",
                                          "notnull",
                                          "null",
                                          "on",
                                          "or",
                                          "order",
                                          "outer",
                                          "over",
                                          "primary",
                                          "raise",
                                          "references",
                                          "returning",
                                          "right",
                                          "select",
                                          "set",
                                          "table",
                                          "then",
                                          "to",
                                          "transaction",
                                          "true",
                                          "union",
                                          "unique",
                                          "update",
                                          "using",
                                          "values",
                                          "when",
                                          "where",
                                          "window"};

static_assert(std::ranges::is_sorted(kReserved));

bool IsReserved(std::string_view lower) {
  return std::binary_search(std::begin(kReserved), std::end(kReserved), lower);
}

bool IsWordShaped(std::string_view text) {
  const std::vector<Token> tokens = Tokenize(text);
  return tokens.size() == 1 && tokens[0].kind == TokenKind::kWord;
}

std::string QuoteString(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + "'";
}

std::string NormalName(std::string_view name) {
  const std::string lower = LowerAscii(name);
  return IsWordShaped(lower) && !IsReserved(lower) ? lower : QuoteName(lower);
}

bool IsWord(const Token& token, std::string_view lower) {
  return token.kind == TokenKind::kWord && LowerAscii(token.text) == lower;
}

// Whether the double-quoted token at `i` stands where only a name can stand, or names something.
bool IsName(const std::vector<Token>& tokens, std::size_t i, std::size_t begin, std::size_t end,
            const NameSet& names) {
  if (tokens[i].text.front() != '"') return true;  // […] and `…` are never strings
  if (i + 1 < end && (tokens[i + 1].text == "." || tokens[i + 1].text == "(")) return true;
  if (i > begin) {
    const Token& before = tokens[i - 1];
    if (before.text == "." || IsWord(before, "as") || IsWord(before, "collate")) return true;
  }
  return names.contains(LowerAscii(Unquote(tokens[i].text)));
}

// Names that the statement itself makes: `… AS name` and `WITH name AS (…)`.
void AddAliases(const std::vector<Token>& tokens, NameSet& names) {
  const auto add = [&](const Token& token) {
    if (token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName) {
      names.insert(LowerAscii(Unquote(token.text)));
    }
  };
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (!IsWord(tokens[i], "as")) continue;
    add(tokens[tokens[i + 1].text == "(" ? i - 1 : i + 1]);
  }
}

}  // namespace

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool IsSameName(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::vector<std::string> MentionedNames(std::string_view sql) {
  std::vector<std::string> names;
  for (const Token& token : SignificantTokens(sql)) {
    // A string, too, is a name where only a name can stand: FROM 't'.
    const bool is_text = token.kind == TokenKind::kString && token.text.front() == '\'';
    if (token.kind != TokenKind::kWord && token.kind != TokenKind::kQuotedName && !is_text) {
      continue;
    }
    names.push_back(LowerAscii(Unquote(token.text)));
  }
  return names;
}

std::string UpperAscii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

std::string Unquote(std::string_view token) {
  constexpr std::string_view kQuotes = "\"[`'";
  if (token.empty() || kQuotes.find(token.front()) == std::string_view::npos) {
    return std::string(token);
  }
  const char close = token.front() == '[' ? ']' : token.front();
  token.remove_prefix(1);
  if (!token.empty() && token.back() == close) token.remove_suffix(1);
  std::string name;
  for (std::size_t i = 0; i < token.size(); ++i) {
    name += token[i];
    if (close != ']' && token[i] == close && i + 1 < token.size() && token[i + 1] == close) ++i;
  }
  return name;
}

std::vector<Token> SignificantTokens(std::string_view sql) {
  std::vector<Token> tokens = Tokenize(sql);
  std::erase_if(tokens, [](const Token& token) {
    return token.kind == TokenKind::kSpace || token.kind == TokenKind::kComment;
  });
  return tokens;
}

std::string NormalizeTokens(const std::vector<Token>& tokens, std::size_t begin, std::size_t end,
                            const NameSet& names) {
  std::string normal;
  for (std::size_t i = begin; i < end; ++i) {
    const Token& token = tokens[i];
    if (i > begin) normal += ' ';
    if (token.kind == TokenKind::kQuotedName) {
      const std::string name = Unquote(token.text);
      normal += IsName(tokens, i, begin, end, names) ? NormalName(name) : QuoteString(name);
    } else if (token.kind == TokenKind::kString && token.text.front() == '\'') {
      normal += token.text;
    } else {
      normal += LowerAscii(token.text);
    }
  }
  return normal;
}

std::string NormalizeStatement(std::string_view sql, const NameSet& names) {
  const std::vector<Token> tokens = SignificantTokens(sql);
  // Only what the statement mentions: `names` may be those of thousands of tables.
  NameSet known;
  AddAliases(tokens, known);
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::kQuotedName) continue;
    std::string name = LowerAscii(Unquote(token.text));
    if (names.contains(name)) known.insert(std::move(name));
  }
  return NormalizeTokens(tokens, 0, tokens.size(), known);
}

std::string NormalizeDefault(std::string_view sql) {
  constexpr std::string_view kConstants[] = {"current_date", "current_time", "current_timestamp",
                                             "false",        "null",         "true"};
  const std::vector<Token> tokens = SignificantTokens(sql);
  if (tokens.size() == 1) {
    const bool constant = std::binary_search(std::begin(kConstants), std::end(kConstants),
                                             LowerAscii(tokens[0].text));
    if (tokens[0].kind == TokenKind::kQuotedName ||
        (tokens[0].kind == TokenKind::kWord && !constant)) {
      return QuoteString(Unquote(tokens[0].text));
    }
  }
  return NormalizeTokens(tokens, 0, tokens.size(), {});
}

std::string NormalizeType(std::string_view type) {
  std::string normal;
  for (const Token& token : SignificantTokens(type)) {
    const bool word = token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName;
    // ')' never ends a word, so "DOUBLE PRECISION" keeps its space and "VARCHAR(10)" has none.
    if (word && !normal.empty() && normal.back() != '(' && normal.back() != ',') normal += ' ';
    normal += UpperAscii(Unquote(token.text));
  }
  return normal;
}

}  // namespace godwit
