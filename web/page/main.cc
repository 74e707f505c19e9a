// The shell module's boundary to JavaScript (web/page/page.mjs): what the browser tells the page.
// Text and bytes come through the buffers of GodwitBuffer; positions are CSS pixels from the
// canvas's top left.
#include <array>
#include <cfloat>
#include <memory>
#include <string>
#include <utility>

#include <emscripten.h>

#include "imgui.h"
#include "web/page/keys.h"
#include "web/page/page.h"

namespace {

using godwit::Page;
using godwit::Preferences;

std::unique_ptr<Page> page;
std::array<std::string, 2> buffers;

Preferences MakePreferences(int dark, int reduced_motion, int touch) {
  return {.dark = dark != 0, .reduced_motion = reduced_motion != 0, .touch = touch != 0};
}

}  // namespace

extern "C" {

// Room for `size` bytes of the next call's text: slot 0 and, where a call takes two, slot 1.
EMSCRIPTEN_KEEPALIVE char* GodwitBuffer(int slot, std::size_t size) {
  std::string& buffer = buffers.at(static_cast<std::size_t>(slot));
  std::string().swap(buffer);
  buffer.resize(size);
  return buffer.data();
}

EMSCRIPTEN_KEEPALIVE const char* GodwitVersion() { return GODWIT_VERSION; }

// Buffer 0: the digests that the native build made. Gives 0 when there is no WebGL 2.
EMSCRIPTEN_KEEPALIVE int GodwitStart(int dark, int reduced_motion, int touch, int mac) {
  IMGUI_CHECKVERSION();
  page = std::make_unique<Page>(std::exchange(buffers[0], {}));
  return page->Open(MakePreferences(dark, reduced_motion, touch), mac != 0) ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void GodwitPrefer(int dark, int reduced_motion, int touch) {
  page->app().Prepare(MakePreferences(dark, reduced_motion, touch));
}

EMSCRIPTEN_KEEPALIVE void GodwitResize(float width, float height, int pixel_width,
                                       int pixel_height) {
  page->surface().Resize(width, height, pixel_width, pixel_height);
}

EMSCRIPTEN_KEEPALIVE void GodwitContext(int usable) {
  if (usable != 0) {
    page->surface().Restore();
  } else {
    page->surface().Lose();
  }
}

EMSCRIPTEN_KEEPALIVE void GodwitFrame() { page->Frame(); }
EMSCRIPTEN_KEEPALIVE void GodwitSettle() { page->Settle(); }
EMSCRIPTEN_KEEPALIVE int GodwitBusy() { return page->app().Busy() ? 1 : 0; }

// Buffers: a message of docs/protocol.md and its bytes.
EMSCRIPTEN_KEEPALIVE void GodwitReceive() {
  page->app().Receive(std::exchange(buffers[0], {}), std::exchange(buffers[1], {}));
}

// Buffers: a chosen or dropped file's name and its bytes.
EMSCRIPTEN_KEEPALIVE void GodwitFile() {
  page->app().FileChosen(std::exchange(buffers[0], {}), std::exchange(buffers[1], {}));
}

EMSCRIPTEN_KEEPALIVE void GodwitPress(std::uint32_t node) { page->app().Press(node); }
EMSCRIPTEN_KEEPALIVE void GodwitFocus(std::uint32_t node) { page->app().Focus(node); }

// `touch` is 1 for a finger or a pen.
EMSCRIPTEN_KEEPALIVE void GodwitPoint(float x, float y, int touch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(touch != 0 ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(x, y);
}

// The pointer left; a button still held is released outside of everything, which presses nothing.
EMSCRIPTEN_KEEPALIVE void GodwitPointAway() { ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX); }

// The main button, or the finger, is held down.
EMSCRIPTEN_KEEPALIVE void GodwitHold(int down) {
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, down != 0);
}

EMSCRIPTEN_KEEPALIVE int GodwitDragsItem() { return page->DragsItem() ? 1 : 0; }

// CSS pixels that the content is to move; Dear ImGui counts in steps of five lines.
EMSCRIPTEN_KEEPALIVE void GodwitWheel(float x, float y) {
  const float step = 5 * ImGui::GetStyle().FontSizeBase;
  ImGui::GetIO().AddMouseWheelEvent(-x / step, -y / step);
}

// Bits: 1 control, 2 shift, 4 alt, 8 meta.
EMSCRIPTEN_KEEPALIVE void GodwitModifiers(int held) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, (held & 1) != 0);
  io.AddKeyEvent(ImGuiMod_Shift, (held & 2) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (held & 4) != 0);
  io.AddKeyEvent(ImGuiMod_Super, (held & 8) != 0);
}

// Buffers: KeyboardEvent.code and KeyboardEvent.key.
EMSCRIPTEN_KEEPALIVE void GodwitKey(int down) {
  const ImGuiKey key = godwit::KeyFromBrowser(buffers[0], buffers[1]);
  if (key != ImGuiKey_None) ImGui::GetIO().AddKeyEvent(key, down != 0);
}

EMSCRIPTEN_KEEPALIVE void GodwitText() {
  ImGui::GetIO().AddInputCharactersUTF8(buffers[0].c_str());
}

// The page got or lost the keyboard; when it lost it, every key counts as released.
EMSCRIPTEN_KEEPALIVE void GodwitKeyboard(int here) { ImGui::GetIO().AddFocusEvent(here != 0); }

EMSCRIPTEN_KEEPALIVE void GodwitCopy() { page->Shortcut(ImGuiKey_C); }
EMSCRIPTEN_KEEPALIVE void GodwitCut() { page->Shortcut(ImGuiKey_X); }
EMSCRIPTEN_KEEPALIVE void GodwitSelectAll() { page->Shortcut(ImGuiKey_A); }
EMSCRIPTEN_KEEPALIVE void GodwitPaste() { page->Paste(std::exchange(buffers[0], {})); }
}
