// The playground's views, one file each. A view draws itself into the panel it is called in.
#pragma once

#include <vector>

#include "shell/icons.h"
#include "shell/ui.h"

namespace godwit::shell {

// The frame around everything.
void TopBar(Ui& ui);
void TabBar(Ui& ui);
void BottomBar(Ui& ui);
void SampleMenu(Ui& ui);

// With nothing open: what can be opened. With a chosen file: what to do with it.
void StartView(Ui& ui);
void OpeningView(Ui& ui);
void ChooseUseView(Ui& ui);

// The steps and the buttons that go along them: a column, or a phone's strip.
void TimelinePanel(Ui& ui);
void TimelineStrip(Ui& ui);
void TimelineActions(Ui& ui, float width);

// The tabs.
void TimelineView(Ui& ui);
void SchemaView(Ui& ui);
void DataView(Ui& ui);
void GalleryView(Ui& ui);
void ChecksView(Ui& ui);
void DeterminismView(Ui& ui);

// More about what is chosen in the tab.
void InspectorPanel(Ui& ui);

// What went wrong, that the data is safe, and what to do. Nothing when nothing did.
void ProblemPanel(Ui& ui);

struct TabInfo {
  Tab tab;
  const char* name;
  Icon icon;
};
// The tabs that have something to show, in order.
std::vector<TabInfo> TabsOf(const Ui& ui);

}  // namespace godwit::shell
