// A picture as the shell draws it: filled and stroked outlines on a field of 100 × 100.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "imgui.h"

namespace godwit::shell {

struct Point {
  float x = 0;
  float y = 0;
};

// Curves are already cut into short lines. Colours are packed as Dear ImGui packs them; 0 is none.
struct Shape {
  std::vector<Point> points;
  bool closed = false;
  std::uint32_t fill = 0;
  std::uint32_t fill_bottom = 0;  // another colour: shades from top to bottom
  std::uint32_t stroke = 0;
  float stroke_width = 1;
  bool round_ends = false;
  int clip = -1;  // index of the shape whose outline, which is convex, cuts this one; -1: none
};

struct Picture {
  enum class State : std::uint8_t { kNone, kStored, kFallback };
  std::string key, label, caption, alt;
  State state = State::kNone;
  std::vector<Shape> shapes;
};

// Fills the square at `top_left`. `tint` other than 0 draws a silhouette in that colour instead.
void DrawPicture(ImDrawList* list, const Picture& picture, ImVec2 top_left, float size, ImU32 tint);

}  // namespace godwit::shell
