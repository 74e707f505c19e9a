// The frame around the views: top bar with the sample's menu, tabs, the bar that tells what runs.
#include <algorithm>
#include <cmath>
#include <string>

#include "imgui_internal.h"
#include "shell/views/views.h"
#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

// Vertical middle of a bar for something that high.
float Middle(const ImRect& bar, float height) {
  return std::round(bar.Min.y + (bar.GetHeight() - height) / 2);
}

// Mark and name; gives where the next thing may stand.
float Brand(Ui& ui, const ImRect& bar) {
  const Palette& color = ui.theme.color;
  const float left = bar.Min.x + kSpace4;
  DrawMark(Canvas(), ImVec2(left + 12, bar.GetCenter().y), 24, color.accent, color.second);
  if (ui.IsPhone() && ui.state.screen == Screen::kOpen) return left + 32;
  Label(ui, TextStyle::kTitle, color.text, ImVec2(left + 34, Middle(bar, 24)), "Godwit");
  return left + 34 + TextWidth(ui.theme, TextStyle::kTitle, "Godwit") + kSpace4;
}

float SampleButton(Ui& ui, const ImRect& bar, float left, float most) {
  const Palette& color = ui.theme.color;
  const std::string name =
      Ellipsize(ui.theme, TextStyle::kStrong, ui.state.database_name, most - 40);
  const float width = TextWidth(ui.theme, TextStyle::kStrong, name) + 2 * kSpace2 + 20;
  ImGui::SetCursorScreenPos(ImVec2(left, Middle(bar, ui.layout.control)));
  const std::string words = "Sample: " + ui.state.database_name;
  const ItemState item =
      Item(ui, "sample", ImVec2(width, ui.layout.control), AccessRole::kButton, words);
  ui.access.Describe(item.id, AccessRole::kButton, words).expanded = ui.state.choice.sample_menu;
  if (item.pressed) ui.state.choice.sample_menu = !ui.state.choice.sample_menu;
  if (item.hovered || ui.state.choice.sample_menu) {
    Canvas()->AddRectFilled(item.box.Min, item.box.Max, WithAlpha(color.text, 0.06F),
                            kControlCorner);
  }
  DrawText(Canvas(), ui.theme, TextStyle::kStrong,
           ImVec2(item.box.Min.x + kSpace2, item.box.GetCenter().y - 10), color.text, name);
  DrawIcon(Canvas(), Icon::kChevronDown, ImVec2(item.box.Max.x - 14, item.box.GetCenter().y), 16,
           color.muted);
  FocusRing(ui, item, kControlCorner);
  return item.box.Max.x + kSpace3;
}

// Buttons from the right edge; gives where the leftmost begins.
float TopActions(Ui& ui, const ImRect& bar) {
  const float control = ui.layout.control;
  const float top = Middle(bar, control);
  float right = bar.Max.x - kSpace3;
  if (ui.state.screen == Screen::kOpen) {
    const bool words = !ui.IsPhone();
    const float width = words ? ButtonWidth(ui, "Download database", Icon::kDownload) : control;
    right -= width;
    ImGui::SetCursorScreenPos(ImVec2(right, top));
    const bool idle = !ui.state.Running();
    const bool pressed =
        words ? Button(ui, "Download database", {.icon = Icon::kDownload, .enabled = idle})
              : IconButton(ui, Icon::kDownload, "Download database", idle);
    if (pressed) ui.client.Download();
    right -= kSpace2;
  }
  right -= control;
  ImGui::SetCursorScreenPos(ImVec2(right, top));
  if (IconButton(ui, ui.preferences.dark ? Icon::kSun : Icon::kMoon,
                 ui.preferences.dark ? "Light theme" : "Dark theme")) {
    ui.preferences.dark = !ui.preferences.dark;
  }
  if (ui.state.screen == Screen::kOpen && !ui.IsWide()) {
    right -= control + kSpace1;
    ImGui::SetCursorScreenPos(ImVec2(right, top));
    if (IconButton(ui, Icon::kPanel, ui.state.choice.drawer ? "Hide details" : "Show details")) {
      ui.state.choice.drawer = !ui.state.choice.drawer;
    }
  }
  return right - kSpace3;
}

void PhoneTab(Ui& ui, const TabInfo& tab, float left, float width) {
  const Palette& color = ui.theme.color;
  const bool selected = ui.state.choice.tab == tab.tab;
  ImGui::SetCursorScreenPos(ImVec2(left, ui.layout.tabs.Min.y));
  const ItemState item =
      Item(ui, tab.name, ImVec2(width, ui.layout.tabs.GetHeight()), AccessRole::kTab, tab.name);
  ui.access.Describe(item.id, AccessRole::kTab, tab.name).selected = selected;
  if (item.pressed) ui.state.choice.tab = tab.tab;
  const ImU32 ink = selected ? color.accent : color.muted;
  const ImVec2 middle = item.box.GetCenter();
  DrawIcon(Canvas(), tab.icon, ImVec2(middle.x, item.box.Min.y + 20), 20, ink);
  const TextStyle style = selected ? TextStyle::kLabelStrong : TextStyle::kLabel;
  DrawText(Canvas(), ui.theme, style,
           ImVec2(middle.x - TextWidth(ui.theme, style, tab.name) / 2, item.box.Min.y + 36), ink,
           tab.name);
  FocusRing(ui, item, 0, true);
}

void WideTab(Ui& ui, const TabInfo& tab, float left, float width) {
  const Palette& color = ui.theme.color;
  const ImRect& bar = ui.layout.tabs;
  const bool selected = ui.state.choice.tab == tab.tab;
  ImGui::SetCursorScreenPos(ImVec2(left, bar.Min.y));
  const ItemState item =
      Item(ui, tab.name, ImVec2(width, bar.GetHeight()), AccessRole::kTab, tab.name);
  ui.access.Describe(item.id, AccessRole::kTab, tab.name).selected = selected;
  if (item.pressed) ui.state.choice.tab = tab.tab;
  const TextStyle style = selected ? TextStyle::kStrong : TextStyle::kBody;
  const float text = TextWidth(ui.theme, style, tab.name);
  DrawText(Canvas(), ui.theme, style, ImVec2(item.box.GetCenter().x - text / 2, Middle(bar, 20)),
           selected || item.hovered ? color.text : color.muted, tab.name);
  if (selected) {
    Canvas()->AddRectFilled(ImVec2(item.box.Min.x + kSpace3, bar.Max.y - 3),
                            ImVec2(item.box.Max.x - kSpace3, bar.Max.y - 1), color.accent, 1);
  }
  FocusRing(ui, item, kControlCorner, true);
}

std::string RunningWords(const Activity& activity) {
  if (activity.cancelling) return "Stopping at the next safe point…";
  std::string words;
  if (!activity.subject.empty()) words = HumanName(activity.subject);
  const auto add = [&words](const std::string& part) {
    words += (words.empty() ? "" : " · ") + part;
  };
  const std::string unit = activity.unit.empty() ? "" : " " + activity.unit;
  if (activity.total > 0) {
    add(Grouped(activity.done) + " of " + Grouped(activity.total) + unit);
  } else if (activity.done > 0) {
    add(Grouped(activity.done) + unit);
  }
  const double rate = activity.meter.Rate();
  if (rate >= 1) add(Grouped(static_cast<std::int64_t>(rate)) + unit + "/s");
  const double left = activity.meter.SecondsLeft();
  if (left >= 1) add(Duration(left) + " left");
  return words;
}

struct Ending {
  Icon icon;
  Tone tone;
};
Ending EndingOf(Activity::State state) {
  switch (state) {
    case Activity::State::kDone:
      return {Icon::kCheck, Tone::kRight};
    case Activity::State::kCancelled:
      return {Icon::kInfo, Tone::kCareful};
    case Activity::State::kFailed:
      return {Icon::kCross, Tone::kWrong};
    default:
      return {Icon::kForward, Tone::kAccent};
  }
}

}  // namespace

std::vector<TabInfo> TabsOf(const Ui& ui) {
  std::vector<TabInfo> tabs;
  const bool project = ui.state.project.has_value();
  if (project) tabs.push_back({Tab::kTimeline, "Timeline", Icon::kTimeline});
  if (!ui.IsPhone()) tabs.push_back({Tab::kSchema, "Schema", Icon::kSchema});
  tabs.push_back({Tab::kData, "Data", Icon::kTable});
  if (project) tabs.push_back({Tab::kGallery, "Gallery", Icon::kGallery});
  tabs.push_back({Tab::kChecks, "Checks", Icon::kChecks});
  tabs.push_back({Tab::kDeterminism, "Determinism", Icon::kCompare});
  return tabs;
}

void TopBar(Ui& ui) {
  const ImRect& bar = ui.layout.top;
  const Palette& color = ui.theme.color;
  BeginPanel(ui, "top", bar, {.fill = color.surface, .scroll = false});
  Canvas()->AddLine(ImVec2(bar.Min.x, bar.Max.y - 0.5F), ImVec2(bar.Max.x, bar.Max.y - 0.5F),
                    color.border);
  float left = Brand(ui, bar);
  if (ui.state.screen == Screen::kOpen) {
    const float most = ui.IsPhone() ? bar.GetWidth() - 240 : 240;
    left = SampleButton(ui, bar, left, std::max(80.0F, most));
  }
  const float right = TopActions(ui, bar);
  const std::string sentence = ui.state.screen == Screen::kOpen ? ui.state.Sentence() : "";
  const float room = right - left - kSpace3;
  if (!sentence.empty() && !ui.IsPhone() && room > 80) {
    const std::string shown = Ellipsize(ui.theme, TextStyle::kBody, sentence, room);
    const float width = TextWidth(ui.theme, TextStyle::kBody, shown);
    const float centered = bar.GetCenter().x - width / 2;
    const ImVec2 at(std::clamp(centered, left + kSpace3, std::max(left + kSpace3, right - width)),
                    Middle(bar, 20));
    DrawText(Canvas(), ui.theme, TextStyle::kBody, at, color.muted, shown);
    ui.access.Add(AccessRole::kStatus, sentence, ImRect(at, ImVec2(at.x + width, at.y + 20)));
  }
  EndPanel();
}

void TabBar(Ui& ui) {
  const ImRect& bar = ui.layout.tabs;
  const Palette& color = ui.theme.color;
  BeginPanel(ui, "tabs", bar, {.fill = color.surface, .scroll = false});
  const auto tabs = TabsOf(ui);
  float words = 0;
  for (const TabInfo& tab : tabs) words += TextWidth(ui.theme, TextStyle::kLabelStrong, tab.name);
  const float edge = ui.IsPhone() ? bar.Min.y + 0.5F : bar.Max.y - 0.5F;
  Canvas()->AddLine(ImVec2(bar.Min.x, edge), ImVec2(bar.Max.x, edge), color.border);
  float left = bar.Min.x + (ui.IsPhone() ? 0 : kSpace3);
  for (const TabInfo& tab : tabs) {
    if (ui.IsPhone()) {
      const float spare = (bar.GetWidth() - words) / static_cast<float>(tabs.size());
      const float width = TextWidth(ui.theme, TextStyle::kLabelStrong, tab.name) + spare;
      PhoneTab(ui, tab, left, width);
      left += width;
    } else {
      const float width = TextWidth(ui.theme, TextStyle::kStrong, tab.name) + 2 * kSpace3;
      WideTab(ui, tab, left, std::ceil(width));
      left += std::ceil(width);
    }
  }
  EndPanel();
}

void BottomBar(Ui& ui) {
  const Activity& activity = ui.state.activity;
  const ImRect& bar = ui.layout.bottom;
  const Palette& color = ui.theme.color;
  const bool running = activity.state == Activity::State::kRunning;
  BeginPanel(ui, "bottom", bar, {.fill = color.surface, .scroll = false});
  Canvas()->AddLine(ImVec2(bar.Min.x, bar.Min.y + 0.5F), ImVec2(bar.Max.x, bar.Min.y + 0.5F),
                    color.border);
  const float button = running ? ButtonWidth(ui, "Cancel", Icon::kNone) : ui.layout.control;
  ImGui::SetCursorScreenPos(ImVec2(bar.Max.x - kSpace3 - button, Middle(bar, ui.layout.control)));
  if (running) {
    if (Button(ui, "Cancel", {.enabled = !activity.cancelling})) ui.client.Cancel();
  } else if (IconButton(ui, Icon::kCross, "Dismiss")) {
    ui.state.activity = Activity();
  }
  const float right = bar.Max.x - kSpace3 - button - kSpace4;
  float left = bar.Min.x + kSpace4;
  const float share = activity.total > 0
                          ? static_cast<float>(activity.done) / static_cast<float>(activity.total)
                          : -1;
  const std::string words = running ? RunningWords(activity) : activity.outcome;
  const std::string all = activity.title + (words.empty() ? "" : " · " + words);
  if (running) {
    const float width = ui.IsPhone() ? right - left : 200;
    const float y = ui.IsPhone() ? bar.Min.y + 14 : bar.GetCenter().y - 3;
    ProgressBar(ui, ImRect(left, y, left + width, y + 6), share, activity.title);
    if (!ui.IsPhone()) left += width + kSpace4;
  } else {
    const Ending ending = EndingOf(activity.state);
    DrawIcon(Canvas(), ending.icon, ImVec2(left + 8, bar.GetCenter().y), 16,
             ColorOf(ui.theme, ending.tone));
    left += 28;
  }
  const float y = running && ui.IsPhone() ? bar.Min.y + 28 : Middle(bar, 20);
  if (ui.IsPhone() && !running) {
    DrawText(Canvas(), ui.theme, TextStyle::kStrong, ImVec2(left, bar.Min.y + 12), color.text,
             activity.title);
    DrawText(Canvas(), ui.theme, TextStyle::kLabel, ImVec2(left, bar.Min.y + 34), color.muted,
             Ellipsize(ui.theme, TextStyle::kLabel, words, right - left));
  } else {
    const std::string shown = Ellipsize(ui.theme, TextStyle::kBody, all, right - left);
    DrawText(Canvas(), ui.theme, TextStyle::kBody, ImVec2(left, y), color.text, shown);
  }
  ui.access.Add(AccessRole::kStatus, all, ImRect(left, y, right, y + 20));
  EndPanel();
}

void SampleMenu(Ui& ui) {
  if (!ui.state.choice.sample_menu) return;
  const Palette& color = ui.theme.color;
  const float line = std::max(36.0F, ui.layout.control);
  const float width = 264;
  const auto count = static_cast<float>(ui.state.samples.size() + 2);
  const ImVec2 at(ui.layout.top.Min.x + (ui.IsPhone() ? kSpace3 : 108),
                  ui.layout.top.Max.y + kSpace1);
  const ImRect place(at, ImVec2(at.x + width, at.y + line * count + 2 * kSpace2 + 9));
  BeginPanel(ui, "menu", place, {.padding = ImVec2(kSpace2, kSpace2), .scroll = false});
  Canvas()->AddRectFilled(place.Min, place.Max, color.raised, kCardCorner);
  Canvas()->AddRect(place.Min, place.Max, color.border, kCardCorner);
  const auto entry = [&](const std::string& words, Icon icon) {
    const ItemState item =
        Item(ui, words, ImVec2(Room(), line), AccessRole::kMenuItem, words, !ui.state.Running());
    if (item.hovered) {
      Canvas()->AddRectFilled(item.box.Min, item.box.Max, WithAlpha(color.text, 0.06F),
                              kControlCorner);
    }
    DrawIcon(Canvas(), icon, ImVec2(item.box.Min.x + 20, item.box.GetCenter().y), 16, color.muted);
    DrawText(Canvas(), ui.theme, TextStyle::kBody,
             ImVec2(item.box.Min.x + 40, item.box.GetCenter().y - 10), color.text, words);
    FocusRing(ui, item, kControlCorner, true);
    if (item.pressed) ui.state.choice.sample_menu = false;
    return item.pressed;
  };
  for (std::size_t i = 0; i < ui.state.samples.size(); ++i) {
    const SampleInfo sample = ui.state.samples[i];
    const bool current = ui.state.project && ui.state.project->name == sample.name;
    if (entry(HumanName(sample.name) + (current ? ", from the start" : ""), Icon::kBackAll)) {
      ui.client.OpenSample(sample.name);
      break;
    }
  }
  Gap(kSpace1);
  const ImVec2 rule = Cursor();
  Canvas()->AddLine(rule, ImVec2(rule.x + Room(), rule.y), color.border);
  Gap(5);
  if (entry("Open database", Icon::kOpen)) ui.backend.ChooseFile();
  if (entry("Close", Icon::kCross)) ui.client.CloseDatabase();
  EndPanel();
  const bool outside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                       !place.Contains(ImGui::GetMousePos()) &&
                       !ui.layout.top.Contains(ImGui::GetMousePos());
  if (outside) ui.state.choice.sample_menu = false;
}

}  // namespace godwit::shell
