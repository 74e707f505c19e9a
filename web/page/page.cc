#include "web/page/page.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "imgui.h"
#include "imgui_internal.h"
#include "web/page/imports.h"

namespace godwit {
namespace {

// Dear ImGui spreads quick input over frames (a press and its release are never in the same one).
constexpr int kMaxSettleFrames = 8;
// After a pause the clock must not jump: an animation would end before it was seen.
constexpr double kLongestStep = 0.1;
constexpr double kShortestStep = 0.001;

}  // namespace

Page::Context::Context() : imgui(ImGui::CreateContext()) {}
Page::Context::~Context() { ImGui::DestroyContext(imgui); }

Page::Page(const std::string& native_digests) : app_(backend_, native_digests) {}

bool Page::Open(const Preferences& preferences, bool mac) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigMacOSXBehaviors = mac;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.BackendPlatformName = "godwit_page";
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_ClipboardUserData = this;
  platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
    const std::string_view view(text);
    PageCopy(view.data(), view.size());
  };
  platform.Platform_GetClipboardTextFn = [](ImGuiContext* context) {
    const auto* page = static_cast<const Page*>(context->PlatformIO.Platform_ClipboardUserData);
    return page->clipboard_.c_str();
  };
  if (!surface_.Open("#canvas")) return false;
  app_.Prepare(preferences);
  last_build_ = PageMilliseconds();
  return true;
}

void Page::Build() {
  building_ = true;
  const double now = PageMilliseconds();
  ImGuiIO& io = ImGui::GetIO();
  io.DeltaTime =
      static_cast<float>(std::clamp((now - last_build_) / 1000, kShortestStep, kLongestStep));
  last_build_ = now;
  surface_.BeginFrame();
  ImGui::NewFrame();
  app_.Frame();
  ImGui::Render();
  building_ = false;
  if (const std::optional<std::string> changes = mirror_.Update(app_.access())) {
    PageMirror(changes->data(), changes->size());
  }
}

void Page::ShareCursor() {
  const int cursor = ImGui::GetMouseCursor();
  if (cursor == cursor_) return;
  cursor_ = cursor;
  PageCursor(cursor);
}

void Page::Frame() {
  if (building_ || !surface_.usable()) return;
  Build();
  surface_.Draw();
  ShareCursor();
}

void Page::Settle() {
  if (building_ || !surface_.usable()) return;
  int frames = 0;
  do {
    Build();
  } while (++frames < kMaxSettleFrames && context_.imgui->InputEventsQueue.Size > 0);
}

void Page::Shortcut(int letter_key) {
  ImGuiIO& io = ImGui::GetIO();
  const auto key = static_cast<ImGuiKey>(letter_key);
  // On a Mac, Dear ImGui takes the command key for the control key.
  const ImGuiKey modifier = io.ConfigMacOSXBehaviors ? ImGuiMod_Super : ImGuiMod_Ctrl;
  io.AddKeyEvent(modifier, true);
  io.AddKeyEvent(key, true);
  io.AddKeyEvent(key, false);
  io.AddKeyEvent(modifier, false);
  Settle();
}

void Page::Paste(std::string text) {
  clipboard_ = std::move(text);
  Shortcut(ImGuiKey_V);
  clipboard_.clear();
}

bool Page::DragsItem() const {
  return context_.imgui->ActiveId != 0 && context_.imgui->ActiveIdUsingNavDirMask != 0;
}

}  // namespace godwit
