// A SQL script as its statements, each with its place in the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/status.h"

namespace godwit {

enum class TokenKind : std::uint8_t {
  kSpace,
  kComment,     // -- … or /* … */
  kWord,        // keyword or bare identifier
  kQuotedName,  // "…", […], `…`
  kString,      // '…' and x'…'
  kNumber,
  kParameter,  // ?1 :a @a $a
  kSemicolon,
  kOperator,  // everything else, one token for a two-character operator
};

struct Token {
  TokenKind kind;
  std::string_view text;  // borrows from the script
  std::size_t offset;     // bytes from the script's start
};

// SQLite's lexical rules (sqlite.org/lang_keywords, tokenize.c's behaviour). Never fails: an
// unterminated string or comment runs to the end.
std::vector<Token> Tokenize(std::string_view sql);

// A `-- godwit: …` line.
struct ScriptDirective {
  std::string text;        // without the prefix
  std::size_t offset = 0;  // of the line's `--` in the script
};

// What follows `-- godwit:`, written with any blanks and in any case: who meant a directive must
// not get a comment.
std::optional<std::string_view> DirectiveOf(std::string_view comment);

struct ScriptStatement {
  std::string sql;         // without the final semicolon, leading space and comments
  std::size_t offset = 0;  // of sql's first byte in the script
  int line = 1;            // of sql's first byte
  int column = 1;
  std::vector<ScriptDirective> directives;  // before it
  // Of a directive that stands after the statement's first word, where it belongs to nothing.
  std::optional<std::size_t> stray_directive;
  std::string comment;  // the author's plain `--` comment right before it, as one line
};

// Splits where SQLite itself says that a statement is complete (sqlite3_complete), so triggers,
// strings and comments are right. Empty statements are dropped. Directives that no statement
// follows come as a last entry with empty sql.
std::vector<ScriptStatement> SplitScript(std::string_view sql);

// Line and column (from 1; columns in code points) of a byte offset.
SourcePlace PlaceAt(std::string_view text, std::size_t offset, std::string file = {});

// The statement's tokens without space and comments, joined by single spaces, keywords and bare
// names in lower case, quoted names in double quotes unless they could be bare: equal for
// statements that differ in layout only.
std::string NormalizeSql(std::string_view sql);

}  // namespace godwit
