// WebGL 2 by Emscripten's html5.h.
#include "web/page/surface.h"

#include <GLES3/gl3.h>
#include <emscripten/html5_webgl.h>

#include "imgui.h"
#include "imgui_impl_opengl3.h"

namespace godwit {
namespace {

constexpr const char* kShaderVersion = "#version 300 es";

}  // namespace

bool Surface::Open(const char* canvas_selector) {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;  // The page behind never shines through.
  attributes.depth = false;
  attributes.antialias = false;  // Dear ImGui smooths its edges itself.
  attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context =
      emscripten_webgl_create_context(canvas_selector, &attributes);
  if (context <= 0) return false;
  context_ = static_cast<unsigned long>(context);
  emscripten_webgl_make_context_current(context);
  return ImGui_ImplOpenGL3_Init(kShaderVersion);
}

void Surface::Resize(float width, float height, int pixel_width, int pixel_height) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(width, height);
  if (width > 0 && height > 0) {
    io.DisplayFramebufferScale =
        ImVec2(static_cast<float>(pixel_width) / width, static_cast<float>(pixel_height) / height);
  }
}

void Surface::Lose() {
  if (!usable()) return;
  lost_ = true;
  // Everything in it is gone; deleting the names now says nothing to anybody, later it would.
  ImGui_ImplOpenGL3_Shutdown();
}

void Surface::Restore() {
  if (!lost_) return;
  lost_ = false;
  ImGui_ImplOpenGL3_Init(kShaderVersion);
}

void Surface::BeginFrame() {
  if (usable()) ImGui_ImplOpenGL3_NewFrame();
}

void Surface::Draw() {
  ImDrawData* data = ImGui::GetDrawData();
  if (!usable() || data == nullptr) return;
  const ImGuiIO& io = ImGui::GetIO();
  const int width = static_cast<int>(io.DisplaySize.x * io.DisplayFramebufferScale.x + 0.5F);
  const int height = static_cast<int>(io.DisplaySize.y * io.DisplayFramebufferScale.y + 0.5F);
  const ImVec4 ground = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg);
  glViewport(0, 0, width, height);
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(data);
}

}  // namespace godwit
