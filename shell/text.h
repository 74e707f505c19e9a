// Text in the theme's type scale, laid on line boxes as a browser would: measured, cut, wrapped,
// drawn.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "shell/theme.h"

namespace godwit::shell {

float TextWidth(const Theme& theme, TextStyle style, std::string_view text);

// `top_left` is the corner of the line box, whose height is the style's line height.
void DrawText(ImDrawList* list, const Theme& theme, TextStyle style, ImVec2 top_left, ImU32 color,
              std::string_view text);

// Digits all as wide as each other, so that columns of numbers line up.
float NumberWidth(const Theme& theme, TextStyle style, std::string_view text);
void DrawNumber(ImDrawList* list, const Theme& theme, TextStyle style, ImVec2 top_left, ImU32 color,
                std::string_view text);

// `text`, or as much of its beginning as fits `width` together with an ellipsis.
std::string Ellipsize(const Theme& theme, TextStyle style, std::string_view text, float width);

// The lines of `text` at that width; breaks at spaces, inside a word only when the word alone is
// wider.
std::vector<std::string_view> WrapText(const Theme& theme, TextStyle style, std::string_view text,
                                       float width);

}  // namespace godwit::shell
