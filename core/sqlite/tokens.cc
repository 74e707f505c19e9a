// The lexer: SQLite's rules for where a token begins and ends.
#include "core/sqlite/tokens.h"

#include <algorithm>

#include "core/sqlite/script.h"

namespace godwit {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool IsName(char c) { return IsNameStart(c) || IsDigit(c) || c == '$'; }

class Lexer {
 public:
  explicit Lexer(std::string_view sql) : sql_(sql) {}

  std::vector<Token> Run() {
    std::vector<Token> tokens;
    // A byte order mark is not part of the script.
    if (sql_.starts_with("\xef\xbb\xbf")) tokens.push_back(Take(TokenKind::kSpace, 3));
    while (at_ < sql_.size()) tokens.push_back(Next());
    return tokens;
  }

  // Up to the `count` first that are neither blank nor a comment.
  std::vector<Token> RunFirst(std::size_t count) {
    std::vector<Token> tokens;
    if (sql_.starts_with("\xef\xbb\xbf")) Take(TokenKind::kSpace, 3);
    while (at_ < sql_.size() && tokens.size() < count) {
      const Token token = Next();
      if (token.kind == TokenKind::kSpace || token.kind == TokenKind::kComment) continue;
      tokens.push_back(token);
    }
    return tokens;
  }

 private:
  char Peek(std::size_t ahead = 0) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }

  Token Take(TokenKind kind, std::size_t length) {
    length = std::min(length, sql_.size() - at_);
    const Token token{kind, sql_.substr(at_, length), at_};
    at_ += length;
    return token;
  }

  template <typename Predicate>
  std::size_t Span(std::size_t from, Predicate predicate) const {
    while (at_ + from < sql_.size() && predicate(sql_[at_ + from])) ++from;
    return from;
  }

  // Length up to and including `end`, searched from `from`; all that is left when it is missing.
  std::size_t Until(std::string_view end, std::size_t from) const {
    const std::size_t found = sql_.find(end, at_ + from);
    return found == std::string_view::npos ? sql_.size() - at_ : found + end.size() - at_;
  }

  // Length of a quoted piece whose quote is doubled to stand for itself.
  std::size_t Quoted(char quote, std::size_t from) const {
    std::size_t length = from;
    while (at_ + length < sql_.size()) {
      if (sql_[at_ + length] == quote) {
        ++length;
        if (at_ + length >= sql_.size() || sql_[at_ + length] != quote) return length;
      }
      ++length;
    }
    return length;
  }

  std::size_t Number() const {
    if (Peek() == '0' && (Peek(1) == 'x' || Peek(1) == 'X')) {
      return Span(2, [](char c) { return IsName(c); });
    }
    const auto digit = [](char c) { return IsDigit(c) || c == '_'; };
    std::size_t length = Span(0, digit);
    if (Peek(length) == '.') length = Span(length + 1, digit);
    if (Peek(length) == 'e' || Peek(length) == 'E') {
      const std::size_t sign = Peek(length + 1) == '+' || Peek(length + 1) == '-' ? 1 : 0;
      if (IsDigit(Peek(length + 1 + sign))) length = Span(length + 1 + sign, digit);
    }
    // SQLite takes letters that follow into the same (illegal) token.
    return Span(length, [](char c) { return IsName(c); });
  }

  Token Next() {
    const char c = Peek();
    if (IsSpace(c)) return Take(TokenKind::kSpace, Span(0, IsSpace));
    if (c == '-' && Peek(1) == '-') return Take(TokenKind::kComment, Span(0, NotNewline));
    if (c == '/' && Peek(1) == '*') return Take(TokenKind::kComment, Until("*/", 2));
    if (c == ';') return Take(TokenKind::kSemicolon, 1);
    if (c == '\'') return Take(TokenKind::kString, Quoted('\'', 1));
    if (c == '"' || c == '`') return Take(TokenKind::kQuotedName, Quoted(c, 1));
    if (c == '[') return Take(TokenKind::kQuotedName, Until("]", 1));
    if ((c == 'x' || c == 'X') && Peek(1) == '\'') {
      return Take(TokenKind::kString, Quoted('\'', 2));
    }
    if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) return Take(TokenKind::kNumber, Number());
    if (IsNameStart(c)) return Take(TokenKind::kWord, Span(0, IsName));
    if (c == '?') return Take(TokenKind::kParameter, Span(1, IsDigit));
    if ((c == ':' || c == '@' || c == '$' || c == '#') && IsName(Peek(1))) {
      return Take(TokenKind::kParameter, Span(1, IsName));
    }
    return Take(TokenKind::kOperator, Operator());
  }

  static bool NotNewline(char c) { return c != '\n'; }

  std::size_t Operator() const {
    static constexpr std::string_view kLong[] = {"->>", "->", "||", "<=", "<>",
                                                 "<<",  ">=", ">>", "==", "!="};
    for (const std::string_view op : kLong) {
      if (sql_.substr(at_).starts_with(op)) return op.size();
    }
    return 1;
  }

  std::string_view sql_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> Tokenize(std::string_view sql) { return Lexer(sql).Run(); }

std::vector<std::string> FirstNormalTokens(std::string_view sql, std::size_t count) {
  std::vector<std::string> words;
  for (const Token& token : Lexer(sql).RunFirst(count)) words.push_back(NormalizeSql(token.text));
  return words;
}

}  // namespace godwit
