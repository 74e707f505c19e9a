// Every table with its columns: what the database looks like at this step.
#include <algorithm>
#include <string>

#include "imgui_internal.h"
#include "shell/views/views.h"
#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

constexpr float kCard = 264;
constexpr float kColumnLine = 24;

float CardHeight(const Table& table) {
  return 44 + kColumnLine * static_cast<float>(table.columns.size()) + kSpace2;
}

std::string ColumnWords(const Column& column) {
  return column.type + (column.primary_key ? " · key" : column.not_null ? " · not null" : "");
}

void TableCard(Ui& ui, const Table& table, const ImRect& card) {
  const Palette& color = ui.theme.color;
  Canvas()->AddRect(card.Min, card.Max, color.border, kCardCorner);
  const float inner = card.GetWidth() - 2 * kSpace3;
  const std::string count = Counted(table.rows, "row", "rows");
  const float count_width = TextWidth(ui.theme, TextStyle::kLabel, count);
  const ImVec2 at(card.Min.x + kSpace3, card.Min.y + kSpace3);
  const ImRect head(card.Min, ImVec2(card.Max.x, card.Min.y + 44));
  ui.access.Add(AccessRole::kHeading, table.name + ", " + count, head).level = 2;
  DrawText(Canvas(), ui.theme, TextStyle::kStrong, at, color.text,
           Ellipsize(ui.theme, TextStyle::kStrong, table.name, inner - count_width - kSpace2));
  DrawText(Canvas(), ui.theme, TextStyle::kLabel, ImVec2(at.x + inner - count_width, at.y + 2),
           color.muted, count);
  float y = card.Min.y + 44;
  Canvas()->AddLine(ImVec2(card.Min.x, y - 4), ImVec2(card.Max.x, y - 4), color.border);
  for (const Column& column : table.columns) {
    const std::string words = ColumnWords(column);
    const float width = TextWidth(ui.theme, TextStyle::kLabel, words);
    const std::string name =
        Ellipsize(ui.theme, TextStyle::kMono, column.name, inner - width - kSpace2);
    DrawText(Canvas(), ui.theme, TextStyle::kMono, ImVec2(at.x, y + 2),
             column.primary_key ? color.accent : color.text, name);
    DrawText(Canvas(), ui.theme, TextStyle::kLabel, ImVec2(at.x + inner - width, y + 4),
             color.muted, words);
    ui.access.Add(AccessRole::kText, column.name + " " + words,
                  ImRect(at.x, y, at.x + inner, y + kColumnLine));
    y += kColumnLine;
  }
}

}  // namespace

void SchemaView(Ui& ui) {
  ui.client.NeedTables();
  if (!ui.state.tables) return;
  const auto& tables = *ui.state.tables;
  if (tables.empty()) {
    EmptyState(ui, Icon::kSchema, "No tables yet", "Tables appear here as steps make them.", "");
    return;
  }
  const float room = Room();
  const auto count = std::max(1, static_cast<int>((room + kSpace4) / (kCard + kSpace4)));
  const float width = (room - kSpace4 * static_cast<float>(count - 1)) / static_cast<float>(count);
  const ImVec2 start = Cursor();
  std::vector<float> heights(static_cast<std::size_t>(count), 0);
  for (const Table& table : tables) {
    // Each card goes beneath the shortest column, the leftmost of equals.
    const auto shortest = std::min_element(heights.begin(), heights.end());
    const auto column = static_cast<float>(shortest - heights.begin());
    const ImVec2 at(start.x + column * (width + kSpace4), start.y + *shortest);
    TableCard(ui, table, ImRect(at, ImVec2(at.x + width, at.y + CardHeight(table))));
    *shortest += CardHeight(table) + kSpace4;
  }
  Take(ImVec2(room, *std::max_element(heights.begin(), heights.end())));
}

}  // namespace godwit::shell
