// The shell's Backend in a browser page: everything goes through web/page/imports.h.
#pragma once

#include <string_view>

#include "shell/backend.h"

namespace godwit {

class PageBackend final : public Backend {
 public:
  void Send(std::string_view request, std::string_view blob) override;
  void Cancel(int request_id) override;
  void Save(std::string_view name, std::string_view mime_type, std::string_view bytes) override;
  void ChooseFile() override;
  void ShowLicences() override;
  void RequestFrame() override;
  void RequestFrameAfter(double seconds) override;
  double Seconds() override;
  bool DrawGlyph(char32_t codepoint, float em_pixels, int weight, GlyphBitmap& out) override;
};

}  // namespace godwit
