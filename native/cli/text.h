// Text for a terminal: made safe, measured and put into columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/words.h"
#include "core/json/clean.h"

namespace godwit::cli {

// Columns that clean text takes on a terminal: wide characters count two, combining marks none.
int DisplayWidth(std::string_view text);
// Cut to `width` columns, ending in an ellipsis where something was cut.
std::string Fit(std::string_view text, int width);

enum class Tone : std::uint8_t { kPlain, kStrong, kFaint, kGood, kWaiting, kBad };

// Colours, where they are wanted.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  std::string operator()(Tone tone, std::string_view text) const;

 private:
  bool on_;
};

// Rows in aligned columns, two spaces between them.
class Table {
 public:
  struct Cell {
    std::string text;  // clean
    Tone tone = Tone::kPlain;
  };
  enum class Align : std::uint8_t { kLeft, kRight };

  explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}
  void Add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  std::string Print(const Paint& paint, int indent = 2) const;

 private:
  std::vector<Align> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace godwit::cli
