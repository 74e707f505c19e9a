#include "shell/widgets.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "imgui_internal.h"

namespace godwit::shell {
namespace {

constexpr float kIcon = 16;

struct ButtonColors {
  ImU32 fill, border, text;
};

ButtonColors ColorsOf(const Ui& ui, const ButtonLook& look, const ItemState& item) {
  const Palette& color = ui.theme.color;
  const float press = item.held && item.hovered ? 0.16F : item.hovered ? 0.08F : 0;
  if (!look.enabled) {
    const bool quiet = look.kind == ButtonKind::kQuiet;
    return {quiet ? 0 : color.raised, quiet ? 0 : color.raised,
            Mix(color.raised, color.muted, 0.75F)};
  }
  switch (look.kind) {
    case ButtonKind::kPrimary: {
      const ImU32 fill = Mix(color.accent, color.text, press);
      return {fill, fill, color.on_accent};
    }
    case ButtonKind::kDanger:
      return {Mix(color.surface, color.wrong, press * 1.5F), color.border, color.wrong};
    case ButtonKind::kQuiet:
      return {press > 0 ? WithAlpha(color.text, press) : 0, 0, color.text};
    case ButtonKind::kPlain:
      break;
  }
  return {Mix(color.surface, color.text, press), color.border, color.text};
}

void DrawButton(Ui& ui, const ItemState& item, std::string_view label, const ButtonLook& look) {
  const ButtonColors colors = ColorsOf(ui, look, item);
  ImDrawList* list = Canvas();
  list->AddRectFilled(item.box.Min, item.box.Max, colors.fill, kControlCorner);
  if ((colors.border & IM_COL32_A_MASK) != 0 && colors.border != colors.fill) {
    list->AddRect(item.box.Min, item.box.Max, colors.border, kControlCorner);
  }
  const float icon = look.icon == Icon::kNone ? 0 : kIcon + (label.empty() ? 0 : 6);
  const float text = TextWidth(ui.theme, TextStyle::kStrong, label);
  float x = item.box.GetCenter().x - (icon + text) / 2;
  if (icon > 0) {
    DrawIcon(list, look.icon, ImVec2(std::round(x) + kIcon / 2, item.box.GetCenter().y), kIcon,
             colors.text);
  }
  x += icon;
  DrawText(list, ui.theme, TextStyle::kStrong,
           ImVec2(x, item.box.GetCenter().y - ui.theme.Face(TextStyle::kStrong).line_height / 2),
           colors.text, label);
  FocusRing(ui, item, kControlCorner);
}

}  // namespace

void BeginPanel(Ui& ui, const char* id, const ImRect& place, const PanelLook& look) {
  (void)ui;
  ImGui::SetCursorScreenPos(place.Min);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, look.fill);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, look.padding);
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoSavedSettings;
  if (look.horizontal_scroll) flags |= ImGuiWindowFlags_HorizontalScrollbar;
  if (!look.scroll) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::BeginChild(id, place.GetSize(),
                    ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_NavFlattened, flags);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
}

void EndPanel() { ImGui::EndChild(); }

void Gap(float height) { ImGui::Dummy(ImVec2(0, height)); }

ImRect Take(ImVec2 size) {
  const ImVec2 at = Cursor();
  ImGui::Dummy(size);
  return {at, ImVec2(at.x + size.x, at.y + size.y)};
}

ItemState Item(Ui& ui, std::string_view key, ImVec2 size, AccessRole role, std::string_view name,
               bool enabled) {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  ImGuiWindow* window = context.CurrentWindow;
  ItemState item;
  item.id = window->GetID(key.data(), key.data() + key.size());
  item.box = ImRect(window->DC.CursorPos,
                    ImVec2(window->DC.CursorPos.x + size.x, window->DC.CursorPos.y + size.y));
  ImGui::ItemSize(size, 0);
  const ImGuiItemFlags disabled = ImGuiItemFlags_Disabled;
  item.visible = ImGui::ItemAdd(item.box, item.id, nullptr, enabled ? 0 : disabled);
  ui.access.Describe(item.id, role, name);
  // A button that its own press disables would otherwise hold the mouse for ever.
  if (!enabled && context.ActiveId == item.id) ImGui::ClearActiveID();
  if (!enabled || !item.visible) return item;
  item.pressed = ImGui::ButtonBehavior(item.box, item.id, &item.hovered, &item.held);
  item.focused = context.NavId == item.id && context.NavCursorVisible;
  item.just_focused = context.NavJustMovedToId == item.id;
  if (item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (item.pressed) ui.backend.RequestFrame();
  return item;
}

void FocusRing(Ui& ui, const ItemState& item, float corner, bool inside) {
  if (!item.focused) return;
  const float away = inside ? -1 : 3;
  ImRect ring = item.box;
  ring.Expand(away);
  Canvas()->AddRect(ring.Min, ring.Max, ui.theme.color.second, std::max(0.0F, corner + away), 0, 2);
}

float ButtonWidth(Ui& ui, std::string_view label, Icon icon) {
  const float words = TextWidth(ui.theme, TextStyle::kStrong, label);
  return std::ceil(words) + (icon == Icon::kNone ? 0 : kIcon + 6) + 2 * kSpace3;
}

bool Button(Ui& ui, std::string_view label, const ButtonLook& look) {
  const float width = look.width > 0 ? look.width : ButtonWidth(ui, label, look.icon);
  const ItemState item = Item(ui, label, ImVec2(width, ui.layout.control), AccessRole::kButton,
                              look.name.empty() ? label : look.name, look.enabled);
  DrawButton(ui, item, label, look);
  return item.pressed;
}

bool IconButton(Ui& ui, Icon icon, std::string_view name, bool enabled) {
  const ItemState item = Item(ui, name, ImVec2(ui.layout.control, ui.layout.control),
                              AccessRole::kButton, name, enabled);
  DrawButton(ui, item, {}, {.kind = ButtonKind::kQuiet, .icon = icon, .enabled = enabled});
  return item.pressed;
}

ItemState ListRow(Ui& ui, std::string_view key, float height, bool selected,
                  std::string_view name) {
  ItemState item = Item(ui, key, ImVec2(Room(), height), AccessRole::kListItem, name);
  ui.access.Describe(item.id, AccessRole::kListItem, name).selected = selected;
  if (!item.visible) return item;
  const Palette& color = ui.theme.color;
  ImDrawList* list = Canvas();
  if (selected) {
    list->AddRectFilled(item.box.Min, item.box.Max, WithAlpha(color.accent, 0.12F), kControlCorner);
    list->AddRectFilled(ImVec2(item.box.Min.x, item.box.Min.y + kSpace2),
                        ImVec2(item.box.Min.x + 3, item.box.Max.y - kSpace2), color.accent, 1.5F);
  } else if (item.hovered) {
    list->AddRectFilled(item.box.Min, item.box.Max, WithAlpha(color.text, 0.06F), kControlCorner);
  }
  FocusRing(ui, item, kControlCorner, true);
  return item;
}

ImU32 ColorOf(const Theme& theme, Tone tone) {
  switch (tone) {
    case Tone::kRight:
      return theme.color.right;
    case Tone::kCareful:
      return theme.color.careful;
    case Tone::kWrong:
      return theme.color.wrong;
    case Tone::kAccent:
      return theme.color.accent;
    case Tone::kSecond:
      return theme.color.second;
    case Tone::kQuiet:
      break;
  }
  return theme.color.muted;
}

float BadgeWidth(Ui& ui, std::string_view word) {
  return std::ceil(TextWidth(ui.theme, TextStyle::kLabelStrong, word)) + 14 + 4 + 2 * kSpace2;
}

float Badge(Ui& ui, ImVec2 top_left, Tone tone, Icon icon, std::string_view word) {
  const ImU32 color = ColorOf(ui.theme, tone);
  const float width = BadgeWidth(ui, word);
  ImDrawList* list = Canvas();
  const ImVec2 end(top_left.x + width, top_left.y + 24);
  list->AddRectFilled(top_left, end, WithAlpha(color, 0.12F), 12);
  DrawIcon(list, icon, ImVec2(top_left.x + kSpace2 + 7, top_left.y + 12), 14, color);
  Label(ui, TextStyle::kLabelStrong, color, ImVec2(top_left.x + kSpace2 + 18, top_left.y + 4),
        word);
  return width;
}

void ProgressBar(Ui& ui, const ImRect& box, float share, std::string_view name) {
  ImDrawList* list = Canvas();
  const float corner = box.GetHeight() / 2;
  list->AddRectFilled(box.Min, box.Max, ui.theme.color.raised, corner);
  const float shown = share < 0 ? 0.3F : std::clamp(share, 0.0F, 1.0F);
  if (shown > 0) {
    const float width = std::max(box.GetHeight(), box.GetWidth() * shown);
    list->AddRectFilled(box.Min, ImVec2(box.Min.x + width, box.Max.y),
                        WithAlpha(ui.theme.color.accent, share < 0 ? 0.5F : 1), corner);
  }
  AccessNode& node = ui.access.Add(AccessRole::kProgress, name, box);
  node.percent = share < 0 ? -1 : static_cast<int>(std::lround(shown * 100));
}

bool EmptyState(Ui& ui, Icon icon, std::string_view title, std::string_view words,
                std::string_view action, bool enabled) {
  const float width = std::min(Room(), 400.0F);
  const ImVec2 start = Cursor();
  const float left = start.x + (Room() - width) / 2;
  const float height = 48 + 24 + 8 + 60 + 48;
  const float top = start.y + std::max(kSpace6, (ImGui::GetContentRegionAvail().y - height) * 0.4F);
  const auto centered = [&](TextStyle style, ImU32 color, std::string_view text, float y) {
    for (const std::string_view line : WrapText(ui.theme, style, text, width)) {
      const float x = left + (width - TextWidth(ui.theme, style, line)) / 2;
      DrawText(Canvas(), ui.theme, style, ImVec2(x, y), color, line);
      y += ui.theme.Face(style).line_height;
    }
    return y;
  };
  const ImU32 faint = Mix(ui.theme.color.surface, ui.theme.color.muted, 0.55F);
  DrawIcon(Canvas(), icon, ImVec2(left + width / 2, top + 16), 32, faint);
  float y = centered(TextStyle::kTitle, ui.theme.color.text, title, top + 44);
  ui.access.Add(AccessRole::kHeading, title, ImRect(left, top + 44, left + width, y)).level = 2;
  const float words_top = y + kSpace1;
  y = centered(TextStyle::kBody, ui.theme.color.muted, words, words_top);
  ui.access.Add(AccessRole::kText, words, ImRect(left, words_top, left + width, y));
  bool pressed = false;
  if (!action.empty()) {
    const float button = ButtonWidth(ui, action, Icon::kNone);
    ImGui::SetCursorScreenPos(ImVec2(std::round(left + (width - button) / 2), y + kSpace4));
    pressed = Button(ui, action, {.kind = ButtonKind::kPrimary, .enabled = enabled});
  }
  return pressed;
}

}  // namespace godwit::shell
