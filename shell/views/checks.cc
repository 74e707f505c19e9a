// What was verified: every check with what it expected, what it found, and the first rows it shows.
#include <algorithm>
#include <string>

#include "imgui_internal.h"
#include "shell/grid.h"
#include "shell/views/views.h"
#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

struct CheckLook {
  Icon icon;
  Tone tone;
  const char* word;
};

CheckLook LookOf(CheckResult::State state) {
  switch (state) {
    case CheckResult::State::kPassed:
      return {Icon::kCheck, Tone::kRight, "passed"};
    case CheckResult::State::kFailed:
      return {Icon::kCross, Tone::kWrong, "failed"};
    case CheckResult::State::kInfo:
      break;
  }
  return {Icon::kInfo, Tone::kSecond, "shown"};
}

std::string Finding(const CheckResult& check) {
  if (check.state == CheckResult::State::kInfo) {
    return check.actual.empty() ? "for information, not judged" : check.actual + ", not judged";
  }
  if (!check.expected.empty() || !check.actual.empty()) {
    return check.expected == check.actual
               ? "expected and found " + check.actual
               : "expected " + check.expected + ", found " + check.actual;
  }
  if (check.state == CheckResult::State::kFailed) {
    return Counted(
        std::max<std::int64_t>(check.violations, static_cast<std::int64_t>(check.rows.size())),
        "row breaks it", "rows break it");
  }
  return "no row breaks it";
}

void ResultRows(Ui& ui, const CheckResult& check) {
  if (check.rows.empty() || check.columns.empty()) return;
  Gap(kSpace2);
  ImGui::Indent(28);
  const auto columns = FitColumns(ui, check.columns, check.rows, 0);
  StaticGrid(ui, {"Rows of " + check.name, &columns, static_cast<std::int64_t>(check.rows.size()),
                  [&](std::int64_t row) { return &check.rows[static_cast<std::size_t>(row)]; }});
  if (check.violations > static_cast<std::int64_t>(check.rows.size())) {
    Gap(kSpace1);
    Paragraph(ui, TextStyle::kLabel, ui.theme.color.muted,
              "The first " + std::to_string(check.rows.size()) + " of " +
                  Grouped(check.violations) + ".");
  }
  ImGui::Unindent(28);
}

void CheckLine(Ui& ui, const CheckResult& check, int index) {
  const CheckLook look = LookOf(check.state);
  const Palette& color = ui.theme.color;
  const std::string title = HumanName(check.name);
  const std::string finding = Finding(check);
  ImGui::PushID(index);
  const float height = std::max(52.0F, ui.layout.row);
  const ItemState row = ListRow(ui, "check", height, ui.state.choice.check == index,
                                title + ", " + look.word + ", " + finding);
  if (row.pressed || row.just_focused) ui.state.choice.check = index;
  const ImVec2 at = row.box.Min;
  DrawIcon(Canvas(), look.icon, ImVec2(at.x + 18, at.y + 18), 16, ColorOf(ui.theme, look.tone));
  const float word = TextWidth(ui.theme, TextStyle::kLabelStrong, look.word);
  const float room = row.box.GetWidth() - 36 - word - 2 * kSpace3;
  DrawText(Canvas(), ui.theme, TextStyle::kStrong, ImVec2(at.x + 36, at.y + 8), color.text,
           Ellipsize(ui.theme, TextStyle::kStrong, title, room));
  DrawText(Canvas(), ui.theme, TextStyle::kLabel, ImVec2(at.x + 36, at.y + 28), color.muted,
           Ellipsize(ui.theme, TextStyle::kLabel, finding, room + word));
  DrawText(Canvas(), ui.theme, TextStyle::kLabelStrong,
           ImVec2(row.box.Max.x - kSpace3 - word, at.y + 10), ColorOf(ui.theme, look.tone),
           look.word);
  if (check.state != CheckResult::State::kPassed) ResultRows(ui, check);
  Gap(kSpace1);
  ImGui::PopID();
}

}  // namespace

void ChecksView(Ui& ui) {
  if (!ui.state.verification) {
    if (EmptyState(ui, Icon::kChecks, "Not verified yet",
                   "Verify runs every check of the applied steps, SQLite's own integrity check and "
                   "the validators, and shows what each one found.",
                   "Verify", !ui.state.Running())) {
      ui.client.Verify();
    }
    return;
  }
  const Verification& verification = *ui.state.verification;
  const auto count = [&](CheckResult::State state) {
    return std::count_if(verification.checks.begin(), verification.checks.end(),
                         [&](const CheckResult& check) { return check.state == state; });
  };
  const auto failed = count(CheckResult::State::kFailed);
  const auto passed = count(CheckResult::State::kPassed);
  const ImVec2 at = Cursor();
  const float button = ButtonWidth(ui, "Verify", Icon::kNone);
  const float room = Room();
  ImGui::SetCursorScreenPos(ImVec2(at.x + room - button, at.y));
  if (Button(ui, "Verify", {.enabled = !ui.state.Running()})) ui.client.Verify();
  ImGui::SetCursorScreenPos(at);
  Heading(ui, TextStyle::kPage, 1,
          failed == 0 ? "All " + Counted(passed, "check", "checks") + " passed"
                      : Counted(failed, "check", "checks") + " failed");
  // Below the button too, which on a phone is the taller of the two.
  ImGui::SetCursorScreenPos(ImVec2(at.x, std::max(Cursor().y, at.y + ui.layout.control)));
  Gap(kSpace4);
  for (std::size_t i = 0; i < verification.checks.size(); ++i) {
    CheckLine(ui, verification.checks[i], static_cast<int>(i));
  }
}

}  // namespace godwit::shell
