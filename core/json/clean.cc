#include "core/json/clean.h"

#include <algorithm>
#include <iterator>

#include "core/json/utf8.h"

namespace godwit {
namespace {

constexpr char32_t kReplacement = 0xfffd;

struct Range {
  char32_t first;
  char32_t last;
};

// Marks that reorder or hide the text around them (Unicode Bidi_Control, zero-width characters,
// line separators, the byte order mark).
constexpr Range kHidden[] = {{0x061c, 0x061c}, {0x200b, 0x200f}, {0x2028, 0x202e},
                             {0x2060, 0x2069}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}};

bool IsHidden(char32_t c) {
  return std::any_of(std::begin(kHidden), std::end(kHidden),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

void AppendEscape(char32_t c, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u{";
  int shift = 20;
  while (shift > 4 && (c >> shift) == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) out += kDigits[c >> shift & 15];
  out += '}';
}

}  // namespace

char32_t TakeCharacter(std::string_view& text) {
  const char* const begin = text.data();
  const int length = Utf8Length(begin, begin + text.size());
  text.remove_prefix(static_cast<std::size_t>(std::max(length, 1)));
  return length == 0 ? kReplacement : Utf8CodePoint(begin, length);
}

std::string Clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char32_t c = TakeCharacter(text);
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || IsHidden(c)) {
      AppendEscape(c, out);
    } else {
      AppendUtf8(c, out);
    }
  }
  return out;
}

std::vector<std::string> CleanLines(std::string_view text) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    std::string line(text.substr(0, end));
    if (line.ends_with('\r')) line.pop_back();
    for (std::size_t tab = 0; (tab = line.find('\t', tab)) != std::string::npos;) {
      line.replace(tab, 1, "  ");
    }
    lines.push_back(Clean(line));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

}  // namespace godwit
