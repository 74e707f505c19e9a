// Collects a frame's accessibility tree while the widgets are drawn. Dear ImGui's item hooks give
// each item's id, box and flags; the widgets add role, name and state.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "imgui.h"
#include "imgui_internal.h"
#include "shell/access.h"

namespace godwit::shell {

class AccessRecorder {
 public:
  // Attaches to the current Dear ImGui context; call at the beginning of a frame's widgets.
  void Begin();
  // Ends the frame: `tree()` is what it showed.
  void Finish();
  const AccessTree& tree() const { return tree_; }

  // Says what the item `id`, which was just added, is. The reference is good until the next call.
  AccessNode& Describe(ImGuiID id, AccessRole role, std::string_view name);
  // Something that is not an item: text, a heading, a picture, a table.
  AccessNode& Add(AccessRole role, std::string_view name, const ImRect& box);

  // What follows is inside that node, until Leave.
  void Enter(std::uint32_t id) { parents_.push_back(id); }
  void Leave() { parents_.pop_back(); }

  // The item gets the keyboard focus when it comes by in the next frame.
  void RequestFocus(ImGuiID id) { wanted_focus_ = id; }

  // Called by the hooks.
  void OnItemAdd(ImGuiID id, const ImRect& box, const ImGuiLastItemData* data);
  void OnItemInfo(ImGuiID id, const char* label, ImGuiItemStatusFlags flags);

 private:
  struct Entry {
    AccessNode node;
    bool described = false;
  };
  Entry& EntryOf(ImGuiID id);
  void Place(AccessNode& node, const ImRect& box) const;

  std::vector<Entry> entries_;
  std::unordered_map<ImGuiID, std::size_t> index_;
  std::vector<std::uint32_t> parents_;
  AccessTree tree_;
  ImGuiID wanted_focus_ = 0;
};

}  // namespace godwit::shell
