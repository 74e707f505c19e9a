#include "shell/grid.h"

#include <algorithm>
#include <cmath>

#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

constexpr float kCellPadding = 12;
constexpr float kNarrowest = 72;
constexpr float kWidest = 280;
constexpr std::size_t kRowsMeasured = 30;
constexpr std::int64_t kOverscan = 2;  // rows drawn beyond the edge, for the keyboard to walk to

struct CellLook {
  std::string text;
  TextStyle style = TextStyle::kBody;
  bool muted = false;
  bool chip = false;
};

CellLook LookOf(const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::kNull:
      return {"NULL", TextStyle::kLabel, true, true};
    case Cell::Kind::kBlob:
      return {CellWords(cell), TextStyle::kMonoSmall, true, false};
    case Cell::Kind::kNumber:
      return {cell.text, TextStyle::kBody, false, false};
    case Cell::Kind::kText:
      break;
  }
  if (cell.text.empty()) return {"''", TextStyle::kMono, true, false};
  std::string line = cell.text.substr(0, 400);
  std::replace(line.begin(), line.end(), '\n', ' ');
  const TextStyle style = IsId(line) ? TextStyle::kMonoSmall : TextStyle::kBody;
  return {std::move(line), style, false, false};
}

float WidthOf(Ui& ui, const Cell& cell) {
  const CellLook look = LookOf(cell);
  if (cell.kind == Cell::Kind::kNumber) return NumberWidth(ui.theme, look.style, look.text);
  return TextWidth(ui.theme, look.style, look.text) + (look.chip ? 12 : 0);
}

void DrawCell(Ui& ui, const Cell& cell, const GridColumn& column, ImVec2 at, float height) {
  const CellLook look = LookOf(cell);
  const Palette& color = ui.theme.color;
  const float room = column.width - 2 * kCellPadding;
  const float line = ui.theme.Face(look.style).line_height;
  ImVec2 pen(at.x + kCellPadding, at.y + (height - line) / 2);
  if (cell.kind == Cell::Kind::kNumber) {
    const float width = NumberWidth(ui.theme, look.style, look.text);
    pen.x += std::max(0.0F, room - width);
    DrawNumber(Canvas(), ui.theme, look.style, pen, color.text, look.text);
    return;
  }
  if (look.chip) {
    const float width = TextWidth(ui.theme, look.style, look.text) + 12;
    if (column.number) pen.x += std::max(0.0F, room - width);
    const ImVec2 low(pen.x, at.y + height / 2 - 9);
    Canvas()->AddRectFilled(low, ImVec2(low.x + width, low.y + 18), WithAlpha(color.muted, 0.12F),
                            4);
    pen.x += 6;
  }
  DrawText(Canvas(), ui.theme, look.style, pen, look.muted ? color.muted : color.text,
           look.chip ? look.text : Ellipsize(ui.theme, look.style, look.text, room));
}

float TotalWidth(const std::vector<GridColumn>& columns) {
  float width = 0;
  for (const GridColumn& column : columns) width += column.width;
  return width;
}

void DrawHeader(Ui& ui, const std::vector<GridColumn>& columns, ImVec2 at, float height,
                float shift) {
  float x = at.x - shift;
  for (const GridColumn& column : columns) {
    const float room = column.width - 2 * kCellPadding;
    const std::string shown = Ellipsize(ui.theme, TextStyle::kLabelStrong, column.name, room);
    const float width = TextWidth(ui.theme, TextStyle::kLabelStrong, shown);
    const float left = x + kCellPadding + (column.number ? room - width : 0);
    DrawText(Canvas(), ui.theme, TextStyle::kLabelStrong, ImVec2(left, at.y + (height - 16) / 2),
             ui.theme.color.muted, shown);
    ui.access.Add(AccessRole::kColumnHeader, column.name,
                  ImRect(x, at.y, x + column.width, at.y + height));
    x += column.width;
  }
}

void DrawCells(Ui& ui, const Row& row, const std::vector<GridColumn>& columns, const ImRect& box) {
  float x = box.Min.x;
  for (std::size_t i = 0; i < columns.size() && i < row.size(); ++i) {
    const ImRect cell(x, box.Min.y, x + columns[i].width, box.Max.y);
    if (cell.Overlaps(ImGui::GetCurrentWindow()->ClipRect)) {
      DrawCell(ui, row[i], columns[i], cell.Min, cell.GetHeight());
      ui.access.Add(AccessRole::kCell, CellWords(row[i]), cell);
    }
    x += columns[i].width;
  }
}

bool GridRow(Ui& ui, const GridData& data, std::int64_t number, float width, bool selected) {
  const float height = ui.layout.row;
  const std::string name = "Row " + Grouped(number + 1);
  const ItemState item = Item(ui, name, ImVec2(width, height), AccessRole::kRow, name);
  ui.access.Describe(item.id, AccessRole::kRow, name).selected = selected;
  if (!item.visible) return item.pressed || item.just_focused;
  const Palette& color = ui.theme.color;
  if (selected) {
    Canvas()->AddRectFilled(item.box.Min, item.box.Max, WithAlpha(color.accent, 0.12F));
    Canvas()->AddRectFilled(item.box.Min, ImVec2(item.box.Min.x + 3, item.box.Max.y), color.accent);
  } else if (item.hovered) {
    Canvas()->AddRectFilled(item.box.Min, item.box.Max, WithAlpha(color.text, 0.05F));
  }
  Canvas()->AddLine(ImVec2(item.box.Min.x, item.box.Max.y - 0.5F),
                    ImVec2(item.box.Max.x, item.box.Max.y - 0.5F),
                    Mix(color.surface, color.border, 0.5F));
  ui.access.Enter(item.id);
  if (const Row* row = data.row(number)) {
    DrawCells(ui, *row, *data.columns, item.box);
  } else {
    const float y = item.box.GetCenter().y;
    Canvas()->AddRectFilled(ImVec2(item.box.Min.x + kCellPadding, y - 4),
                            ImVec2(item.box.Min.x + 140, y + 4), color.raised, 4);
  }
  ui.access.Leave();
  FocusRing(ui, item, 0, true);
  return item.pressed || item.just_focused;
}

}  // namespace

bool IsId(std::string_view text) {
  return text.size() >= 16 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ||
                  c == '-';
         });
}

std::string CellWords(const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::kNull:
      return "NULL";
    case Cell::Kind::kNumber:
      return cell.text;
    case Cell::Kind::kBlob: {
      const bool cut = cell.bytes > static_cast<std::int64_t>(cell.text.size() / 2);
      return "x'" + cell.text.substr(0, 16) + (cut || cell.text.size() > 16 ? "…'" : "'") + " · " +
             Bytes(cell.bytes);
    }
    case Cell::Kind::kText:
      break;
  }
  return cell.text.empty() ? "empty text" : cell.text;
}

std::vector<GridColumn> FitColumns(Ui& ui, const std::vector<std::string>& names,
                                   const std::vector<Row>& rows, float room) {
  std::vector<GridColumn> columns;
  const std::size_t measured = std::min(rows.size(), kRowsMeasured);
  for (std::size_t i = 0; i < names.size(); ++i) {
    GridColumn column{names[i], TextWidth(ui.theme, TextStyle::kLabelStrong, names[i]), false};
    std::size_t numbers = 0;
    std::size_t values = 0;
    for (std::size_t r = 0; r < measured; ++r) {
      if (i >= rows[r].size()) continue;
      const Cell& cell = rows[r][i];
      column.width = std::max(column.width, std::min(WidthOf(ui, cell), kWidest));
      values += cell.kind == Cell::Kind::kNull ? 0 : 1;
      numbers += cell.kind == Cell::Kind::kNumber ? 1 : 0;
    }
    column.number = values > 0 && numbers == values;
    column.width = std::ceil(std::max(column.width + 2 * kCellPadding, kNarrowest));
    columns.push_back(std::move(column));
  }
  const float spare = room - TotalWidth(columns);
  if (spare > 0 && !columns.empty()) columns.back().width += columns.back().number ? 0 : spare;
  return columns;
}

std::int64_t ScrollingGrid(Ui& ui, const ImRect& place, const GridData& data,
                           std::int64_t selected) {
  const float head = ui.layout.row + 4;
  const float row_height = ui.layout.row;
  const float width = std::max(TotalWidth(*data.columns), place.GetWidth() - 12);
  ImRect body = place;
  body.Min.y += head;
  const std::uint32_t table = ui.access.Add(AccessRole::kTable, data.name, place).id;
  ui.access.Enter(table);
  BeginPanel(ui, "rows", body, {.padding = {0, 0}, .horizontal_scroll = true});
  const float shift = ImGui::GetScrollX();
  const ImVec2 start = Cursor();
  const float scroll = ImGui::GetScrollY();
  const auto first =
      std::max<std::int64_t>(0, static_cast<std::int64_t>(scroll / row_height) - kOverscan);
  const auto last = std::min<std::int64_t>(
      data.total,
      static_cast<std::int64_t>((scroll + body.GetHeight()) / row_height) + 1 + kOverscan);
  std::int64_t chosen = -1;
  for (std::int64_t i = first; i < last; ++i) {
    ImGui::SetCursorScreenPos(ImVec2(start.x, start.y + static_cast<float>(i) * row_height));
    if (GridRow(ui, data, i, width, i == selected)) chosen = i;
  }
  ImGui::SetCursorScreenPos(start);
  Take(ImVec2(width, row_height * static_cast<float>(data.total)));
  EndPanel();

  const ImRect header(place.Min, ImVec2(place.Max.x, body.Min.y));
  BeginPanel(ui, "header", header, {.fill = ui.theme.color.raised, .scroll = false});
  DrawHeader(ui, *data.columns, header.Min, head, shift);
  EndPanel();
  ui.access.Leave();
  return chosen;
}

void StaticGrid(Ui& ui, const GridData& data) {
  const float head = kTableRow + 4;
  const float width = std::max(TotalWidth(*data.columns), 1.0F);
  const ImVec2 at = Cursor();
  const float height = head + kTableRow * static_cast<float>(data.total);
  const ImRect place(at, ImVec2(at.x + std::min(width, Room()), at.y + height));
  const std::uint32_t table = ui.access.Add(AccessRole::kTable, data.name, place).id;
  ui.access.Enter(table);
  const std::string id(data.name);
  BeginPanel(ui, id.c_str(), place, {.padding = {0, 0}, .horizontal_scroll = true});
  const ImVec2 start = Cursor();
  Canvas()->AddRectFilled(start, ImVec2(start.x + width, start.y + head), ui.theme.color.raised,
                          kControlCorner);
  DrawHeader(ui, *data.columns, start, head, 0);
  float y = start.y + head;
  for (std::int64_t i = 0; i < data.total; ++i) {
    const ImRect box(start.x, y, start.x + width, y + kTableRow);
    const std::uint32_t row =
        ui.access.Add(AccessRole::kRow, "Row " + std::to_string(i + 1), box).id;
    ui.access.Enter(row);
    if (const Row* cells = data.row(i)) DrawCells(ui, *cells, *data.columns, box);
    ui.access.Leave();
    Canvas()->AddLine(ImVec2(box.Min.x, box.Max.y - 0.5F), ImVec2(box.Max.x, box.Max.y - 0.5F),
                      Mix(ui.theme.color.surface, ui.theme.color.border, 0.5F));
    y += kTableRow;
  }
  Take(ImVec2(width, height));
  EndPanel();
  ui.access.Leave();
}

}  // namespace godwit::shell
