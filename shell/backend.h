// What the shell needs from the platform it runs on: a browser page or a desktop window.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace godwit {

// A character that the shell's own fonts lack, drawn by the platform. All measures in device
// pixels.
struct GlyphBitmap {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;  // width * height * 4 bytes, straight alpha
  bool colored = false;            // an emoji keeps its colours; of other glyphs only alpha counts
  float left = 0;                  // the bitmap's corner, from the pen on the baseline
  float top = 0;                   // negative above the baseline
  float advance = 0;
};

class Backend {
 public:
  virtual ~Backend() = default;

  // Hands a request of docs/protocol.md to the engine. Never blocks; answers arrive through
  // App::Receive.
  virtual void Send(std::string_view request, std::string_view blob) = 0;
  // Asks the engine to end a request at its next boundary.
  virtual void Cancel(int request_id) = 0;

  // Gives the user a file: a download in a browser, a dialog on the desktop.
  virtual void Save(std::string_view name, std::string_view mime_type, std::string_view bytes) = 0;
  // Lets the user choose a database file, which arrives through App::FileChosen.
  virtual void ChooseFile() = 0;
  // Shows the licences of all that is inside.
  virtual void ShowLicences() = 0;

  // Makes sure that another frame is drawn. Without a request no frame is drawn.
  virtual void RequestFrame() = 0;
  // The same after a delay; for carets, clocks and short animations.
  virtual void RequestFrameAfter(double seconds) = 0;
  // Seconds since an arbitrary start, for rates and animations.
  virtual double Seconds() = 0;

  // Draws one character with the platform's interface font at `em_pixels` device pixels an em, as
  // bold as `weight` says in CSS's numbers (400 is regular, 600 semibold).
  // False when the platform cannot; the character then shows as a replacement mark.
  virtual bool DrawGlyph(char32_t codepoint, float em_pixels, int weight, GlyphBitmap& out) {
    (void)codepoint, (void)em_pixels, (void)weight, (void)out;
    return false;
  }
};

}  // namespace godwit
