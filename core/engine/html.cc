#include "core/engine/html.h"

#include <algorithm>
#include <utility>

#include "core/json/clean.h"

namespace godwit::html {
namespace {

constexpr std::size_t kGroup = 4;
constexpr std::size_t kShort = 20;
// Per mille: what is there at all can be seen.
constexpr std::int64_t kSliver = 8;

std::string Escaped(std::string_view clean) {
  std::string out;
  out.reserve(clean.size());
  for (const char c : clean) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Per mille of the whole as a percentage with one digit: no floating point reaches the page.
std::string Percent(std::int64_t mille) {
  return std::to_string(mille / 10) + "." + std::to_string(mille % 10);
}

std::int64_t MilleOf(std::int64_t value, std::int64_t whole) {
  if (whole <= 0 || value <= 0) return 0;
  // Beyond 2^53 the last digits do not show.
  while (whole > (std::int64_t{1} << 53)) {
    whole >>= 10;
    value >>= 10;
  }
  return std::clamp<std::int64_t>(value * 1000 / whole, kSliver, 1000);
}

// Whether the text between the markup is short enough to stay on one line.
bool IsShort(std::string_view markup) {
  std::size_t length = 0;
  bool inside = false;
  for (const char c : markup) {
    if (c == '<') inside = true;
    if (!inside) ++length;
    if (c == '>') inside = false;
  }
  return length <= kShort;
}

}  // namespace

std::string Text(std::string_view text) { return Escaped(Clean(text)); }

std::string Lines(std::string_view text) {
  std::string out;
  for (const std::string& line : CleanLines(text)) {
    if (!out.empty()) out += "\n";
    out += Escaped(line);
  }
  return out;
}

std::string Element(std::string_view tag, std::string_view name, std::string_view content) {
  std::string out = "<" + std::string(tag) + " class=\"" + std::string(name) + "\">";
  return out.append(content) + "</" + std::string(tag) + ">";
}

std::string Element(std::string_view tag, std::string_view content) {
  std::string out = "<" + std::string(tag) + ">";
  return out.append(content) + "</" + std::string(tag) + ">";
}

std::string Digest(std::string_view hex) {
  std::string out;
  for (std::size_t at = 0; at < hex.size(); at += kGroup) {
    out += Element("span", Text(hex.substr(at, kGroup)));
  }
  return Element("code", "digest", out);
}

std::string Bar(const std::vector<BarPart>& parts, std::int64_t whole,
                std::string_view alternative) {
  std::string out = "<svg class=\"bar\" role=\"img\" aria-label=\"" + Text(alternative) +
                    "\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\">"
                    "<rect class=\"track\" width=\"100\" height=\"10\"/>";
  std::int64_t at = 0;
  for (const BarPart& part : parts) {
    const std::int64_t mille = std::min(MilleOf(part.value, whole), 1000 - at);
    if (mille <= 0) continue;
    out += "<rect class=\"" + std::string(part.name) + "\" x=\"" + Percent(at) + "\" width=\"" +
           Percent(mille) + "\" height=\"10\"/>";
    at += mille;
  }
  return out + "</svg>";
}

void Table::Add(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

bool Table::IsUsed(std::size_t column) const {
  return column == 0 || std::ranges::any_of(rows_, [&](const std::vector<std::string>& cells) {
           return !cells[column].empty();
         });
}

std::string Table::PrintRow(const std::vector<std::string>& cells) const {
  std::string out = "<tr role=\"row\">";
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!IsUsed(i)) continue;
    const Column& column = columns_[i];
    const std::string_view kept = IsShort(cells[i]) ? " short" : "";
    if (i == 0) {
      out += "<th role=\"rowheader\" scope=\"row\" class=\"head" + std::string(kept) + "\">" +
             cells[i] + "</th>";
      continue;
    }
    std::string name = column.kind == Kind::kNumber ? "number"
                       : column.kind == Kind::kBar  ? "drawn"
                                                    : "words";
    name += kept;
    // On a narrow screen an empty cell is left out.
    if (cells[i].empty()) name += " none";
    out += "<td role=\"cell\" class=\"" + name + "\" data-title=\"" + Text(column.title) + "\">" +
           cells[i] + "</td>";
  }
  return out + "</tr>\n";
}

std::string Table::Print() const {
  std::string out = "<table role=\"table\"><caption>" + Text(caption_) +
                    "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">";
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!IsUsed(i)) continue;
    out += std::string("<th role=\"columnheader\" scope=\"col\"") +
           (columns_[i].kind == Kind::kNumber ? " class=\"number\">" : ">") +
           Text(columns_[i].title) + "</th>";
  }
  out += "</tr></thead>\n<tbody role=\"rowgroup\">\n";
  for (const std::vector<std::string>& cells : rows_) out += PrintRow(cells);
  return out + "</tbody></table>\n";
}

}  // namespace godwit::html
