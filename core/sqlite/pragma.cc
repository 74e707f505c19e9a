#include "core/sqlite/pragma.h"

#include "core/sqlite/tokens.h"

namespace godwit {
namespace {

// How SQLite reads a switch: on, yes, true and numbers other than 0 are on, everything else is off.
bool IsOn(std::string word) {
  if (word.size() >= 2 && (word.front() == '\'' || word.front() == '"')) {
    word = word.substr(1, word.size() - 2);
  }
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (word == "on" || word == "yes" || word == "true") return true;
  const std::size_t digit = word.find_first_not_of('0');
  return digit != std::string::npos && word[digit] >= '1' && word[digit] <= '9';
}

}  // namespace

std::vector<std::string> FirstWords(const std::string& sql) {
  constexpr std::size_t kWords = 8;
  std::vector<std::string> words = FirstNormalTokens(sql, kWords);
  // PRAGMA main.name: the schema's name says nothing here.
  if (words.size() > 3 && words[2] == ".") words.erase(words.begin() + 1, words.begin() + 3);
  return words;
}

ForeignKeysPragma ReadForeignKeysPragma(const std::vector<std::string>& words) {
  ForeignKeysPragma pragma;
  pragma.is_one = words.size() >= 2 && words[0] == "pragma" && words[1] == "foreign_keys";
  // = VALUE or (VALUE)
  pragma.sets = pragma.is_one && words.size() > 3;
  pragma.off = pragma.sets && !IsOn(words[3]);
  return pragma;
}

ForeignKeysPragma ReadForeignKeysPragma(const std::string& sql) {
  // Asked of every statement, of which few are any pragma.
  const std::vector<std::string> first = FirstNormalTokens(sql, 1);
  if (first.empty() || first.front() != "pragma") return {};
  return ReadForeignKeysPragma(FirstWords(sql));
}

}  // namespace godwit
