#include "shell/code_block.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "shell/widgets.h"

namespace godwit::shell {
namespace {

constexpr float kLine = 20;

ImU32 ColorOfToken(const Palette& color, SqlToken token) {
  switch (token) {
    case SqlToken::kKeyword:
      return color.second;
    case SqlToken::kText:
      return color.right;
    case SqlToken::kComment:
      return color.muted;
    case SqlToken::kDirective:
      return color.accent;
    case SqlToken::kPlain:
      break;
  }
  return color.text;
}

void DrawLine(Ui& ui, const std::vector<SqlPiece>& line, ImVec2 at) {
  for (const SqlPiece& piece : line) {
    DrawText(Canvas(), ui.theme, TextStyle::kMono, at, ColorOfToken(ui.theme.color, piece.token),
             piece.text);
    at.x += TextWidth(ui.theme, TextStyle::kMono, piece.text);
  }
}

void DrawLines(Ui& ui, const std::vector<std::vector<SqlPiece>>& lines, float numbers) {
  const ImVec2 start = Cursor();
  const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
  float widest = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    float width = 0;
    for (const SqlPiece& piece : lines[i])
      width += TextWidth(ui.theme, TextStyle::kMono, piece.text);
    widest = std::max(widest, width);
    const float y = start.y + static_cast<float>(i) * kLine;
    if (y + kLine < clip.Min.y || y > clip.Max.y) continue;
    DrawLine(ui, lines[i], ImVec2(start.x + numbers, y));
  }
  Take(ImVec2(numbers + widest + kSpace4, kLine * static_cast<float>(lines.size())));
}

void DrawNumbers(Ui& ui, std::size_t count, ImVec2 corner, float numbers) {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  for (std::size_t i = 0; i < count; ++i) {
    const float y = corner.y + static_cast<float>(i) * kLine;
    if (y + kLine < window->ClipRect.Min.y || y > window->ClipRect.Max.y) continue;
    const std::string number = std::to_string(i + 1);
    const float width = TextWidth(ui.theme, TextStyle::kMono, number);
    DrawText(Canvas(), ui.theme, TextStyle::kMono, ImVec2(corner.x + numbers - width, y),
             Mix(ui.theme.color.raised, ui.theme.color.muted, 0.7F), number);
  }
}

}  // namespace

void CodeBlock(Ui& ui, std::string_view title, std::string_view sql) {
  const auto lines = SplitSql(sql);
  const float width = Room();
  const float head = std::max(ui.layout.control, 36.0F);
  const float body = kLine * static_cast<float>(lines.size()) + kSpace2 + kSpace3;
  const ImVec2 at = Cursor();
  const ImRect card(at, ImVec2(at.x + width, at.y + head + body));
  Canvas()->AddRectFilled(card.Min, card.Max, ui.theme.color.raised, kCardCorner);
  Label(ui, TextStyle::kLabelStrong, ui.theme.color.muted,
        ImVec2(at.x + kSpace4, at.y + (head - 16) / 2), title);

  ImGui::PushID(title.data(), title.data() + title.size());
  ImGui::SetCursorScreenPos(
      ImVec2(card.Max.x - ui.layout.control - 2, at.y + (head - ui.layout.control) / 2));
  if (IconButton(ui, Icon::kCopy, "Copy " + std::string(title))) {
    ImGui::SetClipboardText(std::string(sql).c_str());
  }

  const float digits = TextWidth(ui.theme, TextStyle::kMono, std::to_string(lines.size()));
  const float numbers = kSpace4 + std::max(16.0F, digits);
  DrawNumbers(ui, lines.size(), ImVec2(at.x, at.y + head), numbers);
  const ImRect text(at.x + numbers, at.y + head, card.Max.x - kSpace2, card.Max.y);
  BeginPanel(ui, "code", text, {.padding = {0, 0}, .horizontal_scroll = true});
  DrawLines(ui, lines, kSpace4);
  EndPanel();
  ui.access.Add(AccessRole::kText, sql, text);
  ImGui::PopID();
  ImGui::SetCursorScreenPos(at);
  Take(card.GetSize());
}

}  // namespace godwit::shell
