#include "shell/app.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/access_recorder.h"
#include "shell/client.h"
#include "shell/fonts.h"
#include "shell/parse.h"
#include "shell/state.h"
#include "shell/theme.h"
#include "shell/views/views.h"
#include "shell/widgets.h"

namespace godwit {

using namespace shell;

namespace {

// Dear ImGui settles hover, focus and scrolling over the frames after an input.
constexpr int kSettlingFrames = 3;

std::map<std::string, std::vector<StepDigest>> ReadNativeDigests(const std::string& text) {
  std::map<std::string, std::vector<StepDigest>> native;
  const Json all = Json::parse(text, nullptr, false);
  if (!all.is_object()) return native;
  for (const auto& [sample, steps] : all.items()) native[sample] = ParseSteps(steps);
  return native;
}

void DrawTab(Ui& ui) {
  if (ui.state.choice.tab == Tab::kData && !ui.state.problem) {
    DataView(ui);
    return;
  }
  const char* const names[] = {"timeline-tab", "schema-tab", "data-tab",
                               "gallery-tab",  "checks-tab", "determinism-tab"};
  const float side = ui.layout.padding;
  BeginPanel(ui, names[static_cast<int>(ui.state.choice.tab)], ui.layout.center,
             {.fill = ui.theme.color.surface, .padding = ImVec2(side, side)});
  ProblemPanel(ui);
  switch (ui.state.choice.tab) {
    case Tab::kTimeline:
      TimelineView(ui);
      break;
    case Tab::kSchema:
      SchemaView(ui);
      break;
    case Tab::kData:
      break;
    case Tab::kGallery:
      GalleryView(ui);
      break;
    case Tab::kChecks:
      ChecksView(ui);
      break;
    case Tab::kDeterminism:
      DeterminismView(ui);
      break;
  }
  EndPanel();
}

void DrawInspector(Ui& ui) {
  const bool drawer = !ui.IsWide();
  if (drawer && !ui.state.choice.drawer) return;
  const ImRect& place = ui.layout.inspector;
  const Palette& color = ui.theme.color;
  if (drawer) {
    // Dear ImGui draws a panel's fill beneath all panels, unless the one before it lies in the same
    // place.
    BeginPanel(ui, "beneath-inspector", place, {.scroll = false});
    EndPanel();
  }
  BeginPanel(
      ui, "inspector", place,
      {.fill = drawer ? color.surface : color.background, .padding = ImVec2(kSpace4, kSpace4)});
  if (!ui.IsPhone()) {
    ImDrawList* list = Canvas();
    list->PushClipRect(place.Min, place.Max);
    list->AddLine(ImVec2(place.Min.x + 0.5F, place.Min.y), ImVec2(place.Min.x + 0.5F, place.Max.y),
                  color.border);
    list->PopClipRect();
  }
  InspectorPanel(ui);
  EndPanel();
}

void DrawOpen(Ui& ui) {
  if (!ui.IsPhone()) {
    if (ui.state.project) TimelinePanel(ui);
    const ImRect& left = ui.layout.left;
    Canvas()->AddLine(ImVec2(left.Max.x - 0.5F, left.Min.y), ImVec2(left.Max.x - 0.5F, left.Max.y),
                      ui.theme.color.border);
  }
  ImDrawList* list = Canvas();
  list->AddRectFilled(ui.layout.center.Min, ui.layout.center.Max, ui.theme.color.surface);
  DrawTab(ui);
  TabBar(ui);
  DrawInspector(ui);
}

void DrawScreen(Ui& ui) {
  if (ui.state.screen == Screen::kOpen) {
    DrawOpen(ui);
    return;
  }
  const float side = ui.layout.padding;
  BeginPanel(ui, "screen", ui.layout.center,
             {.fill = ui.theme.color.background, .padding = ImVec2(side, side)});
  ProblemPanel(ui);
  switch (ui.state.screen) {
    case Screen::kOpening:
      OpeningView(ui);
      break;
    case Screen::kChooseUse:
      ChooseUseView(ui);
      break;
    default:
      StartView(ui);
      break;
  }
  EndPanel();
}

}  // namespace

struct App::Impl {
  Impl(Backend& borrowed, const std::string& native_digests)
      : backend(borrowed), client(borrowed, state) {
    state.native_steps = ReadNativeDigests(native_digests);
  }

  void Escape();
  void Draw();

  Backend& backend;
  State state;
  Client client;
  AccessRecorder access;
  Preferences preferences;
  FontSet fonts;
  Theme theme;
  int settling = kSettlingFrames;
  bool started = false;
};

void App::Impl::Escape() {
  if (!ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return;
  Choice& choice = state.choice;
  if (choice.sample_menu) {
    choice.sample_menu = false;
  } else if (choice.drawer) {
    choice.drawer = false;
  } else if (state.problem) {
    state.problem.reset();
  }
}

void App::Impl::Draw() {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const bool open = state.screen == Screen::kOpen;
  const bool bar =
      state.activity.state != Activity::State::kNone && state.screen != Screen::kOpening;
  const Layout layout = MakeLayout(size, preferences.touch, open, bar);
  Ui ui{theme, layout, preferences, access, state, client, backend};
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(size);
  ImGui::Begin("godwit", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus);
  TopBar(ui);
  DrawScreen(ui);
  if (bar) BottomBar(ui);
  SampleMenu(ui);
  ImGui::End();
}

App::App(Backend& backend, const std::string& native_digests)
    : impl_(std::make_unique<Impl>(backend, native_digests)) {}
App::~App() = default;

void App::Prepare(const Preferences& preferences) {
  impl_->preferences = preferences;
  if (impl_->fonts.regular == nullptr) impl_->fonts = LoadFonts(impl_->backend);
  impl_->theme = MakeTheme(preferences.dark, impl_->fonts);
  ApplyStyle(impl_->theme);
  ImGuiIO& io = ImGui::GetIO();
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.IniFilename = nullptr;
  impl_->settling = kSettlingFrames;
  if (!std::exchange(impl_->started, true)) impl_->client.Start();
  impl_->backend.RequestFrame();
}

void App::Receive(std::string_view message, std::string_view blob) {
  impl_->client.Receive(message, blob);
  impl_->settling = kSettlingFrames;
  impl_->backend.RequestFrame();
}

void App::FileChosen(std::string name, std::string bytes) {
  impl_->state.file = {std::move(name), std::move(bytes)};
  impl_->state.screen = Screen::kChooseUse;
  impl_->settling = kSettlingFrames;
  impl_->backend.RequestFrame();
}

void App::Frame() {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  // Soft edges one device pixel wide, whatever the density.
  const float density = std::max(1.0F, ImGui::GetIO().DisplayFramebufferScale.x);
  context.DrawListSharedData.InitialFringeScale = 1 / density;
  if (context.InputEventsTrail.Size > 0) impl_->settling = kSettlingFrames;
  const bool dark = impl_->preferences.dark;
  impl_->Escape();
  impl_->access.Begin();
  impl_->Draw();
  impl_->access.Finish();
  if (impl_->preferences.dark != dark) {
    impl_->theme = MakeTheme(impl_->preferences.dark, impl_->fonts);
    ApplyStyle(impl_->theme);
    impl_->settling = kSettlingFrames;
  }
  if (impl_->settling > 0) {
    --impl_->settling;
    impl_->backend.RequestFrame();
  }
}

const AccessTree& App::access() const { return impl_->access.tree(); }

void App::Press(std::uint32_t node_id) {
  ImGui::ActivateItemByID(node_id);
  impl_->settling = kSettlingFrames;
  impl_->backend.RequestFrame();
}

void App::Focus(std::uint32_t node_id) {
  impl_->access.RequestFocus(node_id);
  impl_->settling = kSettlingFrames;
  impl_->backend.RequestFrame();
}

bool App::Busy() const {
  return impl_->state.Running() || !impl_->client.Idle() || impl_->settling > 0;
}

}  // namespace godwit
