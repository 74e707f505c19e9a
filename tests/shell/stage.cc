#include "tests/shell/stage.h"

#include <utility>

#include <gtest/gtest.h>

namespace godwit {

using nlohmann::json;

void RecordingBackend::Send(std::string_view request, std::string_view blob) {
  sent.push_back(json::parse(request));
  blobs.emplace_back(blob);
}

void RecordingBackend::Save(std::string_view name, std::string_view, std::string_view bytes) {
  saved.push_back({std::string(name), std::string(bytes)});
}

Stage::Stage(StageSize size, bool dark, std::string native_digests)
    : context_(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(size.width, size.height);
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  io.AddMousePosEvent(-1000, -1000);
  app = std::make_unique<App>(backend, std::move(native_digests));
  app->Prepare({.dark = dark});
  Run();
}

Stage::~Stage() {
  app.reset();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
  ImGui::DestroyContext(context_);
}

void Stage::Frame() {
  ImGui::GetIO().DeltaTime = 1.0F / 60;
  backend.frame_wanted = false;
  ImGui::NewFrame();
  app->Frame();
  ImGui::Render();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed
                                                                      : ImTextureStatus_OK);
  }
  ++frames;
}

void Stage::Settle() {
  constexpr int kMany = 100;
  int drawn = 0;
  do {
    Frame();
  } while (backend.frame_wanted && ++drawn < kMany);
  EXPECT_LT(drawn, kMany) << "the page never comes to rest";
}

void Stage::Run() {
  Settle();
  while (!backend.sent.empty()) {
    Answer(Canned(backend.sent.front()));
    Settle();
  }
}

void Stage::Answer(const json& result, std::string blob) {
  const json request = backend.sent.front();
  backend.sent.pop_front();
  app->Receive(json{{"id", request["id"]}, {"type", "result"}, {"result", result}}.dump(),
               std::move(blob));
}

void Stage::AnswerError(const json& error) {
  const json request = backend.sent.front();
  backend.sent.pop_front();
  app->Receive(json{{"id", request["id"]}, {"type", "error"}, {"error", error}}.dump(), {});
}

void Stage::Progress(std::int64_t done, std::int64_t total, const char* name, const char* unit) {
  const json message = {{"id", backend.sent.front()["id"]},
                        {"type", "progress"},
                        {"phase", "data-step"},
                        {"name", name},
                        {"done", done},
                        {"total", total},
                        {"unit", unit}};
  app->Receive(message.dump(), {});
}

void Stage::OpenPets() {
  Press(AccessRole::kButton, "Pets");
  Run();
}

const AccessNode* Stage::Find(AccessRole role, std::string_view name) const {
  for (const AccessNode& node : app->access().nodes) {
    if (node.role == role && node.name == name) return &node;
  }
  return nullptr;
}

const AccessNode* Stage::FindPrefix(AccessRole role, std::string_view prefix) const {
  for (const AccessNode& node : app->access().nodes) {
    if (node.role == role && node.name.starts_with(prefix)) return &node;
  }
  return nullptr;
}

bool Stage::Shows(std::string_view text) const {
  for (const AccessNode& node : app->access().nodes) {
    if (node.name.find(text) != std::string::npos) return true;
  }
  return false;
}

void Stage::Press(AccessRole role, std::string_view name) {
  const AccessNode* node = Find(role, name);
  ASSERT_NE(node, nullptr) << name;
  app->Press(node->id);
  Settle();
}

void Stage::Click(AccessRole role, std::string_view name) {
  const AccessNode* node = Find(role, name);
  ASSERT_NE(node, nullptr) << name;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(node->left + node->width / 2, node->top + node->height / 2);
  Settle();
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  Settle();
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  Settle();
}

void Stage::Key(ImGuiKey key) {
  ImGui::GetIO().AddKeyEvent(key, true);
  Settle();
  ImGui::GetIO().AddKeyEvent(key, false);
  Settle();
}

void Stage::Wheel(float x, float y, float lines) {
  ImGui::GetIO().AddMousePosEvent(x, y);
  Settle();
  ImGui::GetIO().AddMouseWheelEvent(0, lines);
  Settle();
}

std::string Stage::Pending() const {
  return backend.sent.empty() ? std::string() : backend.sent.front()["method"].get<std::string>();
}

}  // namespace godwit
