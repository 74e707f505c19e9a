#include "shell/access.h"

#include <algorithm>
#include <string>
#include <utility>

#include "imgui_internal.h"
#include "shell/access_recorder.h"

namespace godwit::shell {
namespace {

AccessRole RoleOfFlags(ImGuiItemStatusFlags flags) {
  if ((flags & ImGuiItemStatusFlags_Inputable) != 0) return AccessRole::kTextField;
  if ((flags & ImGuiItemStatusFlags_Checkable) != 0) return AccessRole::kCheckbox;
  return AccessRole::kButton;
}

AccessRecorder* RecorderOf(ImGuiContext* context) {
  return static_cast<AccessRecorder*>(context->TestEngine);
}

}  // namespace

void AccessRecorder::Begin() {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  context.TestEngine = this;
  context.TestEngineHookItems = true;
  entries_.clear();
  index_.clear();
  parents_.clear();
}

void AccessRecorder::Finish() {
  ImGui::GetCurrentContext()->TestEngineHookItems = false;
  tree_.nodes.clear();
  for (Entry& entry : entries_) {
    // An item that neither a widget nor Dear ImGui named is a part of something: a scrollbar, a
    // panel.
    if (entry.described) tree_.nodes.push_back(std::move(entry.node));
  }
  wanted_focus_ = 0;
}

void AccessRecorder::Place(AccessNode& node, const ImRect& box) const {
  ImRect visible = box;
  visible.ClipWithFull(ImGui::GetCurrentContext()->CurrentWindow->ClipRect);
  node.left = visible.Min.x;
  node.top = visible.Min.y;
  node.width = std::max(0.0F, visible.GetWidth());
  node.height = std::max(0.0F, visible.GetHeight());
  if (node.width <= 0 || node.height <= 0) node.width = node.height = 0;
}

AccessRecorder::Entry& AccessRecorder::EntryOf(ImGuiID id) {
  const auto [at, is_new] = index_.try_emplace(id, entries_.size());
  if (is_new) {
    Entry& entry = entries_.emplace_back();
    entry.node.id = id;
    entry.node.parent = parents_.empty() ? 0 : parents_.back();
  }
  return entries_[at->second];
}

AccessNode& AccessRecorder::Describe(ImGuiID id, AccessRole role, std::string_view name) {
  Entry& entry = EntryOf(id);
  entry.described = true;
  entry.node.role = role;
  entry.node.name = name;
  return entry.node;
}

AccessNode& AccessRecorder::Add(AccessRole role, std::string_view name, const ImRect& box) {
  ImGuiWindow* window = ImGui::GetCurrentContext()->CurrentWindow;
  // The same words may stand twice in a panel: the n-th time they get the n-th id.
  ImGuiID id = ImHashData(name.data(), name.size(), window->IDStack.back());
  id = ImHashData(&role, sizeof(role), id);
  while (index_.contains(id)) id = ImHashStr("again", 0, id);
  Entry& entry = EntryOf(id);
  entry.described = true;
  entry.node.role = role;
  entry.node.name = name;
  Place(entry.node, box);
  return entry.node;
}

void AccessRecorder::OnItemAdd(ImGuiID id, const ImRect& box, const ImGuiLastItemData* data) {
  if (data == nullptr) return;  // a window announcing itself
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  AccessNode& node = EntryOf(id).node;
  Place(node, box);
  node.disabled = (data->ItemFlags & ImGuiItemFlags_Disabled) != 0;
  if (wanted_focus_ == id && !node.disabled) {
    ImGui::SetFocusID(id, context.CurrentWindow);
    ImGui::SetNavCursorVisible(true);
    ImGui::ScrollToItem(ImGuiScrollFlags_KeepVisibleEdgeY);
    wanted_focus_ = 0;
  }
  node.focused = context.NavId == id && context.NavCursorVisible;
}

void AccessRecorder::OnItemInfo(ImGuiID id, const char* label, ImGuiItemStatusFlags flags) {
  const auto at = index_.find(id);
  if (at == index_.end()) return;
  Entry& entry = entries_[at->second];
  if (entry.described) return;
  const std::string name(label, ImGui::FindRenderedTextEnd(label));
  if (name.empty()) return;
  entry.described = true;
  entry.node.role = RoleOfFlags(flags);
  entry.node.name = name;
  entry.node.selected = (flags & ImGuiItemStatusFlags_Checked) != 0;
  entry.node.expanded = (flags & ImGuiItemStatusFlags_Opened) != 0;
}

}  // namespace godwit::shell

// Dear ImGui calls these for every item while TestEngineHookItems is set.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& box,
                                 const ImGuiLastItemData* data) {
  if (auto* recorder = godwit::shell::RecorderOf(context)) recorder->OnItemAdd(id, box, data);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label,
                                  ImGuiItemStatusFlags flags) {
  if (auto* recorder = godwit::shell::RecorderOf(context)) recorder->OnItemInfo(id, label, flags);
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
