// The steps of the project and where the database stands among them; the buttons that move it; the
// chosen step in full.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "imgui_internal.h"
#include "shell/code_block.h"
#include "shell/summary.h"
#include "shell/views/step_words.h"
#include "shell/views/views.h"
#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

constexpr float kStepRow = 48;
constexpr float kDataRow = 40;

void Choose(Ui& ui, int migration) {
  ui.state.choice.migration = migration;
  ui.state.choice.tab = Tab::kTimeline;
}

void StepLine(Ui& ui, int index) {
  const Migration& migration = ui.state.project->migrations[static_cast<std::size_t>(index)];
  const StepLook look = LookOf(ui.state, migration);
  const bool selected = ui.state.choice.migration == index && ui.state.choice.tab == Tab::kTimeline;
  const std::string title = HumanName(migration.name);
  const ItemState row = ListRow(ui, migration.name, std::max(kStepRow, ui.layout.row), selected,
                                title + ", " + look.word);
  if (row.pressed || row.just_focused) Choose(ui, index);
  if (!row.visible) return;
  const ImVec2 at = row.box.Min;
  const float room = row.box.GetWidth() - 40 - kSpace2;
  DrawIcon(Canvas(), look.sign, ImVec2(at.x + 22, at.y + kStepRow / 2), 16,
           ColorOf(ui.theme, look.tone));
  const Palette& color = ui.theme.color;
  DrawText(Canvas(), ui.theme, selected ? TextStyle::kStrong : TextStyle::kBody,
           ImVec2(at.x + 40, at.y + 6), color.text,
           Ellipsize(ui.theme, TextStyle::kStrong, title, room));
  DrawText(Canvas(), ui.theme, TextStyle::kLabel, ImVec2(at.x + 40, at.y + 26), color.muted,
           Ellipsize(ui.theme, TextStyle::kLabel, look.word, room));
}

void DataStepLine(Ui& ui, int index, const DataStep& step) {
  const Migration& migration = ui.state.project->migrations[static_cast<std::size_t>(index)];
  const StepLook look = LookOf(ui.state, migration, step);
  const std::string title = HumanName(step.name);
  const ItemState row =
      ListRow(ui, migration.name + "/" + step.name, std::max(kDataRow, ui.layout.row), false,
              title + ", data step, " + look.word);
  if (row.pressed) Choose(ui, index);
  if (!row.visible) return;
  const ImVec2 at = row.box.Min;
  const float room = row.box.GetWidth() - 64 - kSpace2;
  DrawIcon(Canvas(), look.sign, ImVec2(at.x + 46, at.y + kDataRow / 2), 16,
           ColorOf(ui.theme, look.tone));
  DrawText(Canvas(), ui.theme, TextStyle::kBody, ImVec2(at.x + 64, at.y + 3), ui.theme.color.text,
           Ellipsize(ui.theme, TextStyle::kBody, title, room));
  DrawText(Canvas(), ui.theme, TextStyle::kLabel, ImVec2(at.x + 64, at.y + 21),
           ui.theme.color.muted, Ellipsize(ui.theme, TextStyle::kLabel, look.word, room));
}

// The line that joins the signs, drawn beneath the rows that follow.
void Rail(Ui& ui) {
  const auto& migrations = ui.state.project->migrations;
  const float row = std::max(kStepRow, ui.layout.row);
  const float data_row = std::max(kDataRow, ui.layout.row);
  const ImVec2 at = Cursor();
  float y = at.y + kStepRow / 2;
  for (std::size_t i = 0; i + 1 < migrations.size(); ++i) {
    const float next = y + row + data_row * static_cast<float>(migrations[i].data_steps.size());
    const MigrationStatus* after = ui.state.StatusOf(migrations[i + 1].name);
    const bool reached = after != nullptr && after->state == StepState::kApplied;
    Canvas()->AddLine(ImVec2(at.x + 22, y + 9), ImVec2(at.x + 22, next - 9),
                      reached ? WithAlpha(ui.theme.color.right, 0.5F) : ui.theme.color.border,
                      1.5F);
    y = next;
  }
}

void StepHeader(Ui& ui, const Migration& migration) {
  const StepLook look = LookOf(ui.state, migration);
  Heading(ui, TextStyle::kPage, 1, HumanName(migration.name));
  Gap(kSpace2);
  const ImVec2 at = Cursor();
  const float width = Badge(ui, at, look.tone, look.sign, look.word);
  const std::string date = DateOfName(migration.name);
  if (!date.empty()) {
    Label(ui, TextStyle::kLabel, ui.theme.color.muted, ImVec2(at.x + width + kSpace3, at.y + 4),
          "written " + date);
  }
  Gap(24);
  Gap(kSpace3);
  Paragraph(ui, TextStyle::kBody, ui.theme.color.text, DescribeSql(migration.sql));
  if (!migration.reason.empty()) {
    Paragraph(ui, TextStyle::kBody, ui.theme.color.muted, "Optional: " + migration.reason + ".");
  }
}

void Section(Ui& ui, std::string_view title, std::string_view words) {
  Gap(kSpace6);
  Heading(ui, TextStyle::kTitle, 2, title);
  if (!words.empty()) Paragraph(ui, TextStyle::kBody, ui.theme.color.muted, words);
  Gap(kSpace2);
}

void ChecksOf(Ui& ui, const Migration& migration) {
  if (migration.checks.empty()) return;
  Section(ui, "Checks", "Must hold once the change and its data steps are done.");
  for (const Check& check : migration.checks) {
    CodeBlock(ui, HumanName(check.name) + (check.info ? " · shown, not judged" : ""), check.sql);
    Gap(kSpace3);
  }
}

}  // namespace

void TimelineActions(Ui& ui, float width) {
  const State& state = ui.state;
  const bool idle = !state.Running();
  const bool forward = state.NextPending() >= 0;
  const bool back = state.LastApplied() >= 0;
  const float half = std::floor((width - kSpace2) / 2);
  if (Button(ui, "Migrate",
             {.kind = ButtonKind::kPrimary,
              .icon = Icon::kToEnd,
              .enabled = idle && (forward || state.DataStepDue()),
              .width = ui.IsPhone() ? half : width})) {
    ui.client.Migrate();
  }
  if (ui.IsPhone()) {
    ImGui::SameLine(0, kSpace2);
  } else {
    Gap(kSpace2);
  }
  if (Button(ui, "Step forward",
             {.icon = Icon::kForward,
              .enabled = idle && forward,
              .width = ui.IsPhone() ? half : width})) {
    ui.client.StepForward();
  }
  Gap(kSpace2);
  if (Button(ui, "Roll back",
             {.kind = ButtonKind::kDanger, .enabled = idle && back, .width = half})) {
    ui.client.RollBack();
  }
  ImGui::SameLine(0, kSpace2);
  if (Button(ui, "Roll back all",
             {.kind = ButtonKind::kDanger, .enabled = idle && back, .width = half})) {
    ui.client.RollBackAll();
  }
}

void TimelinePanel(Ui& ui) {
  const ImRect place = ui.layout.left;
  const std::string warning = RollBackWarning(ui.state);
  const float inner = place.GetWidth() - 2 * kSpace4;
  const auto lines = WrapText(ui.theme, TextStyle::kLabel, warning, inner);
  const float warning_height =
      warning.empty() ? 0 : 16 * static_cast<float>(lines.size()) + kSpace3;
  const float actions = kSpace4 + 3 * ui.layout.control + 2 * kSpace2 + warning_height + kSpace4;
  ImRect list = place;
  list.Max.y -= actions;
  BeginPanel(ui, "timeline", list, {.padding = ImVec2(kSpace2, kSpace3)});
  const ImVec2 at = Cursor();
  Label(ui, TextStyle::kLabelStrong, ui.theme.color.muted, ImVec2(at.x + kSpace2, at.y),
        ui.state.project ? "Timeline" : "");
  Gap(16 + kSpace2);
  if (ui.state.project) {
    Rail(ui);
    const auto count = static_cast<int>(ui.state.project->migrations.size());
    for (int i = 0; i < count; ++i) {
      StepLine(ui, i);
      for (const DataStep& step :
           ui.state.project->migrations[static_cast<std::size_t>(i)].data_steps) {
        DataStepLine(ui, i, step);
      }
    }
  }
  EndPanel();

  ImRect foot = place;
  foot.Min.y = list.Max.y;
  BeginPanel(ui, "actions", foot, {.padding = ImVec2(kSpace4, kSpace4), .scroll = false});
  const ImVec2 edge(place.Min.x, foot.Min.y);
  Canvas()->AddLine(ImVec2(edge.x + kSpace4, edge.y), ImVec2(place.Max.x - kSpace4, edge.y),
                    ui.theme.color.border);
  TimelineActions(ui, inner);
  if (!warning.empty()) {
    Gap(kSpace3);
    Paragraph(ui, TextStyle::kLabel, ui.theme.color.muted, warning, inner);
  }
  EndPanel();
}

void TimelineStrip(Ui& ui) {
  constexpr float kWidth = 132;
  constexpr float kHeight = 64;
  constexpr float kBar = 14;  // room for the scrollbar beneath the cards
  const ImVec2 at = Cursor();
  const float room = ImGui::GetWindowWidth();
  BeginPanel(ui, "strip",
             ImRect(ImVec2(ImGui::GetWindowPos().x, at.y),
                    ImVec2(ImGui::GetWindowPos().x + room, at.y + kHeight + kBar)),
             {.padding = ImVec2(kSpace4, 0), .horizontal_scroll = true});
  const auto& migrations = ui.state.project->migrations;
  int* shown = ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("shown"), -1);
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    const StepLook look = LookOf(ui.state, migrations[i]);
    const bool selected = ui.state.choice.migration == static_cast<int>(i);
    const std::string title = HumanName(migrations[i].name);
    if (i > 0) ImGui::SameLine(0, kSpace2);
    const ItemState item = Item(ui, migrations[i].name, ImVec2(kWidth, kHeight),
                                AccessRole::kListItem, title + ", " + look.word);
    ui.access.Describe(item.id, AccessRole::kListItem, title + ", " + look.word).selected =
        selected;
    if (item.pressed || item.just_focused) ui.state.choice.migration = static_cast<int>(i);
    // Only when the choice has moved: who scrolls the strip by hand is left alone.
    if (selected && std::exchange(*shown, static_cast<int>(i)) != static_cast<int>(i)) {
      ImGui::SetScrollHereX(0.5F);
    }
    const Palette& color = ui.theme.color;
    Canvas()->AddRectFilled(item.box.Min, item.box.Max,
                            selected ? Mix(color.surface, color.accent, 0.12F) : color.background,
                            kControlCorner);
    Canvas()->AddRect(item.box.Min, item.box.Max, selected ? color.accent : color.border,
                      kControlCorner);
    DrawIcon(Canvas(), look.sign, ImVec2(item.box.Min.x + 18, item.box.Min.y + 20), 16,
             ColorOf(ui.theme, look.tone));
    DrawText(Canvas(), ui.theme, TextStyle::kStrong,
             ImVec2(item.box.Min.x + 32, item.box.Min.y + 10), color.text,
             Ellipsize(ui.theme, TextStyle::kStrong, title, kWidth - 32 - kSpace2));
    DrawText(Canvas(), ui.theme, TextStyle::kLabel,
             ImVec2(item.box.Min.x + 12, item.box.Min.y + 38), color.muted,
             Ellipsize(ui.theme, TextStyle::kLabel, look.word, kWidth - 20));
    FocusRing(ui, item, kControlCorner, true);
  }
  EndPanel();
}

void TimelineView(Ui& ui) {
  if (!ui.state.project) return;
  const auto& migrations = ui.state.project->migrations;
  if (migrations.empty()) {
    EmptyState(ui, Icon::kTimeline, "No migrations yet",
               "This project's folder of migrations is empty.", "");
    return;
  }
  if (ui.IsPhone()) {
    const std::string sentence = ui.state.Sentence();
    Paragraph(ui, TextStyle::kStrong, ui.theme.color.text, sentence, Room());
    Gap(kSpace3);
    TimelineStrip(ui);
    Gap(kSpace2);
    TimelineActions(ui, Room());
    const std::string warning = RollBackWarning(ui.state);
    if (!warning.empty()) {
      Gap(kSpace2);
      Paragraph(ui, TextStyle::kLabel, ui.theme.color.muted, warning, Room());
    }
    Gap(kSpace6);
  }
  const int index =
      std::clamp(ui.state.choice.migration, 0, static_cast<int>(migrations.size()) - 1);
  const Migration& migration = migrations[static_cast<std::size_t>(index)];
  ImGui::PushID(index);
  StepHeader(ui, migration);
  const MigrationStatus* status = ui.state.StatusOf(migration.name);
  if (status != nullptr && status->state == StepState::kOff) {
    Gap(kSpace3);
    if (Button(ui, "Include this step",
               {.enabled = !ui.state.Running() && ui.state.NextPending() < 0})) {
      ui.client.ApplyOptional(migration.name);
    }
  }
  Gap(kSpace4);
  CodeBlock(ui, "Change", migration.sql);
  for (const DataStep& step : migration.data_steps) {
    Section(ui, "Data step: " + HumanName(step.name),
            "Runs after the change, in batches, for every row that the SELECT still lists.");
    CodeBlock(ui, "Rows of " + step.table, step.sql);
  }
  if (migration.down) {
    Section(ui, "Way back", "What rolling back this step runs.");
    CodeBlock(ui, "Way back", *migration.down);
  } else {
    Section(ui, "Way back", "None was written: this step cannot be rolled back.");
  }
  ChecksOf(ui, migration);
  Gap(kSpace6);
  ImGui::PopID();
}

}  // namespace godwit::shell
