// The few elements that a report's page is made of. Every text is escaped here: what comes in as
// text cannot become markup, and marks that reverse or hide text are shown, not obeyed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace godwit::html {

// Text for an element or a quoted attribute.
std::string Text(std::string_view text);
// Text of several lines, for an element that keeps them.
std::string Lines(std::string_view text);

// <tag class="…">content</tag>; `content` is markup.
std::string Element(std::string_view tag, std::string_view name, std::string_view content);
std::string Element(std::string_view tag, std::string_view content);

// Hexadecimal in groups of four, which are not copied apart.
std::string Digest(std::string_view hex);

// A part of a bar, drawn in the colour of CSS class `name`.
struct BarPart {
  std::string_view name;
  std::int64_t value = 0;
};
// A horizontal bar as inline SVG, as long as its parts are of `whole`; `alternative` says the same
// in words.
std::string Bar(const std::vector<BarPart>& parts, std::int64_t whole,
                std::string_view alternative);

// A table that becomes a list of cards on a narrow screen, each number beside its column's title.
// A column without a single entry is left out.
class Table {
 public:
  enum class Kind : std::uint8_t {
    kText,    // the first such column heads its row
    kNumber,  // right-aligned
    kBar,
  };
  struct Column {
    std::string title;
    Kind kind = Kind::kText;
  };

  explicit Table(std::string_view caption, std::vector<Column> columns)
      : caption_(caption), columns_(std::move(columns)) {}
  // Markup, a cell a column.
  void Add(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  std::string Print() const;

 private:
  bool IsUsed(std::size_t column) const;
  std::string PrintRow(const std::vector<std::string>& cells) const;

  std::string caption_;
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace godwit::html
