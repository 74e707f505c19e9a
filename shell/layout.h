// Where the panels stand for a window's size: wide with everything, compact without the inspector,
// a phone's single column.
#pragma once

#include <cstdint>

#include "imgui.h"
#include "imgui_internal.h"

namespace godwit::shell {

enum class Form : std::uint8_t { kPhone, kCompact, kWide };

struct Layout {
  Form form = Form::kWide;
  ImRect top;   // name, sample, state, theme, download
  ImRect left;  // the timeline; empty on a phone
  ImRect tabs;  // above the centre, or at a phone's lower edge
  ImRect center;
  ImRect inspector;    // empty unless wide; elsewhere the drawer's place
  ImRect bottom;       // what runs; empty when nothing does
  float control = 32;  // height of buttons
  float row = 28;      // height of a table's row
  float padding = 24;  // of the centre
};

// `open`: a database is open, so there are panels; `bottom_bar`: something runs or has just ended.
Layout MakeLayout(ImVec2 size, bool touch, bool open, bool bottom_bar);

}  // namespace godwit::shell
