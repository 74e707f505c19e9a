#include "core/sqlite/script.h"

#include <algorithm>
#include <optional>

#include <sqlite3.h>

#include "core/sqlite/value.h"

namespace godwit {
namespace {

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool IsBlank(const Token& token) {
  return token.kind == TokenKind::kSpace || token.kind == TokenKind::kComment;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// The name inside "…", […] or `…`.
std::string Unquote(std::string_view quoted) {
  const char close = quoted.front() == '[' ? ']' : quoted.front();
  quoted.remove_prefix(1);
  if (!quoted.empty() && quoted.back() == close) quoted.remove_suffix(1);
  std::string name;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    name += quoted[i];
    if (quoted[i] == close && i + 1 < quoted.size() && quoted[i + 1] == close) ++i;
  }
  return name;
}

bool CouldBeBare(std::string_view name) {
  const std::vector<Token> tokens = Tokenize(name);
  return tokens.size() == 1 && tokens[0].kind == TokenKind::kWord &&
         sqlite3_keyword_check(name.data(), static_cast<int>(name.size())) == 0;
}

// Walks lines and columns forward, so that a script of many statements is read once.
class PlaceCounter {
 public:
  explicit PlaceCounter(std::string_view text) : text_(text) {}

  void MoveTo(std::size_t offset) {
    for (; at_ < offset && at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(text_[at_]) & 0xc0) != 0x80) {
        ++column;
      }
    }
  }

  int line = 1;
  int column = 1;

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

class Splitter {
 public:
  explicit Splitter(std::string_view sql) : sql_(sql), place_(sql) {}

  std::vector<ScriptStatement> Run() {
    for (const Token& token : Tokenize(sql_)) Add(token);
    if (open_) {
      Close(end_);
    } else if (!current_.directives.empty()) {
      statements_.push_back(std::move(current_));
    }
    return std::move(statements_);
  }

 private:
  void Add(const Token& token) {
    if (!open_) {
      if (token.kind == TokenKind::kComment) AddComment(token);
      // An empty line cuts a comment off from what follows.
      if (token.kind == TokenKind::kSpace && std::ranges::count(token.text, '\n') > 1) {
        current_.comment.clear();
      }
      if (IsBlank(token) || token.kind == TokenKind::kSemicolon) return;
      open_ = true;
      current_.offset = token.offset;
      place_.MoveTo(token.offset);
      current_.line = place_.line;
      current_.column = place_.column;
    }
    if (token.kind == TokenKind::kComment && !current_.stray_directive && DirectiveOf(token.text)) {
      current_.stray_directive = token.offset;
    }
    if (token.kind == TokenKind::kSemicolon && Complete(token.offset + 1)) {
      Close(token.offset);
      return;
    }
    if (!IsBlank(token)) end_ = token.offset + token.text.size();
  }

  void AddComment(const Token& token) {
    const std::optional<std::string_view> directive = DirectiveOf(token.text);
    if (!directive) {
      if (!token.text.starts_with("--")) return;
      AddCommentLine(token.text.substr(2));
      return;
    }
    if (current_.directives.empty()) {
      place_.MoveTo(token.offset);
      current_.line = place_.line;
      current_.column = place_.column;
    }
    current_.directives.push_back({std::string(*directive), token.offset});
  }

  // Lines that are indented further than the first are items of a list, as a plan's reasons are.
  void AddCommentLine(std::string_view text) {
    const std::string_view line = Trim(text);
    if (line.empty()) return;
    const std::size_t indent = text.find_first_not_of(" \t");
    std::string& comment = current_.comment;
    if (comment.empty()) comment_indent_ = indent;
    const bool item = indent >= comment_indent_ + 2;
    if (item && !comment.ends_with('.') && !comment.ends_with(':') && !comment.ends_with(';')) {
      comment += comment_item_ ? ";" : ":";
    }
    if (!comment.empty()) comment += ' ';
    comment += line;
    comment_item_ = item;
  }

  // Inside a trigger's body a semicolon ends nothing; SQLite knows.
  bool Complete(std::size_t end) const {
    return sqlite3_complete(
               std::string(sql_.substr(current_.offset, end - current_.offset)).c_str()) != 0;
  }

  void Close(std::size_t end) {
    current_.sql = sql_.substr(current_.offset, end - current_.offset);
    current_.sql.resize(Trim(current_.sql).size());
    statements_.push_back(std::move(current_));
    current_ = {};
    open_ = false;
  }

  std::string_view sql_;
  PlaceCounter place_;
  std::vector<ScriptStatement> statements_;
  ScriptStatement current_;
  bool open_ = false;
  std::size_t comment_indent_ = 0;  // of the comment's first line
  bool comment_item_ = false;       // the comment's last line is an item
  std::size_t end_ = 0;             // of the last token that is part of the open statement
};

}  // namespace

std::optional<std::string_view> DirectiveOf(std::string_view comment) {
  constexpr std::string_view kName = "godwit";
  if (!comment.starts_with("--")) return std::nullopt;
  comment = Trim(comment.substr(2));
  if (comment.size() < kName.size()) return std::nullopt;
  for (std::size_t i = 0; i < kName.size(); ++i) {
    if ((comment[i] | 0x20) != kName[i]) return std::nullopt;
  }
  comment = Trim(comment.substr(kName.size()));
  if (!comment.starts_with(':')) return std::nullopt;
  return Trim(comment.substr(1));
}

std::vector<ScriptStatement> SplitScript(std::string_view sql) { return Splitter(sql).Run(); }

SourcePlace PlaceAt(std::string_view text, std::size_t offset, std::string file) {
  PlaceCounter place(text);
  place.MoveTo(offset);
  return {.file = std::move(file), .line = place.line, .column = place.column};
}

std::string NormalizeSql(std::string_view sql) {
  std::string normal;
  for (const Token& token : Tokenize(sql)) {
    if (IsBlank(token)) continue;
    if (!normal.empty()) normal += ' ';
    if (token.kind == TokenKind::kQuotedName) {
      const std::string name = Unquote(token.text);
      normal += CouldBeBare(name) ? Lower(name) : QuoteName(Lower(name));
    } else if (token.kind == TokenKind::kString && token.text.front() == '\'') {
      normal += token.text;
    } else {
      normal += Lower(token.text);
    }
  }
  return normal;
}

}  // namespace godwit
