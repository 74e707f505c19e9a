#include "web/page/mirror.h"

#include <cmath>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace godwit {
namespace {

using nlohmann::ordered_json;

const char* RoleName(AccessRole role) {
  switch (role) {
    case AccessRole::kButton:
      return "button";
    case AccessRole::kTab:
      return "tab";
    case AccessRole::kTabPanel:
      return "tabpanel";
    case AccessRole::kCheckbox:
      return "checkbox";
    case AccessRole::kTextField:
      return "textbox";
    case AccessRole::kMenuItem:
      return "menuitem";
    case AccessRole::kListItem:
      return "option";
    case AccessRole::kHeading:
      return "heading";
    case AccessRole::kText:
      return "text";
    case AccessRole::kImage:
      return "img";
    case AccessRole::kProgress:
      return "progressbar";
    case AccessRole::kStatus:
      return "status";
    case AccessRole::kTable:
      return "table";
    case AccessRole::kRow:
      return "row";
    case AccessRole::kCell:
      return "cell";
    case AccessRole::kColumnHeader:
      return "columnheader";
  }
  return "text";
}

// A quarter of a pixel is finer than anybody points, and keeps the numbers short.
float Rounded(float length) { return std::round(length * 4) / 4; }

AccessNode Normalised(AccessNode node) {
  node.left = Rounded(node.left);
  node.top = Rounded(node.top);
  node.width = Rounded(node.width);
  node.height = Rounded(node.height);
  return node;
}

bool SameExceptFocus(const AccessNode& a, const AccessNode& b) {
  return a.parent == b.parent && a.role == b.role && a.name == b.name && a.value == b.value &&
         a.left == b.left && a.top == b.top && a.width == b.width && a.height == b.height &&
         a.disabled == b.disabled && a.selected == b.selected && a.expanded == b.expanded &&
         a.level == b.level && a.percent == b.percent;
}

// Whether the same element can go on standing for it, where it is.
bool SamePlace(const AccessNode& a, const AccessNode& b) {
  return a.parent == b.parent && a.role == b.role && a.level == b.level;
}

ordered_json ToJson(const AccessNode& node) {
  ordered_json out = {{"id", node.id},
                      {"parent", node.parent},
                      {"role", RoleName(node.role)},
                      {"name", node.name},
                      {"box", {node.left, node.top, node.width, node.height}}};
  if (!node.value.empty()) out["value"] = node.value;
  if (node.disabled) out["disabled"] = true;
  if (node.selected) out["selected"] = true;
  if (node.expanded) out["expanded"] = true;
  if (node.level > 0) out["level"] = node.level;
  if (node.percent >= 0) out["percent"] = node.percent;
  return out;
}

}  // namespace

std::optional<std::string> Mirror::Update(const AccessTree& tree) {
  ordered_json changes = ordered_json::object();
  ordered_json changed = ordered_json::array();
  std::vector<std::uint32_t> order;
  std::set<std::uint32_t> seen;
  std::uint32_t focus = 0;
  bool moved = false;
  for (const AccessNode& given : tree.nodes) {
    // An id that comes twice would be two elements under one key.
    if (!seen.insert(given.id).second) continue;
    AccessNode node = Normalised(given);
    order.push_back(node.id);
    if (node.focused) focus = node.id;
    const auto known = nodes_.find(node.id);
    if (known != nodes_.end() && SameExceptFocus(known->second, node)) continue;
    moved = moved || (known != nodes_.end() && !SamePlace(known->second, node));
    changed.push_back(ToJson(node));
    nodes_.insert_or_assign(node.id, std::move(node));
  }
  std::erase_if(nodes_, [&seen](const auto& entry) { return !seen.contains(entry.first); });
  if (!changed.empty()) changes["nodes"] = std::move(changed);
  if (moved || order != order_) changes["order"] = order;
  if (focus != focus_) changes["focus"] = focus;
  order_ = std::move(order);
  focus_ = focus;
  if (changes.empty()) return std::nullopt;
  return changes.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace godwit
