#include "shell/summary.h"

#include <algorithm>
#include <vector>

#include "shell/code_block.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

using Words = std::vector<std::string>;

std::string Upper(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper;
}

// Cuts a piece of plain SQL at blanks and brackets; quotes around a name are dropped.
void Cut(std::string_view text, Words& words, std::vector<Words>& statements) {
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : text) {
    if (c == ';') {
      end_word();
      statements.push_back(std::move(words));
      words.clear();
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '(' || c == ')' || c == ',') {
      end_word();
    } else if (c != '"' && c != '`') {
      word += c;
    }
  }
  end_word();
}

std::vector<Words> Statements(std::string_view sql) {
  std::vector<Words> statements;
  Words words;
  for (const auto& line : SplitSql(sql)) {
    for (const SqlPiece& piece : line) {
      if (piece.token == SqlToken::kComment || piece.token == SqlToken::kDirective) continue;
      Cut(piece.text, words, statements);
    }
  }
  if (!words.empty()) statements.push_back(std::move(words));
  return statements;
}

struct Counts {
  Words made, dropped, sentences;
  int indexes = 0;
};

// The word after `before`, skipping IF NOT EXISTS.
std::string NameAfter(const Words& words, std::string_view before) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (Upper(words[i]) != before) continue;
    std::size_t at = i + 1;
    if (Upper(words[at]) == "IF")
      at += at + 1 < words.size() && Upper(words[at + 1]) == "NOT" ? 3 : 2;
    return at < words.size() ? words[at] : std::string();
  }
  return {};
}

void Alter(const Words& words, Counts& counts) {
  const std::string table = NameAfter(words, "TABLE");
  const std::string verb = words.size() > 3 ? Upper(words[3]) : std::string();
  const std::string column = NameAfter(words, "COLUMN");
  if (verb == "ADD" && !column.empty()) {
    counts.sentences.push_back("Adds column " + column + " to " + table + ".");
  } else if (verb == "DROP" && !column.empty()) {
    counts.sentences.push_back("Drops column " + column + " of " + table + ".");
  } else if (verb == "RENAME" && Upper(words.size() > 4 ? words[4] : "") == "TO") {
    // A rebuild ends by giving the new table the old one's name.
    const std::string name = NameAfter(words, "TO");
    std::erase(counts.made, table);
    if (std::erase(counts.dropped, name) > 0) {
      counts.sentences.push_back("Rebuilds table " + name + ", with its rows.");
    } else {
      counts.sentences.push_back("Renames table " + table + " to " + name + ".");
    }
  }
}

void Take(const Words& words, Counts& counts) {
  if (words.size() < 3) return;
  const std::string verb = Upper(words[0]);
  const std::string what = Upper(words[1]);
  if (verb == "CREATE" && what == "TABLE") counts.made.push_back(NameAfter(words, "TABLE"));
  if (verb == "CREATE" && (what == "INDEX" || what == "UNIQUE")) ++counts.indexes;
  if (verb == "DROP" && what == "TABLE") {
    const std::string name = NameAfter(words, "TABLE");
    // What the same migration made and drops again was a help on the way.
    if (std::erase(counts.made, name) == 0) counts.dropped.push_back(name);
  }
  if (verb == "ALTER" && what == "TABLE") Alter(words, counts);
}

std::string Joined(const Words& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace

std::string DescribeSql(std::string_view sql) {
  Counts counts;
  for (const Words& words : Statements(sql)) Take(words, counts);
  std::string text;
  const auto add = [&text](const std::string& sentence) {
    text += (text.empty() ? "" : " ") + sentence;
  };
  if (!counts.made.empty()) {
    const std::string indexes =
        counts.indexes > 0 ? ", with " + Counted(counts.indexes, "index", "indexes") : "";
    add(std::string(counts.made.size() == 1 ? "Makes table " : "Makes tables ") +
        Joined(counts.made) + indexes + ".");
  }
  for (const std::string& sentence : counts.sentences) add(sentence);
  if (!counts.dropped.empty()) {
    add(std::string(counts.dropped.size() == 1 ? "Drops table " : "Drops tables ") +
        Joined(counts.dropped) + ".");
  }
  return text;
}

}  // namespace godwit::shell
