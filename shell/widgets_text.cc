// The widgets that are only read: headings, prose, labels, facts, digests.
#include <algorithm>
#include <string>

#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

constexpr float kFactName = 104;

// Draws wrapped lines at the cursor, takes their place and gives their box.
ImRect Lines(Ui& ui, TextStyle style, ImU32 color, std::string_view text, float width) {
  const float line_height = ui.theme.Face(style).line_height;
  const auto lines = WrapText(ui.theme, style, text, width);
  const ImRect box = Take(ImVec2(width, line_height * static_cast<float>(lines.size())));
  float y = box.Min.y;
  for (const std::string_view line : lines) {
    DrawText(Canvas(), ui.theme, style, ImVec2(box.Min.x, y), color, line);
    y += line_height;
  }
  return box;
}

}  // namespace

void Heading(Ui& ui, TextStyle style, int level, std::string_view text) {
  const ImRect box = Lines(ui, style, ui.theme.color.text, text, Room());
  ui.access.Add(AccessRole::kHeading, text, box).level = level;
}

void Paragraph(Ui& ui, TextStyle style, ImU32 color, std::string_view text, float width) {
  if (text.empty()) return;
  const float room = width > 0 ? width : std::min(Room(), kProseWidth);
  const ImRect box = Lines(ui, style, color, text, room);
  ui.access.Add(AccessRole::kText, text, box);
}

void Label(Ui& ui, TextStyle style, ImU32 color, ImVec2 top_left, std::string_view text,
           float width) {
  if (text.empty()) return;
  const std::string shown = width > 0 ? Ellipsize(ui.theme, style, text, width) : std::string(text);
  DrawText(Canvas(), ui.theme, style, top_left, color, shown);
  const ImVec2 end(top_left.x + TextWidth(ui.theme, style, shown),
                   top_left.y + ui.theme.Face(style).line_height);
  ui.access.Add(AccessRole::kText, text, ImRect(top_left, end));
}

void Fact(Ui& ui, std::string_view name, std::string_view value) {
  const ImVec2 start = Cursor();
  const float room = Room() - kFactName;
  const TextStyle style = TextStyle::kBody;
  const auto lines = WrapText(ui.theme, style, value, room);
  const ImRect box = Take(ImVec2(Room(), 20 * static_cast<float>(lines.size()) + kSpace1));
  DrawText(Canvas(), ui.theme, style, start, ui.theme.color.muted,
           Ellipsize(ui.theme, style, name, kFactName - kSpace2));
  float y = start.y;
  for (const std::string_view line : lines) {
    DrawText(Canvas(), ui.theme, style, ImVec2(start.x + kFactName, y), ui.theme.color.text, line);
    y += 20;
  }
  ui.access.Add(AccessRole::kText, std::string(name) + ": " + std::string(value), box);
}

void DigestText(Ui& ui, std::string_view name, std::string_view hex) {
  if (hex.empty()) return;
  const ImVec2 start = Cursor();
  const float button = ui.layout.control;
  Label(ui, TextStyle::kLabelStrong, ui.theme.color.muted,
        ImVec2(start.x, start.y + (button - 16) / 2), name);
  ImGui::SetCursorScreenPos(ImVec2(start.x + Room() - button, start.y));
  if (IconButton(ui, Icon::kCopy, "Copy " + std::string(name))) {
    ImGui::SetClipboardText(std::string(hex).c_str());
  }
  const std::string grouped = GroupedDigest(hex);
  const ImRect box = Lines(ui, TextStyle::kMono, ui.theme.color.text, grouped, Room());
  ui.access.Add(AccessRole::kText, std::string(name) + ": " + std::string(hex), box);
}

}  // namespace godwit::shell
