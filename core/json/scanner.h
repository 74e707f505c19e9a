// The lexical half of strict JSON (RFC 8259): a cursor over a text, strings and white space.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "core/json/utf8.h"

namespace godwit {

enum class StringFault : std::uint8_t {
  kNone,
  kUnterminated,   // the text ends inside the string
  kControl,        // a character below U+0020 that is not escaped
  kEscape,         // a backslash that begins no escape
  kUtf8,           // malformed UTF-8; the string can be read on
  kLoneSurrogate,  // \ud800..\udfff without its other half; the string can be read on
};

struct ScannedString {
  std::string_view inside = {};  // between the quotes, escapes as written
  bool escaped = false;          // has a backslash
  StringFault fault = StringFault::kNone;
  const char* where = nullptr;  // of the fault
};

class JsonScanner {
 public:
  explicit JsonScanner(std::string_view text)
      : begin_(text.data()), p_(begin_), end_(begin_ + text.size()) {}

  const char* at() const { return p_; }
  const char* end() const { return end_; }
  void MoveTo(const char* p) { p_ = p; }
  std::size_t OffsetOf(const char* p) const { return static_cast<std::size_t>(p - begin_); }

  // The byte at the cursor; NUL at the end, which no JSON text has in that place.
  char Peek() const { return p_ < end_ ? *p_ : '\0'; }
  void SkipSpace() {
    while (p_ < end_ && (*p_ == ' ' || *p_ == '\n' || *p_ == '\t' || *p_ == '\r')) ++p_;
  }
  bool Take(char c) {
    if (p_ == end_ || *p_ != c) return false;
    ++p_;
    return true;
  }
  bool TakeWord(std::string_view word) {
    if (!std::string_view(p_, static_cast<std::size_t>(end_ - p_)).starts_with(word)) return false;
    p_ += word.size();
    return true;
  }

  // Reads the string at the cursor. REQUIRES: Peek() == '"'. After the first three faults the
  // cursor stands at the fault, otherwise behind the closing quote.
  ScannedString TakeString() {
    const char* const first = ++p_;
    while (p_ < end_ && kPlain[static_cast<std::uint8_t>(*p_)]) ++p_;
    if (p_ < end_ && *p_ == '"') {
      return {.inside = {first, static_cast<std::size_t>(p_++ - first)}};
    }
    return TakeHardString(first);
  }

 private:
  // Bytes that a string may hold and that need no second look.
  static constexpr std::array<bool, 256> kPlain = [] {
    std::array<bool, 256> plain{};
    for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
    return plain;
  }();

  ScannedString TakeHardString(const char* first);
  StringFault TakeEscape();

  const char* begin_;
  const char* p_;
  const char* end_;
};

}  // namespace godwit
