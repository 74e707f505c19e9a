#include "shell/layout.h"

#include <algorithm>

#include "shell/theme.h"

namespace godwit::shell {
namespace {

constexpr float kTopBar = 48;
constexpr float kPhoneTopBar = 56;
constexpr float kLeft = 248;
constexpr float kInspector = 304;
constexpr float kTabBar = 44;
constexpr float kPhoneTabBar = 60;
constexpr float kBottomBar = 40;
constexpr float kPhoneBottomBar = 64;
constexpr float kPhoneBelow = 720;
constexpr float kWideFrom = 1280;

}  // namespace

Layout MakeLayout(ImVec2 size, bool touch, bool open, bool bottom_bar) {
  Layout layout;
  layout.form = size.x < kPhoneBelow ? Form::kPhone
                : size.x < kWideFrom ? Form::kCompact
                                     : Form::kWide;
  const bool phone = layout.form == Form::kPhone;
  if (touch || phone) layout.control = layout.row = kTouchHeight;
  layout.padding = phone ? kSpace4 : kSpace6;

  ImRect rest(ImVec2(0, 0), size);
  layout.top = ImRect(0, 0, size.x, phone ? kPhoneTopBar : kTopBar);
  rest.Min.y = layout.top.Max.y;
  layout.bottom = layout.left = layout.tabs = layout.inspector =
      ImRect(size.x, size.y, size.x, size.y);
  if (phone && open) {
    layout.tabs = ImRect(0, size.y - kPhoneTabBar, size.x, size.y);
    rest.Max.y = layout.tabs.Min.y;
  }
  if (bottom_bar) {
    const float height = phone ? kPhoneBottomBar : std::max(kBottomBar, layout.control + kSpace2);
    layout.bottom = ImRect(0, rest.Max.y - height, size.x, rest.Max.y);
    rest.Max.y = layout.bottom.Min.y;
  }
  if (open && !phone) {
    layout.left = ImRect(0, rest.Min.y, kLeft, rest.Max.y);
    rest.Min.x = kLeft;
    const float inspector = size.x - kInspector;
    layout.inspector = ImRect(inspector, rest.Min.y, size.x, rest.Max.y);
    if (layout.form == Form::kWide) rest.Max.x = inspector;
    const float tab_bar = touch ? kTouchHeight + kSpace1 : kTabBar;
    layout.tabs = ImRect(rest.Min.x, rest.Min.y, rest.Max.x, rest.Min.y + tab_bar);
    rest.Min.y = layout.tabs.Max.y;
  } else if (phone) {
    layout.inspector = rest;
  }
  layout.center = rest;
  return layout;
}

}  // namespace godwit::shell
