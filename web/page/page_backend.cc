#include "web/page/page_backend.h"

#include <algorithm>
#include <array>

#include "web/page/imports.h"

namespace godwit {

void PageBackend::Send(std::string_view request, std::string_view blob) {
  PageSend(request.data(), request.size(), blob.data(), blob.size());
}

void PageBackend::Cancel(int request_id) { PageCancel(request_id); }

void PageBackend::Save(std::string_view name, std::string_view mime_type, std::string_view bytes) {
  PageSave(name.data(), name.size(), mime_type.data(), mime_type.size(), bytes.data(),
           bytes.size());
}

void PageBackend::ChooseFile() { PageChooseFile(); }

void PageBackend::ShowLicences() { PageShowLicences(); }

void PageBackend::RequestFrame() { PageRequestFrame(0); }

void PageBackend::RequestFrameAfter(double seconds) {
  PageRequestFrame(std::max(seconds * 1000, 0.0));
}

double PageBackend::Seconds() { return PageMilliseconds() / 1000; }

bool PageBackend::DrawGlyph(char32_t codepoint, float em_pixels, int weight, GlyphBitmap& out) {
  std::array<float, 6> measures{};
  if (!PageDrawGlyph(codepoint, em_pixels, weight, measures.data())) return false;
  out.width = static_cast<int>(measures[0]);
  out.height = static_cast<int>(measures[1]);
  out.left = measures[2];
  out.top = measures[3];
  out.advance = measures[4];
  out.colored = measures[5] != 0;
  out.rgba.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 4);
  if (!out.rgba.empty()) PageTakeGlyph(out.rgba.data());
  return true;
}

}  // namespace godwit
