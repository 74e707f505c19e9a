#include "shell/theme.h"

#include <cmath>

namespace godwit::shell {
namespace {

constexpr ImU32 Rgb(std::uint32_t hex) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255);
}

constexpr Palette kDark = {
    .background = Rgb(0x14171A),
    .surface = Rgb(0x1B1F24),
    .raised = Rgb(0x242A31),
    .border = Rgb(0x3A424C),
    .text = Rgb(0xE8EAED),
    .muted = Rgb(0xA3ADB8),
    .accent = Rgb(0xE88A5C),
    .second = Rgb(0x6CB4EE),
    .right = Rgb(0x57C08A),
    .careful = Rgb(0xE6B84A),
    .wrong = Rgb(0xF0716A),
    .on_accent = Rgb(0x14171A),
    .silhouette = Rgb(0x39414B),
};

constexpr Palette kLight = {
    .background = Rgb(0xF7F5F2),
    .surface = Rgb(0xFFFFFF),
    .raised = Rgb(0xEFEBE4),
    .border = Rgb(0xCFC7BB),
    .text = Rgb(0x1E2328),
    .muted = Rgb(0x55606B),
    .accent = Rgb(0xA94A22),
    .second = Rgb(0x1B66A6),
    .right = Rgb(0x22694A),
    .careful = Rgb(0x7A5500),
    .wrong = Rgb(0xB3261E),
    .on_accent = Rgb(0xFFFFFF),
    .silhouette = Rgb(0xD9D3C9),
};

}  // namespace

const Palette& PaletteOf(bool dark) { return dark ? kDark : kLight; }

Theme MakeTheme(bool dark, const FontSet& fonts) {
  Theme theme;
  theme.color = PaletteOf(dark);
  theme.dark = dark;
  theme.type = {{
      {fonts.regular, 14, 20},
      {fonts.semibold, 14, 20},
      {fonts.regular, 12, 16},
      {fonts.semibold, 12, 16},
      {fonts.semibold, 16, 24},
      {fonts.semibold, 24, 32},
      {fonts.mono, 13, 20},
      {fonts.mono, 12, 16},
  }};
  return theme;
}

ImU32 Mix(ImU32 under, ImU32 over, float share) {
  ImU32 mixed = IM_COL32_A_MASK;
  for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT}) {
    const auto from = static_cast<float>((under >> shift) & 255);
    const auto to = static_cast<float>((over >> shift) & 255);
    mixed |= static_cast<ImU32>(std::lround(from + (to - from) * share)) << shift;
  }
  return mixed;
}

ImU32 WithAlpha(ImU32 color, float alpha) {
  const auto byte = static_cast<ImU32>(std::lround(alpha * 255));
  return (color & ~IM_COL32_A_MASK) | (byte << IM_COL32_A_SHIFT);
}

void ApplyStyle(const Theme& theme) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowPadding = style.ItemSpacing = style.ItemInnerSpacing = ImVec2(0, 0);
  style.FramePadding = ImVec2(kSpace3, 6);
  style.WindowBorderSize = style.ChildBorderSize = style.FrameBorderSize = 0;
  style.PopupBorderSize = 1;
  style.WindowRounding = style.ChildRounding = 0;
  style.PopupRounding = kCardCorner;
  style.FrameRounding = kControlCorner;
  style.ScrollbarSize = 10;
  style.ScrollbarRounding = 5;
  style.WindowMinSize = ImVec2(1, 1);
  style.DisabledAlpha = 1;  // disabled controls choose a colour that stays readable
  // Baked line textures know nothing of high densities; geometry does.
  style.AntiAliasedLinesUseTex = false;
  style.CircleTessellationMaxError = 0.1F;
  style.CurveTessellationTol = 0.4F;

  const Palette& color = theme.color;
  const auto set = [&style](ImGuiCol slot, ImU32 value) {
    style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(value);
  };
  set(ImGuiCol_Text, color.text);
  set(ImGuiCol_TextDisabled, color.muted);
  set(ImGuiCol_WindowBg, color.background);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_PopupBg, color.surface);
  set(ImGuiCol_Border, color.border);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, WithAlpha(color.muted, 0.35F));
  set(ImGuiCol_ScrollbarGrabHovered, WithAlpha(color.muted, 0.6F));
  set(ImGuiCol_ScrollbarGrabActive, WithAlpha(color.muted, 0.8F));
  set(ImGuiCol_NavCursor, 0);  // every widget draws its own ring
  set(ImGuiCol_ModalWindowDimBg, WithAlpha(IM_COL32(0, 0, 0, 255), 0.4F));
}

}  // namespace godwit::shell
