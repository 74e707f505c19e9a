// Tables of cells: numbers to the right, NULL, empty text and blobs told apart, only what is
// visible drawn, the keyboard walking from row to row.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "shell/state.h"
#include "shell/ui.h"

namespace godwit::shell {

struct GridColumn {
  std::string name;
  float width = 0;
  bool number = false;
};

// Widths that fit the header and the first rows, and fill `room` where they would leave much of it.
std::vector<GridColumn> FitColumns(Ui& ui, const std::vector<std::string>& names,
                                   const std::vector<Row>& rows, float room);

struct GridData {
  std::string_view name;  // for the accessibility tree
  const std::vector<GridColumn>* columns = nullptr;
  std::int64_t total = 0;
  std::function<const Row*(std::int64_t)> row;  // nullptr: not here yet
};

// A grid that scrolls inside `place`. Gives the row that was chosen in this frame, or -1.
std::int64_t ScrollingGrid(Ui& ui, const ImRect& place, const GridData& data,
                           std::int64_t selected);

// A small table in the flow, all of it; cells too long for their column are cut.
void StaticGrid(Ui& ui, const GridData& data);

// A UUID or a digest: set in the monospaced face.
bool IsId(std::string_view text);

// A cell as words: "NULL", "empty text", "x'89504e47…', 1,204 B".
std::string CellWords(const Cell& cell);

}  // namespace godwit::shell
