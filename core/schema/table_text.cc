#include "core/schema/table_text.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

bool IsBlank(const Token& token) {
  return token.kind == TokenKind::kSpace || token.kind == TokenKind::kComment;
}

bool IsName(const Token& token) {
  return token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName;
}

bool IsWord(const Token& token, std::string_view word) {
  return token.kind == TokenKind::kWord && LowerAscii(token.text) == word;
}

// Tokens [begin, end) of what stands between two commas.
struct Item {
  std::size_t begin;
  std::size_t end;
};

class TableText {
 public:
  explicit TableText(std::string_view sql) : sql_(sql), tokens_(Tokenize(sql)) { Divide(); }

  const std::vector<Token>& tokens() const { return tokens_; }
  const std::vector<Item>& items() const { return items_; }

  // CREATE TABLE name
  std::size_t NameAt() const { return Next(Next(Next(0) + 1) + 1); }
  // The next token that is not blank; the end when there is none.
  std::size_t Next(std::size_t at) const {
    while (at < tokens_.size() && IsBlank(tokens_[at])) ++at;
    return at;
  }
  std::size_t Before(std::size_t at) const {
    while (at > 0 && IsBlank(tokens_[at - 1])) --at;
    return at;
  }

  // The column's name in lower case; empty for a constraint of the table.
  std::string ColumnOf(const Item& item) const {
    const std::size_t first = Next(item.begin);
    if (first >= item.end) return {};
    static constexpr std::string_view kConstraints[] = {"constraint", "primary", "unique", "check",
                                                        "foreign"};
    const bool is_constraint =
        std::any_of(std::begin(kConstraints), std::end(kConstraints),
                    [&](std::string_view word) { return IsWord(tokens_[first], word); });
    return is_constraint ? std::string() : LowerAscii(Unquote(tokens_[first].text));
  }

  std::string Source(const Item& item) const {
    const std::size_t first = Next(item.begin);
    const std::size_t end = Before(item.end);
    if (first >= end) return {};
    const Token& last = tokens_[end - 1];
    return std::string(
        sql_.substr(tokens_[first].offset, last.offset + last.text.size() - tokens_[first].offset));
  }

  // Whether a line ends between two places of the text.
  bool LineEnds(std::size_t from, std::size_t to) const {
    return sql_.substr(from, to - from).find('\n') != std::string_view::npos;
  }

 private:
  void Divide() {
    int depth = 0;
    for (std::size_t i = NameAt() + 1; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::kOperator) continue;
      const std::string_view text = tokens_[i].text;
      if (text == "(" && ++depth == 1) items_.push_back({i + 1, i + 1});
      if (text == ")") --depth;
      if (items_.empty()) continue;
      if (depth == 0 || (depth == 1 && text == ",")) items_.back().end = i;
      if (depth == 0) return;
      if (depth == 1 && text == ",") items_.push_back({i + 1, i + 1});
    }
  }

  std::string_view sql_;
  std::vector<Token> tokens_;
  std::vector<Item> items_;
};

}  // namespace

std::string WithTableName(std::string_view sql, std::string_view to) {
  const TableText text(sql);
  const std::vector<Token>& tokens = text.tokens();
  const std::size_t name_at = text.NameAt();
  if (name_at >= tokens.size()) return std::string(sql);
  const std::string name = LowerAscii(Unquote(tokens[name_at].text));
  std::string out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::size_t next = text.Next(i + 1);
    const bool qualifies = next < tokens.size() && tokens[next].text == ".";
    const bool is_it = i == name_at || (i > name_at && qualifies && IsName(tokens[i]) &&
                                        LowerAscii(Unquote(tokens[i].text)) == name);
    out += is_it ? QuoteName(to) : std::string(tokens[i].text);
  }
  return out;
}

std::map<std::string, std::string> ColumnDefinitions(std::string_view sql) {
  const TableText text(sql);
  std::map<std::string, std::string> definitions;
  for (const Item& item : text.items()) {
    const std::string column = text.ColumnOf(item);
    if (!column.empty()) definitions.emplace(column, text.Source(item));
  }
  return definitions;
}

std::vector<TableDirective> TableDirectives(std::string_view sql) {
  const TableText text(sql);
  const std::vector<Token>& tokens = text.tokens();
  std::vector<TableDirective> directives;
  const auto add = [&](const Token& token, std::optional<std::string> column) {
    const auto words = token.kind == TokenKind::kComment ? DirectiveOf(token.text) : std::nullopt;
    if (words) directives.push_back({std::string(*words), token.offset, std::move(column)});
  };
  std::optional<std::string> last = std::string();  // what the text has come to
  std::size_t last_end = 0;
  std::size_t scanned = 0;
  for (const Item& item : text.items()) {
    const std::size_t first = text.Next(item.begin);
    const bool opens = scanned == 0;
    std::optional<std::string> column = text.ColumnOf(item);
    if (column->empty()) column.reset();
    for (; scanned < item.end; ++scanned) {
      const Token& token = tokens[scanned];
      if (IsBlank(token)) {
        // On the line on which the column before it (or the table's first line) has ended.
        const bool before = (opens && scanned < item.begin) ||
                            (scanned < first && !text.LineEnds(last_end, token.offset));
        add(token, before ? last : column);
      } else {
        last_end = token.offset + token.text.size();
        if (scanned >= first) last = column;
      }
    }
  }
  for (; scanned < tokens.size(); ++scanned) add(tokens[scanned], std::nullopt);
  return directives;
}

std::map<std::string, std::string> ColumnDirectives(std::string_view sql) {
  std::map<std::string, std::string> by_column;
  for (TableDirective& directive : TableDirectives(sql)) {
    if (directive.column) by_column.emplace(*directive.column, std::move(directive.words));
  }
  return by_column;
}

std::string WithoutDirectives(std::string_view sql) {
  std::string out;
  for (const Token& token : Tokenize(sql)) {
    if (token.kind != TokenKind::kComment || !DirectiveOf(token.text)) {
      out += token.text;
      continue;
    }
    while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
    if (token.text.ends_with('\n')) out += '\n';
  }
  return out;
}

}  // namespace godwit
