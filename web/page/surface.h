// The canvas: its WebGL 2 context and Dear ImGui's renderer on it.
#pragma once

namespace godwit {

class Surface {
 public:
  // False when the browser has no WebGL 2. REQUIRES: a Dear ImGui context.
  bool Open(const char* canvas_selector);

  // The canvas's size in CSS pixels and in device pixels.
  void Resize(float width, float height, int pixel_width, int pixel_height);

  // A lost context draws nothing until Restore has made everything in it anew.
  void Lose();
  void Restore();

  // Around the building of a frame, and the drawing of the last one built.
  void BeginFrame();
  void Draw();

  bool usable() const { return context_ != 0 && !lost_; }

 private:
  unsigned long context_ = 0;
  bool lost_ = false;
};

}  // namespace godwit
