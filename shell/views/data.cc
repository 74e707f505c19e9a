// The rows of every table, a page at a time as it scrolls, in key order.
#include <algorithm>
#include <string>

#include "imgui_internal.h"
#include "shell/grid.h"
#include "shell/views/views.h"
#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

constexpr float kListWidth = 200;
constexpr float kTableLine = 36;

void ChooseTable(Ui& ui, int index) {
  if (ui.state.choice.table == index) return;
  ui.state.choice.table = index;
  ui.state.choice.row = -1;
}

void TableList(Ui& ui, const ImRect& place) {
  BeginPanel(ui, "tables", place, {.padding = ImVec2(kSpace2, kSpace3)});
  const auto& tables = *ui.state.tables;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const Table& table = tables[i];
    const bool selected = ui.state.choice.table == static_cast<int>(i);
    const std::string count = Grouped(table.rows);
    const float height = std::max(kTableLine, ui.layout.row);
    const ItemState row = ListRow(ui, table.name, height, selected,
                                  table.name + ", " + Counted(table.rows, "row", "rows"));
    if (row.pressed || row.just_focused) ChooseTable(ui, static_cast<int>(i));
    const float y = row.box.Min.y + (height - 20) / 2;
    const float number = NumberWidth(ui.theme, TextStyle::kBody, count);
    DrawText(Canvas(), ui.theme, selected ? TextStyle::kStrong : TextStyle::kBody,
             ImVec2(row.box.Min.x + kSpace3, y), ui.theme.color.text,
             Ellipsize(ui.theme, TextStyle::kStrong, table.name,
                       row.box.GetWidth() - number - 3 * kSpace3));
    DrawNumber(Canvas(), ui.theme, TextStyle::kBody, ImVec2(row.box.Max.x - kSpace3 - number, y),
               ui.theme.color.muted, count);
  }
  EndPanel();
}

// On a phone the tables stand in a strip above the rows.
void TableStrip(Ui& ui, const ImRect& place) {
  BeginPanel(ui, "tables", place, {.padding = ImVec2(kSpace4, kSpace2), .horizontal_scroll = true});
  const auto& tables = *ui.state.tables;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (i > 0) ImGui::SameLine(0, kSpace2);
    const bool selected = ui.state.choice.table == static_cast<int>(i);
    const std::string words = tables[i].name + " · " + Grouped(tables[i].rows);
    const ItemState item =
        Item(ui, tables[i].name,
             ImVec2(TextWidth(ui.theme, TextStyle::kStrong, words) + 2 * kSpace3, kTouchHeight),
             AccessRole::kListItem, tables[i].name + ", " + Counted(tables[i].rows, "row", "rows"));
    ui.access
        .Describe(item.id, AccessRole::kListItem,
                  tables[i].name + ", " + Counted(tables[i].rows, "row", "rows"))
        .selected = selected;
    if (item.pressed) ChooseTable(ui, static_cast<int>(i));
    const Palette& color = ui.theme.color;
    Canvas()->AddRectFilled(item.box.Min, item.box.Max,
                            selected ? Mix(color.surface, color.accent, 0.12F) : color.background,
                            kControlCorner);
    Canvas()->AddRect(item.box.Min, item.box.Max, selected ? color.accent : color.border,
                      kControlCorner);
    DrawText(Canvas(), ui.theme, TextStyle::kStrong,
             ImVec2(item.box.Min.x + kSpace3, item.box.Min.y + 12), color.text, words);
    FocusRing(ui, item, kControlCorner, true);
  }
  EndPanel();
}

void Rows(Ui& ui, const ImRect& place, const Table& table) {
  if (table.rows == 0) {
    BeginPanel(ui, "empty", place, {.padding = ImVec2(kSpace6, kSpace6)});
    EmptyState(ui, Icon::kTable, table.name + " is empty",
               "The table is there, with " +
                   Counted(static_cast<std::int64_t>(table.columns.size()), "column", "columns") +
                   ", and has no rows.",
               "");
    EndPanel();
    return;
  }
  ui.client.NeedRows(table.name, 0);
  const TableRows& rows = ui.state.rows[table.name];
  const auto page = rows.pages.find(0);
  std::vector<std::string> names = rows.columns;
  if (names.empty()) {
    for (const Column& column : table.columns) names.push_back(column.name);
  }
  static const std::vector<Row> kNoRows;
  const auto columns = FitColumns(ui, names, page == rows.pages.end() ? kNoRows : page->second,
                                  place.GetWidth() - 12);
  const auto row_at = [&](std::int64_t number) {
    ui.client.NeedRows(table.name, number / kRowsPerPage);
    return rows.At(number);
  };
  ImGui::PushID(table.name.c_str());
  const std::int64_t total = rows.total >= 0 ? rows.total : table.rows;
  const std::int64_t chosen = ScrollingGrid(
      ui, place, {"Rows of " + table.name, &columns, total, row_at}, ui.state.choice.row);
  if (chosen >= 0) ui.state.choice.row = chosen;
  ImGui::PopID();
}

}  // namespace

void DataView(Ui& ui) {
  ui.client.NeedTables();
  if (!ui.state.tables) return;
  const ImRect center = ui.layout.center;
  if (ui.state.tables->empty()) {
    BeginPanel(ui, "none", center, {.padding = ImVec2(kSpace6, kSpace6)});
    const bool can = ui.state.project && ui.state.NextPending() >= 0;
    if (EmptyState(ui, Icon::kTable, "No tables yet",
                   can ? "The database is empty. Its first tables come with the first step."
                       : "The database is empty.",
                   can ? "Apply the first step" : "", !ui.state.Running())) {
      ui.client.StepForward();
    }
    EndPanel();
    return;
  }
  auto& choice = ui.state.choice;
  choice.table = std::clamp(choice.table, 0, static_cast<int>(ui.state.tables->size()) - 1);
  ImRect list = center;
  ImRect rows = center;
  if (ui.IsPhone()) {
    list.Max.y = list.Min.y + kTouchHeight + 2 * kSpace2;
    rows.Min.y = list.Max.y;
    TableStrip(ui, list);
  } else {
    list.Max.x = list.Min.x + kListWidth;
    rows.Min.x = list.Max.x;
    TableList(ui, list);
    Canvas()->AddLine(ImVec2(rows.Min.x - 0.5F, rows.Min.y), ImVec2(rows.Min.x - 0.5F, rows.Max.y),
                      ui.theme.color.border);
  }
  Rows(ui, rows, (*ui.state.tables)[static_cast<std::size_t>(choice.table)]);
}

}  // namespace godwit::shell
