#include "core/schema/identifiers.h"

#include <algorithm>
#include <vector>

#include "core/json/utf8.h"
#include "core/schema/normalize.h"

namespace godwit {
namespace {

// C++20's, and macros that no standard header can be included without. Sorted.
constexpr std::string_view kCppKeywords[] = {"alignas",
                                             "alignof",
                                             "and",
                                             "and_eq",
                                             "asm",
                                             "assert",
                                             "auto",
                                             "bitand",
                                             "bitor",
                                             "bool",
                                             "break",
                                             "case",
                                             "catch",
                                             "char",
                                             "char16_t",
                                             "char32_t",
                                             "char8_t",
                                             "class",
                                             "co_await",
                                             "co_return",
                                             "co_yield",
                                             "compl",
                                             "concept",
                                             "const",
                                             "const_cast",
                                             "consteval",
                                             "constexpr",
                                             "constinit",
                                             "continue",
                                             "decltype",
                                             "default",
                                             "delete",
                                             "do",
                                             "double",
                                             "dynamic_cast",
                                             "else",
                                             "enum",
                                             "errno",
                                             "explicit",
                                             "export",
                                             "extern",
                                             "false",
                                             "float",
                                             "for",
                                             "friend",
                                             "goto",
                                             "i386",
                                             "if",
                                             "inline",
                                             "int",
                                             "linux",
                                             "long",
                                             "mutable",
                                             "namespace",
                                             "new",
                                             "noexcept",
                                             "not",
                                             "not_eq",
                                             "nullptr",
                                             "operator",
                                             "or",
                                             "or_eq",
                                             "private",
                                             "protected",
                                             "public",
                                             "register",
                                             "reinterpret_cast",
                                             "requires",
                                             "return",
                                             "short",
                                             "signed",
                                             "sizeof",
                                             "static",
                                             "static_assert",
                                             "static_cast",
                                             "stderr",
                                             "stdin",
                                             "stdout",
                                             "struct",
                                             "switch",
                                             "template",
                                             "this",
                                             "thread_local",
                                             "throw",
                                             "true",
                                             "try",
                                             "typedef",
                                             "typeid",
                                             "typename",
                                             "union",
                                             "unix",
                                             "unsigned",
                                             "using",
                                             "virtual",
                                             "void",
                                             "volatile",
                                             "wchar_t",
                                             "while",
                                             "xor",
                                             "xor_eq"};

static_assert(std::ranges::is_sorted(kCppKeywords));

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string Hexadecimal(char32_t number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  do {
    digits.insert(digits.begin(), kDigits[number % 16]);
    number /= 16;
  } while (number > 0);
  return digits;
}

// The character at `at`, as a word; moves past it. What is no UTF-8 goes byte by byte.
std::string OtherWord(std::string_view name, std::size_t& at) {
  const char* const p = name.data() + at;
  const int length = Utf8Length(p, name.data() + name.size());
  at += static_cast<std::size_t>(std::max(length, 1));
  return "u" + Hexadecimal(length == 0 ? static_cast<unsigned char>(*p) : Utf8CodePoint(p, length));
}

// In lower case.
std::vector<std::string> Words(std::string_view name) {
  std::vector<std::string> words;
  bool open = false;  // the last word goes on
  bool symbols = false;
  std::string spoken;  // what punctuation would be called, where there is nothing else
  for (std::size_t at = 0; at < name.size();) {
    const char c = name[at];
    if (IsUpper(c) || IsLower(c) || IsDigit(c)) {
      const bool hump = open && IsUpper(c) && at > 0 && !IsUpper(name[at - 1]);
      if (!open || hump) words.emplace_back();
      words.back() += LowerAscii(std::string_view(&c, 1)).front();
      open = true;
      ++at;
    } else if (static_cast<unsigned char>(c) < 0x80) {
      open = false;
      symbols = symbols || (c != ' ' && c != '_' && c != '-' && c != '.');
      if (symbols && spoken.empty()) spoken = "u" + Hexadecimal(static_cast<unsigned char>(c));
      ++at;
    } else {
      words.push_back(OtherWord(name, at));
      open = false;
    }
  }
  if (words.empty()) words.push_back(symbols ? spoken : "empty");
  return words;
}

std::string Capital(std::string word) {
  if (IsLower(word.front())) word.front() = static_cast<char>(word.front() - 'a' + 'A');
  return word;
}

}  // namespace

std::string PascalName(std::string_view name) {
  std::string pascal;
  for (const std::string& word : Words(name)) {
    // "a1" and "1b" side by side would read as "A11b".
    if (!pascal.empty() && IsDigit(pascal.back()) && IsDigit(word.front())) pascal += '_';
    pascal += Capital(word);
  }
  return IsDigit(pascal.front()) ? "N" + pascal : pascal;
}

std::string SnakeName(std::string_view name) {
  std::string snake;
  for (const std::string& word : Words(name)) snake += (snake.empty() ? "" : "_") + word;
  return IsDigit(snake.front()) ? "n_" + snake : snake;
}

bool IsCppKeyword(std::string_view name) { return std::ranges::binary_search(kCppKeywords, name); }

bool IsPlainProperty(std::string_view name) {
  if (name.empty() || IsDigit(name.front())) return false;
  return std::ranges::all_of(
      name, [](char c) { return IsUpper(c) || IsLower(c) || IsDigit(c) || c == '_' || c == '$'; });
}

std::string IdentifierPool::Fresh(const std::string& stem) {
  if (taken_.insert(stem).second) return stem;
  // Two digits that meet would make "n1" and the second "n" look alike.
  const std::string joint = IsDigit(stem.back()) ? "_" : "";
  int& next = next_.try_emplace(stem, 2).first->second;
  std::string name;
  do {
    name = stem + joint + std::to_string(next++);
  } while (!taken_.insert(name).second);
  return name;
}

}  // namespace godwit
