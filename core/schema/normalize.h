// SQL text reduced to what it means, for comparing schemas.
//
// Stricter than NormalizeSql (core/sqlite/script.h), which serves checksums of scripts: here a
// quoted name equals the bare one even when it is one of SQLite's soft keywords ("key"), and a
// double-quoted piece that names nothing is the string that SQLite takes it for, in its own case.
// docs/digest.md gives the rules in full.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/sqlite/script.h"

namespace godwit {

std::string LowerAscii(std::string_view text);
std::string UpperAscii(std::string_view text);
// As SQLite compares names.
bool IsSameName(std::string_view a, std::string_view b);

// A token's name without its quotes ("…", […], `…` or '…'), doubled quotes undone.
std::string Unquote(std::string_view token);

// Every name that the statement may mean, in lower case and in its order.
std::vector<std::string> MentionedNames(std::string_view sql);

// The tokens without space and comments. Borrows from `sql`.
std::vector<Token> SignificantTokens(std::string_view sql);

// Names that a double-quoted piece may refer to, in lower case.
using NameSet = std::set<std::string, std::less<>>;

// Normalised tokens of tokens[begin, end), joined by single spaces.
std::string NormalizeTokens(const std::vector<Token>& tokens, std::size_t begin, std::size_t end,
                            const NameSet& names);
std::string NormalizeStatement(std::string_view sql, const NameSet& names);

// A column's DEFAULT as SQLite reports it: like an expression, except that a lone name is a string
// there (DEFAULT abc means 'abc').
std::string NormalizeDefault(std::string_view sql);

// "VARCHAR(10)" from "varchar ( 10 )".
std::string NormalizeType(std::string_view type);

}  // namespace godwit
