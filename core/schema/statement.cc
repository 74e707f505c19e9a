#include "core/schema/statement.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "core/schema/normalize.h"
#include "core/sqlite/value.h"

namespace godwit {
namespace {

using Verb = StatementWords::Verb;

bool Is(std::string_view piece, std::string_view keyword) { return NormalizeSql(piece) == keyword; }

// The statement's first tokens from its verb on, without space and comments.
std::vector<std::string_view> Pieces(std::string_view sql) {
  constexpr std::size_t kPieces = 16;
  const std::vector<Token> tokens = SignificantTokens(sql);
  std::vector<std::string_view> pieces;
  for (std::size_t at = BehindWith(tokens); at < tokens.size() && pieces.size() < kPieces; ++at) {
    pieces.push_back(tokens[at].text);
  }
  return pieces;
}

// Takes keywords off the front when they are there.
class Reader {
 public:
  explicit Reader(std::string_view sql) : pieces_(Pieces(sql)) {}

  bool Take(std::string_view keyword) {
    if (at_ >= pieces_.size() || !Is(pieces_[at_], keyword)) return false;
    ++at_;
    return true;
  }
  // Whether one of them was there.
  bool Skip(std::initializer_list<std::string_view> keywords) {
    bool any = false;
    for (const std::string_view keyword : keywords) any = Take(keyword) || any;
    return any;
  }
  // The next name, without quotes and schema.
  std::string Name() {
    if (at_ + 2 < pieces_.size() && pieces_[at_ + 1] == ".") at_ += 2;
    if (at_ >= pieces_.size()) return "?";
    return Unquote(pieces_[at_++]);
  }
  void SkipTo(std::string_view keyword) {
    while (at_ < pieces_.size() && !Is(pieces_[at_], keyword)) ++at_;
  }

 private:
  std::vector<std::string_view> pieces_;
  std::size_t at_ = 0;
};

void ReadObject(Reader& read, StatementWords& words) {
  for (const std::string_view kind : {"table", "index", "view", "trigger"}) {
    if (!read.Take(kind)) continue;
    words.object = kind;
    words.conditional = read.Skip({"if", "not", "exists"});
    words.name = read.Name();
    return;
  }
}

void ReadCreate(Reader& read, StatementWords& words) {
  words.verb = Verb::kCreate;
  read.Skip({"temp", "temporary", "unique", "virtual"});
  ReadObject(read, words);
  if (words.object != "index" && words.object != "trigger") return;
  read.SkipTo("on");
  if (read.Take("on")) words.table = read.Name();
}

void ReadAlter(Reader& read, StatementWords& words) {
  words.verb = Verb::kAlter;
  read.Skip({"table"});
  words.name = read.Name();
  if (read.Take("add")) {
    const bool named = read.Take("column");
    // ADD CONSTRAINT, ADD CHECK.
    if (!named && read.Skip({"constraint", "check"})) return;
    words.verb = Verb::kAddColumn;
    words.column = read.Name();
  } else if (read.Take("drop")) {
    if (!read.Take("column") && read.Take("constraint")) return;
    words.verb = Verb::kDropColumn;
    words.column = read.Name();
  } else if (read.Take("rename")) {
    words.verb = Verb::kRenameTable;
    if (!read.Take("to")) {
      words.verb = Verb::kRenameColumn;
      read.Skip({"column"});
      words.column = read.Name();
      read.Skip({"to"});
    }
    words.to = read.Name();
  }
}

std::string DescribeCreate(const StatementWords& words) {
  if (words.object.empty()) return "creates an object";
  std::string text = "creates " + words.object + " " + QuoteName(words.name);
  if (!words.table.empty()) text += " on table " + QuoteName(words.table);
  return text;
}

std::string DescribeDrop(const StatementWords& words) {
  if (words.object.empty()) return "drops an object";
  return "drops " + words.object + " " + QuoteName(words.name) +
         (words.object == "table" ? " with its rows" : "");
}

}  // namespace

std::size_t BehindWith(const std::vector<Token>& tokens) {
  if (tokens.empty() || !Is(tokens.front().text, "with")) return 0;
  static constexpr std::array<std::string_view, 6> kVerbs = {"insert", "replace", "update",
                                                             "delete", "select",  "values"};
  int depth = 0;
  for (std::size_t at = 1; at < tokens.size(); ++at) {
    if (tokens[at].text == "(") ++depth;
    if (tokens[at].text == ")") --depth;
    // A name may be such a word; only the verb stands behind a table's ")".
    if (depth > 0 || tokens[at - 1].text != ")" || tokens[at].kind != TokenKind::kWord) continue;
    if (std::ranges::find(kVerbs, LowerAscii(tokens[at].text)) != kVerbs.end()) return at;
  }
  return tokens.size();
}

StatementWords ReadStatement(std::string_view sql) {
  Reader read(sql);
  StatementWords words;
  if (read.Take("create")) {
    ReadCreate(read, words);
  } else if (read.Take("alter")) {
    ReadAlter(read, words);
  } else if (read.Take("drop")) {
    words.verb = Verb::kDrop;
    ReadObject(read, words);
  } else if (read.Take("insert") || read.Take("replace")) {
    words.verb = Verb::kInsert;
    read.SkipTo("into");
    read.Skip({"into"});
    words.name = read.Name();
  } else if (read.Take("update")) {
    words.verb = Verb::kUpdate;
    if (read.Take("or")) read.Skip({"rollback", "abort", "replace", "fail", "ignore"});
    words.name = read.Name();
  } else if (read.Take("delete")) {
    words.verb = Verb::kDelete;
    read.Skip({"from"});
    words.name = read.Name();
  } else if (read.Take("pragma")) {
    words.verb = Verb::kPragma;
    words.name = read.Name();
  } else if (read.Take("vacuum")) {
    words.verb = Verb::kVacuum;
  }
  return words;
}

std::string DescribeStatement(std::string_view sql) {
  const StatementWords words = ReadStatement(sql);
  const std::string name = QuoteName(words.name);
  const std::string column = QuoteName(words.column);
  const std::string to = QuoteName(words.to);
  switch (words.verb) {
    case Verb::kCreate:
      return DescribeCreate(words);
    case Verb::kDrop:
      return DescribeDrop(words);
    case Verb::kAddColumn:
      return "adds column " + column + " to table " + name;
    case Verb::kDropColumn:
      return "drops column " + column + " of table " + name + " with its values";
    case Verb::kRenameTable:
      return "renames table " + name + " to " + to;
    case Verb::kRenameColumn:
      return "renames column " + column + " of table " + name + " to " + to;
    case Verb::kAlter:
      return "alters table " + name;
    case Verb::kInsert:
      return "inserts rows into table " + name;
    case Verb::kUpdate:
      return "changes rows of table " + name;
    case Verb::kDelete:
      return "deletes rows of table " + name;
    case Verb::kVacuum:
      return "writes the whole database file anew";
    case Verb::kPragma:
      return "sets PRAGMA " + name;
    case Verb::kOther:
      break;
  }
  return "runs a statement";
}

std::optional<std::string> ReverseOf(const StatementWords& words) {
  const std::string name = QuoteName(words.name);
  switch (words.verb) {
    case Verb::kCreate:
      if (words.object.empty() || words.conditional) return std::nullopt;
      return "DROP " +
             std::string(words.object == "table"   ? "TABLE"
                         : words.object == "index" ? "INDEX"
                         : words.object == "view"  ? "VIEW"
                                                   : "TRIGGER") +
             " " + name;
    case Verb::kAddColumn:
      return "ALTER TABLE " + name + " DROP COLUMN " + QuoteName(words.column);
    case Verb::kRenameTable:
      return "ALTER TABLE " + QuoteName(words.to) + " RENAME TO " + name;
    case Verb::kRenameColumn:
      return "ALTER TABLE " + name + " RENAME COLUMN " + QuoteName(words.to) + " TO " +
             QuoteName(words.column);
    default:
      return std::nullopt;
  }
}

}  // namespace godwit
