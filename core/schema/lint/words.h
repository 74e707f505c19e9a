// A statement's tokens as rules read them: keywords, names, the parts of INSERT … SELECT, UPDATE
// and DELETE. SQLite has compiled the statement before; this only finds its parts again.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sqlite/script.h"

namespace godwit {

using Tokens = std::vector<Token>;

bool IsKeyword(const Token& token, std::string_view lower);
bool IsNameToken(const Token& token);
// Where a keyword stands outside of parentheses, from `from` on; the end when it does not.
std::size_t FindKeyword(const Tokens& tokens, std::string_view lower, std::size_t from = 0);
// The text from one token up to another, as it is written.
std::string TextBetween(std::string_view sql, const Tokens& tokens, std::size_t begin,
                        std::size_t end);
// The token behind the ")" that closes the "(" at `open`.
std::size_t BehindParenthesis(const Tokens& tokens, std::size_t open);

// INSERT, REPLACE and CREATE TABLE … AS SELECT.
struct InsertWords {
  std::string conflict;              // "replace", "ignore" …; empty = none
  bool has_columns = false;          // a column list is written
  std::vector<std::string> columns;  // of it
  bool selects = false;
  bool star = false;  // the SELECT's list is, or has, a *
  // By column of the result: the column's name where it is nothing but one; else empty.
  std::vector<std::string> bare;
  std::vector<std::string> items;  // the text of each
  std::string narrowing;  // what keeps rows out of the SELECT: "WHERE", "DISTINCT" …; empty = none
};
// nullopt: it is none of them.
std::optional<InsertWords> ReadInsert(std::string_view sql, const Tokens& tokens);

// UPDATE and DELETE.
struct ChangeWords {
  std::string where;                 // the condition's text; empty = none
  bool plain = false;                // one table without an alias, FROM, ORDER BY or LIMIT
  std::vector<std::string> assigns;  // UPDATE: each column that SET names, in lower case
};
std::optional<ChangeWords> ReadChange(std::string_view sql, const Tokens& tokens);

}  // namespace godwit
