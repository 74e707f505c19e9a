#include "core/schema/code_text.h"

#include <algorithm>

#include "core/json/string.h"
#include "core/json/utf8.h"

namespace godwit {
namespace {

// Marks of direction and other characters that are not seen.
bool IsUnseen(char32_t c) {
  return c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x61c ||
         (c >= 0x200b && c <= 0x206f) || c == 0xfeff;
}

// Calls plain(piece) for what is to be seen and other(piece) for the rest, a character at a time.
template <typename Plain, typename Other>
void EachCharacter(std::string_view text, Plain plain, Other other) {
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    const int length = Utf8Length(at, end);
    const std::string_view piece(at, static_cast<std::size_t>(std::max(length, 1)));
    if (length == 0 || IsUnseen(Utf8CodePoint(at, length))) {
      other(piece);
    } else {
      plain(piece);
    }
    at += piece.size();
  }
}

}  // namespace

std::string CppLiteral(std::string_view text) {
  std::string literal = "\"";
  EachCharacter(
      text,
      [&](std::string_view piece) {
        if (piece == "\"" || piece == "\\") literal += '\\';
        // Two of them may begin a trigraph.
        if (piece == "?" && literal.ends_with('?')) literal += '\\';
        literal += piece;
      },
      [&](std::string_view piece) {
        for (const char c : piece) {
          const auto byte = static_cast<unsigned char>(c);
          literal += '\\';
          for (const int shift : {6, 3, 0}) literal += static_cast<char>('0' + (byte >> shift & 7));
        }
      });
  return literal + "\"";
}

std::string CppView(std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return CppLiteral(text);
  return "std::string_view(" + CppLiteral(text) + ", " + std::to_string(text.size()) + ")";
}

std::string CppSql(std::string_view sql) {
  bool raw = sql.find(")sql\"") == std::string_view::npos;
  EachCharacter(
      sql, [](std::string_view) {}, [&](std::string_view piece) { raw = raw && piece == "\n"; });
  return raw ? "R\"sql(" + std::string(sql) + ")sql\"" : CppView(sql);
}

std::string JsLiteral(std::string_view text) {
  std::string literal = "\"";
  const auto append = [&](std::string_view piece) {
    std::string quoted;
    AppendJsonString(piece, quoted);
    literal += std::string_view(quoted).substr(1, quoted.size() - 2);
  };
  EachCharacter(text, append, [&](std::string_view piece) {
    const bool known = Utf8Length(piece.data(), piece.data() + piece.size()) > 0;
    const char32_t code = known ? Utf8CodePoint(piece.data(), static_cast<int>(piece.size())) : 0;
    if (code < 0x7f) return append(piece);
    constexpr std::string_view kDigits = "0123456789abcdef";
    literal += "\\u";
    for (const int shift : {12, 8, 4, 0}) literal += kDigits[code >> shift & 15];
  });
  return literal + "\"";
}

std::string CommentText(std::string_view text) {
  std::string line;
  EachCharacter(
      text,
      [&](std::string_view piece) {
        if (piece == "/" && line.ends_with('*')) line += ' ';
        if (piece == "*" && line.ends_with('/')) line += ' ';
        if (piece == "?" && line.ends_with('?')) line += ' ';
        line += piece;
      },
      [&](std::string_view piece) { line += piece == "\n" || piece == "\t" ? " " : "?"; });
  // A comment's last character must not continue it on the next line, not even before a space.
  return line.ends_with('\\') ? line + "." : line;
}

}  // namespace godwit
