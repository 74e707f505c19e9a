#include "native/cli/text.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace godwit::cli {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

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

int WidthOf(char32_t c) { return In(kCombining, c) ? 0 : In(kWide, c) ? 2 : 1; }

}  // namespace

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
