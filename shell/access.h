// The accessibility tree: what a frame showed, as roles, names and states. A platform mirrors it to
// whatever its assistive technologies read; in a browser that is the page's own element tree.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace godwit {

enum class AccessRole : std::uint8_t {
  kButton,
  kTab,  // selected
  kTabPanel,
  kCheckbox,   // checked
  kTextField,  // value
  kMenuItem,
  kListItem,  // selected
  kHeading,   // level
  kText,
  kImage,
  kProgress,  // now, out of 100
  kStatus,    // announced when its name changes
  kTable,
  kRow,
  kCell,
  kColumnHeader,
};

struct AccessNode {
  std::uint32_t id = 0;      // stable from frame to frame
  std::uint32_t parent = 0;  // 0 = the page
  AccessRole role = AccessRole::kText;
  std::string name;
  std::string value;
  // Logical pixels from the canvas's top left, clipped to what is visible. Width and height are 0
  // for what is scrolled out of sight; App::Focus brings it in.
  float left = 0;
  float top = 0;
  float width = 0;
  float height = 0;
  bool disabled = false;
  bool selected = false;  // tabs, list items; checked for a checkbox
  bool focused = false;
  bool expanded = false;
  int level = 0;     // headings
  int percent = -1;  // progress
};

struct AccessTree {
  std::vector<AccessNode> nodes;  // parents before children, reading order
};

}  // namespace godwit
