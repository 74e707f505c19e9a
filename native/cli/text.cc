#include "native/cli/text.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/json/utf8.h"

namespace godwit::cli {
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

// East Asian Wide and Fullwidth, and pictographs, in blocks: good enough to align a table.
constexpr Range kWide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},
                           {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
                           {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
                           {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

// The combining marks that occur by themselves in ordinary text.
constexpr Range kCombining[] = {{0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},
                                {0x064b, 0x065f}, {0x0e31, 0x0e31}, {0x0e34, 0x0e3a},
                                {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff},
                                {0x3099, 0x309a}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};

bool In(std::span<const Range> ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// Takes the first character off `text`; malformed bytes count as U+FFFD one by one.
char32_t TakeCharacter(std::string_view& text) {
  const char* const begin = text.data();
  const int length = Utf8Length(begin, begin + text.size());
  text.remove_prefix(static_cast<std::size_t>(std::max(length, 1)));
  return length == 0 ? kReplacement : Utf8CodePoint(begin, length);
}

void AppendEscape(char32_t c, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u{";
  int shift = 20;
  while (shift > 4 && (c >> shift) == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) out += kDigits[c >> shift & 15];
  out += '}';
}

int WidthOf(char32_t c) { return In(kCombining, c) ? 0 : In(kWide, c) ? 2 : 1; }

}  // namespace

std::string Clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char32_t c = TakeCharacter(text);
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || In(kHidden, c)) {
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

int DisplayWidth(std::string_view text) {
  int width = 0;
  while (!text.empty()) width += WidthOf(TakeCharacter(text));
  return width;
}

std::string Fit(std::string_view text, int width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  std::string_view rest = text;
  int used = 0;
  while (!rest.empty()) {
    std::string_view next = rest;
    const int more = WidthOf(TakeCharacter(next));
    if (used + more > width - 1) break;
    used += more;
    rest = next;
  }
  return width < 1 ? std::string() : std::string(text.substr(0, text.size() - rest.size())) + "…";
}

std::string Paint::operator()(Tone tone, std::string_view text) const {
  constexpr std::array<std::string_view, 6> kCodes = {"", "1", "2", "32", "33", "31"};
  const std::string_view code = kCodes[static_cast<std::size_t>(tone)];
  if (!on_ || code.empty() || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string Table::Print(const Paint& paint, int indent) const {
  std::vector<int> widths(columns_.size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i].text));
    }
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line(static_cast<std::size_t>(indent), ' ');
    std::size_t blanks = 0;  // held back: no line ends in spaces
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0 && widths[i] > 0) blanks += 2;
      const auto space = static_cast<std::size_t>(widths[i] - DisplayWidth(row[i].text));
      const bool right = columns_[i] == Align::kRight;
      if (right) blanks += space;
      if (!row[i].text.empty()) {
        line.append(std::exchange(blanks, 0), ' ');
        line += paint(row[i].tone, row[i].text);
      }
      if (!right) blanks += space;
    }
    out += line + "\n";
  }
  return out;
}

}  // namespace godwit::cli
