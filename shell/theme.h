// Colours, type scale and measures: the one place where the playground's looks are numbers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "imgui.h"

namespace godwit::shell {

// Packed as Dear ImGui packs colours.
struct Palette {
  ImU32 background, surface, raised;
  ImU32 border;
  ImU32 text, muted;
  ImU32 accent, second;  // russet, tide
  ImU32 right, careful, wrong;
  ImU32 on_accent;   // text on a field of `accent`
  ImU32 silhouette;  // a pet whose looks are not known yet
};

enum class TextStyle : std::uint8_t {
  kBody,         // 14/20
  kStrong,       // 14/20 semibold
  kLabel,        // 12/16
  kLabelStrong,  // 12/16 semibold
  kTitle,        // 16/24 semibold
  kPage,         // 24/32 semibold, once a page
  kMono,         // 13/20
  kMonoSmall,    // 12/16
};
inline constexpr std::size_t kTextStyles = 8;

struct TypeFace {
  ImFont* font = nullptr;
  float size = 0;  // pixels an em
  float line_height = 0;
};

// Distances on the grid of 4.
inline constexpr float kSpace1 = 4;
inline constexpr float kSpace2 = 8;
inline constexpr float kSpace3 = 12;
inline constexpr float kSpace4 = 16;
inline constexpr float kSpace6 = 24;
inline constexpr float kControlCorner = 6;
inline constexpr float kCardCorner = 10;
inline constexpr float kControlHeight = 32;
inline constexpr float kTouchHeight = 44;
inline constexpr float kTableRow = 28;
inline constexpr float kProseWidth = 540;  // about 72 characters of the body style

struct FontSet {
  ImFont* regular = nullptr;
  ImFont* semibold = nullptr;
  ImFont* mono = nullptr;
};

struct Theme {
  Palette color;
  std::array<TypeFace, kTextStyles> type;
  bool dark = false;

  const TypeFace& Face(TextStyle style) const { return type[static_cast<std::size_t>(style)]; }
};

const Palette& PaletteOf(bool dark);
Theme MakeTheme(bool dark, const FontSet& fonts);

// `share` of `over` laid on `under`, opaque: tints that keep their contrast whatever lies beneath.
ImU32 Mix(ImU32 under, ImU32 over, float share);
ImU32 WithAlpha(ImU32 color, float alpha);

// Gives Dear ImGui's own parts (scrollbars, popups, focus) the theme's looks.
void ApplyStyle(const Theme& theme);

}  // namespace godwit::shell
