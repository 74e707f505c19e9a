#include "core/schema/create_table.h"

#include <algorithm>

namespace godwit {
namespace {

// A position in a token list; reading beyond the end gives empty tokens.
class Cursor {
 public:
  Cursor(const std::vector<Token>& tokens, const NameSet& names) : tokens_(tokens), names_(names) {}

  bool AtEnd() const { return at_ >= tokens_.size(); }
  std::size_t at() const { return at_; }
  std::string_view Text() const { return AtEnd() ? std::string_view() : tokens_[at_].text; }

  bool Is(std::string_view word, std::size_t ahead = 0) const {
    if (at_ + ahead >= tokens_.size()) return false;
    const Token& token = tokens_[at_ + ahead];
    if (token.kind == TokenKind::kWord) return LowerAscii(token.text) == word;
    return token.kind == TokenKind::kOperator && token.text == word;
  }

  bool Accept(std::string_view word) {
    if (!Is(word)) return false;
    ++at_;
    return true;
  }

  void Skip() { ++at_; }

  std::string Name() {
    std::string name = Unquote(Text());
    ++at_;
    return name;
  }

  std::string LowerWord() {
    std::string word = LowerAscii(Text());
    ++at_;
    return word;
  }

  // Past one token, or past the whole group when it opens one.
  void SkipGroup() {
    int depth = 0;
    do {
      if (Is("(")) ++depth;
      if (Is(")")) --depth;
      ++at_;
    } while (depth > 0 && !AtEnd());
  }

  // The inside of the parentheses at the cursor, normalised; moves past them.
  std::string Group() {
    const std::size_t begin = at_ + 1;
    SkipGroup();
    const std::size_t end = at_ > begin ? at_ - 1 : begin;
    return NormalizeTokens(tokens_, std::min(begin, end), end, names_);
  }

  // (a, b COLLATE x DESC) → a, b
  std::vector<std::string> ColumnList() {
    std::vector<std::string> columns;
    if (!Accept("(")) return columns;
    columns.push_back(Name());
    while (!AtEnd() && !Is(")")) {
      if (Accept(",")) {
        columns.push_back(Name());
      } else {
        SkipGroup();
      }
    }
    Skip();
    return columns;
  }

 private:
  const std::vector<Token>& tokens_;
  const NameSet& names_;
  std::size_t at_ = 0;
};

class TableParser {
 public:
  TableParser(const std::vector<Token>& tokens, const NameSet& names) : cursor_(tokens, names) {}

  ParsedTable Run() {
    while (!cursor_.AtEnd() && !cursor_.Is("(")) cursor_.Skip();
    cursor_.Skip();
    while (!cursor_.AtEnd() && !cursor_.Is(")")) {
      if (cursor_.Accept(",")) continue;
      if (AtTableConstraint()) {
        TableConstraint();
      } else {
        ColumnDefinition();
      }
    }
    return std::move(table_);
  }

 private:
  bool AtTableConstraint() const {
    return cursor_.Is("constraint") || cursor_.Is("primary") || cursor_.Is("unique") ||
           cursor_.Is("check") || cursor_.Is("foreign");
  }

  bool AtItemEnd() const { return cursor_.AtEnd() || cursor_.Is(",") || cursor_.Is(")"); }

  std::string ConstraintName() {
    std::string name;
    while (cursor_.Accept("constraint")) name = cursor_.Name();
    return name;
  }

  // ON CONFLICT x; empty for none and for ABORT, the default.
  std::string Conflict() {
    if (!cursor_.Is("on") || !cursor_.Is("conflict", 1)) return {};
    cursor_.Skip();
    cursor_.Skip();
    const std::string word = cursor_.LowerWord();
    return word == "abort" ? std::string() : word;
  }

  void TableConstraint() {
    const std::string name = ConstraintName();
    const bool primary = cursor_.Accept("primary");
    if (primary || cursor_.Accept("unique")) {
      cursor_.Accept("key");
      if (primary && HasAutoincrement()) table_.autoincrement = true;
      ParsedKey key{.primary = primary, .info = {}, .columns = cursor_.ColumnList()};
      key.info = {.name = name, .conflict = Conflict()};
      table_.keys.push_back(std::move(key));
    } else if (cursor_.Accept("check")) {
      table_.checks.push_back({.name = name, .expression = cursor_.Group()});
      Conflict();  // accepted and ignored by SQLite
    } else if (cursor_.Accept("foreign")) {
      cursor_.Accept("key");
      References(name, cursor_.ColumnList());
    } else if (!AtItemEnd()) {
      cursor_.Skip();
    }
  }

  // PRIMARY KEY (id AUTOINCREMENT)
  bool HasAutoincrement() const {
    for (std::size_t i = 0; i < 8 && !cursor_.Is(")", i); ++i) {
      if (cursor_.Is("autoincrement", i)) return true;
    }
    return false;
  }

  void ColumnDefinition() {
    table_.columns.push_back(
        {.name = cursor_.Name(), .collation = {}, .not_null = {}, .expression = {}});
    while (!AtItemEnd()) ColumnConstraint(table_.columns.back());
  }

  void ColumnConstraint(ParsedColumn& column) {
    const std::string name = ConstraintName();
    if (cursor_.Accept("primary")) {
      cursor_.Accept("key");
      if (!cursor_.Accept("asc")) cursor_.Accept("desc");
      table_.keys.push_back({true, {name, Conflict()}, {column.name}});
      if (cursor_.Accept("autoincrement")) table_.autoincrement = true;
    } else if (cursor_.Accept("unique")) {
      table_.keys.push_back({false, {name, Conflict()}, {column.name}});
    } else if (cursor_.Is("not") && cursor_.Is("null", 1)) {
      cursor_.Skip();
      cursor_.Skip();
      column.not_null = {.name = name, .conflict = Conflict()};
    } else if (cursor_.Accept("check")) {
      table_.checks.push_back({.name = name, .expression = cursor_.Group()});
    } else if (cursor_.Accept("default")) {
      if (cursor_.Is("+") || cursor_.Is("-")) cursor_.Skip();
      cursor_.SkipGroup();  // the value itself comes from table_xinfo
    } else if (cursor_.Accept("collate")) {
      column.collation = UpperAscii(cursor_.Name());
    } else if (cursor_.Is("references")) {
      References(name, {column.name});
    } else if (cursor_.Is("as") && cursor_.Is("(", 1)) {
      cursor_.Skip();
      column.expression = cursor_.Group();
    } else if (!Deferral() && !AtItemEnd()) {
      cursor_.SkipGroup();  // the type's words, NULL, STORED …
    }
  }

  void References(const std::string& name, std::vector<std::string> columns) {
    ForeignKey key;
    key.name = name;
    key.columns = std::move(columns);
    cursor_.Accept("references");
    key.table = cursor_.Name();
    key.target_columns = cursor_.ColumnList();
    while (cursor_.Is("on") || cursor_.Is("match")) {
      if (cursor_.Accept("match")) {
        key.match = UpperAscii(cursor_.Name());
        if (key.match == "SIMPLE") key.match.clear();
        continue;
      }
      cursor_.Skip();
      const bool update = cursor_.Is("update");
      cursor_.Skip();
      (update ? key.on_update : key.on_delete) = Action();
    }
    table_.foreign_keys.push_back(std::move(key));
    Deferral();
  }

  std::string Action() {
    std::string action = UpperAscii(cursor_.Text());
    cursor_.Skip();
    if (action == "SET" || action == "NO") action += " " + UpperAscii(cursor_.Name());
    return action;
  }

  // [NOT] DEFERRABLE [INITIALLY DEFERRED|IMMEDIATE], which belongs to the last foreign key.
  bool Deferral() {
    const bool negated = cursor_.Is("not") && cursor_.Is("deferrable", 1);
    if (!negated && !cursor_.Is("deferrable")) return false;
    if (negated) cursor_.Skip();
    cursor_.Skip();
    bool deferred = false;
    if (cursor_.Accept("initially")) deferred = cursor_.LowerWord() == "deferred";
    if (!table_.foreign_keys.empty()) table_.foreign_keys.back().deferred = deferred && !negated;
    return true;
  }

  Cursor cursor_;
  ParsedTable table_;
};

// The end of the key that starts at `begin`, without its trailing ASC, DESC and COLLATE x.
std::size_t TrimKey(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  const auto is = [&](std::size_t i, std::string_view word) {
    return i >= begin && i < end && tokens[i].kind == TokenKind::kWord &&
           LowerAscii(tokens[i].text) == word;
  };
  if (end > begin && (is(end - 1, "asc") || is(end - 1, "desc"))) --end;
  while (end >= begin + 3 && is(end - 2, "collate")) end -= 2;
  return end;
}

}  // namespace

ParsedTable ParseCreateTable(std::string_view sql, const NameSet& names) {
  const std::vector<Token> tokens = SignificantTokens(sql);
  return TableParser(tokens, names).Run();
}

ParsedIndex ParseCreateIndex(std::string_view sql, const NameSet& names) {
  const std::vector<Token> tokens = SignificantTokens(sql);
  ParsedIndex index;
  std::size_t i = 0;
  while (i < tokens.size() && tokens[i].text != "(") ++i;
  std::size_t begin = ++i;
  for (int depth = 1; i < tokens.size() && depth > 0; ++i) {
    const std::string_view text = tokens[i].text;
    if (text == "(") ++depth;
    if (text == ")") --depth;
    if (depth > 1 || (depth == 1 && text != ",")) continue;
    index.keys.push_back(NormalizeTokens(tokens, begin, TrimKey(tokens, begin, i), names));
    begin = i + 1;
  }
  // What follows is WHERE and its condition.
  if (i + 1 < tokens.size()) index.where = NormalizeTokens(tokens, i + 1, tokens.size(), names);
  return index;
}

ParsedModule ParseCreateVirtualTable(std::string_view sql) {
  const std::vector<Token> tokens = SignificantTokens(sql);
  ParsedModule result;
  std::size_t i = 0;
  while (i < tokens.size() &&
         (tokens[i].kind != TokenKind::kWord || LowerAscii(tokens[i].text) != "using")) {
    ++i;
  }
  if (i + 1 >= tokens.size()) return result;
  result.module = LowerAscii(Unquote(tokens[i + 1].text));
  for (i += 3; i + 1 < tokens.size(); ++i) {
    if (!result.arguments.empty()) result.arguments += ' ';
    result.arguments += tokens[i].text;
  }
  return result;
}

}  // namespace godwit
