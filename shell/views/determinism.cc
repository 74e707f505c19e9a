// The digests made here beside those that the native build made: the same bytes at every step, or
// not.
#include <algorithm>
#include <cmath>
#include <string>

#include "imgui_internal.h"
#include "shell/views/views.h"
#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

constexpr float kLine = 40;

struct Verdict {
  Icon icon = Icon::kInfo;
  Tone tone = Tone::kQuiet;
  std::string word;
};

const StepDigest* NativeOf(const State& state, std::size_t index) {
  if (!state.project) return nullptr;
  const auto native = state.native_steps.find(state.project->name);
  if (native == state.native_steps.end() || index >= native->second.size()) return nullptr;
  return &native->second[index];
}

Verdict Judge(const StepDigest& here, const StepDigest* native) {
  if (native == nullptr) return {Icon::kWarning, Tone::kCareful, "no native digest"};
  if (here.digest == native->digest) return {Icon::kCheck, Tone::kRight, "equal"};
  return {Icon::kCross, Tone::kWrong, "different"};
}

std::string StepWords(const StepDigest& step) {
  if (step.migration.empty()) return HumanName(step.kind);
  return HumanName(step.migration) + " · " + (step.kind == "data-step" ? "data step" : step.kind);
}

std::string Shown(const Digest& digest) {
  return ShortDigest(digest.data.empty() ? digest.schema : digest.data);
}

struct Columns {
  float number, step, here, native, verdict;
};

// A phone leaves out the native column: where the words say "equal" it is the same digest.
Columns ColumnsFor(Ui& ui) {
  const float room = Room();
  const float digest = 132;
  Columns columns{};
  columns.number = 12;
  columns.step = 44;
  columns.verdict = room - 116;
  columns.native = ui.IsPhone() ? -1 : columns.verdict - digest;
  columns.here = ui.IsPhone() ? -1 : columns.native - digest;
  return columns;
}

void HeaderLine(Ui& ui, const Columns& columns) {
  const ImVec2 at = Cursor();
  const ImRect box = Take(ImVec2(Room(), 32));
  Canvas()->AddRectFilled(box.Min, box.Max, ui.theme.color.raised, kControlCorner);
  const auto head = [&](float x, const char* name) {
    if (x < 0) return;
    DrawText(Canvas(), ui.theme, TextStyle::kLabelStrong, ImVec2(at.x + x, at.y + 8),
             ui.theme.color.muted, name);
    ui.access.Add(AccessRole::kColumnHeader, name,
                  ImRect(at.x + x, at.y, at.x + x + 60, at.y + 32));
  };
  head(columns.step, "Step");
  head(columns.here, "Here");
  head(columns.native, "Native");
  head(columns.verdict, "Equal?");
}

void StepLine(Ui& ui, std::size_t index, const Columns& columns) {
  const StepDigest& step = (*ui.state.steps)[index];
  const StepDigest* native = NativeOf(ui.state, index);
  const Verdict verdict = Judge(step, native);
  const Palette& color = ui.theme.color;
  const std::string words = StepWords(step);
  const std::string here = Shown(step.digest);
  const std::string there = native == nullptr ? "–" : Shown(native->digest);
  ImGui::PushID(static_cast<int>(index));
  const float height = std::max(kLine, ui.layout.row);
  const ItemState row =
      Item(ui, "step", ImVec2(Room(), height), AccessRole::kRow, words + ", " + verdict.word);
  const bool selected = ui.state.choice.step == static_cast<int>(index);
  ui.access.Describe(row.id, AccessRole::kRow, words + ", " + verdict.word).selected = selected;
  if (row.pressed || row.just_focused) ui.state.choice.step = static_cast<int>(index);
  const ImVec2 at = row.box.Min;
  if (selected || row.hovered) {
    Canvas()->AddRectFilled(
        row.box.Min, row.box.Max,
        selected ? WithAlpha(color.accent, 0.12F) : WithAlpha(color.text, 0.05F), kControlCorner);
  }
  const float y = at.y + (height - 20) / 2;
  const std::string number = std::to_string(step.step);
  DrawNumber(Canvas(), ui.theme, TextStyle::kLabel,
             ImVec2(at.x + 32 - NumberWidth(ui.theme, TextStyle::kLabel, number), y + 2),
             color.muted, number);
  const float step_end = columns.here < 0 ? columns.verdict : columns.here;
  DrawText(Canvas(), ui.theme, TextStyle::kBody, ImVec2(at.x + columns.step, y), color.text,
           Ellipsize(ui.theme, TextStyle::kBody, words, step_end - columns.step - kSpace3));
  ui.access.Enter(row.id);
  ui.access.Add(AccessRole::kCell, words,
                ImRect(at.x + columns.step, at.y, at.x + step_end, row.box.Max.y));
  if (columns.here >= 0) {
    DrawText(Canvas(), ui.theme, TextStyle::kMono, ImVec2(at.x + columns.here, y), color.text,
             here);
    DrawText(Canvas(), ui.theme, TextStyle::kMono, ImVec2(at.x + columns.native, y), color.text,
             there);
    ui.access.Add(AccessRole::kCell, here,
                  ImRect(at.x + columns.here, at.y, at.x + columns.native, row.box.Max.y));
    ui.access.Add(AccessRole::kCell, there,
                  ImRect(at.x + columns.native, at.y, at.x + columns.verdict, row.box.Max.y));
  }
  DrawIcon(Canvas(), verdict.icon, ImVec2(at.x + columns.verdict + 8, at.y + height / 2), 16,
           ColorOf(ui.theme, verdict.tone));
  DrawText(Canvas(), ui.theme, TextStyle::kStrong, ImVec2(at.x + columns.verdict + 22, y),
           ColorOf(ui.theme, verdict.tone),
           Ellipsize(ui.theme, TextStyle::kStrong, verdict.word,
                     row.box.GetWidth() - columns.verdict - 22));
  ui.access.Add(AccessRole::kCell, verdict.word,
                ImRect(at.x + columns.verdict, at.y, row.box.Max.x, row.box.Max.y));
  ui.access.Leave();
  FocusRing(ui, row, kControlCorner, true);
  ImGui::PopID();
}

std::string Summary(const State& state) {
  std::size_t equal = 0;
  for (std::size_t i = 0; i < state.steps->size(); ++i) {
    const StepDigest* native = NativeOf(state, i);
    if (native != nullptr && (*state.steps)[i].digest == native->digest) ++equal;
  }
  const std::size_t count = state.steps->size();
  if (equal == count) return "The same at all " + std::to_string(count) + " steps";
  return std::to_string(equal) + " of " + std::to_string(count) + " steps are the same";
}

void CurrentDigest(Ui& ui) {
  ui.client.NeedDigest();
  Gap(kSpace6);
  Heading(ui, TextStyle::kTitle, 2, "This database, as it stands");
  if (!ui.state.digest) {
    Paragraph(ui, TextStyle::kBody, ui.theme.color.muted, "Computing…");
    return;
  }
  Gap(kSpace1);
  DigestText(ui, "Data digest", ui.state.digest->data);
  Gap(kSpace2);
  DigestText(ui, "Schema digest", ui.state.digest->schema);
}

}  // namespace

void DeterminismView(Ui& ui) {
  const bool idle = !ui.state.Running();
  if (!ui.state.project) {
    Heading(ui, TextStyle::kPage, 1, "Digest");
    CurrentDigest(ui);
    return;
  }
  if (!ui.state.steps) {
    Heading(ui, TextStyle::kPage, 1, "The same bytes everywhere");
    Gap(kSpace1);
    Paragraph(ui, TextStyle::kBody, ui.theme.color.muted,
              "The native build ran this sample's every step and kept a digest of schema and rows. "
              "Run the same steps here, on an empty database of their own, and compare.");
    Gap(kSpace4);
    if (Button(ui, "Compare with native", {.kind = ButtonKind::kPrimary, .enabled = idle})) {
      ui.client.CompareWithNative();
    }
    CurrentDigest(ui);
    return;
  }
  const ImVec2 at = Cursor();
  const float room = Room();
  const float button = ButtonWidth(ui, "Compare with native", Icon::kNone);
  if (!ui.IsPhone()) {
    ImGui::SetCursorScreenPos(ImVec2(at.x + room - button, at.y));
    if (Button(ui, "Compare with native", {.enabled = idle})) ui.client.CompareWithNative();
    ImGui::SetCursorScreenPos(at);
  }
  Heading(ui, TextStyle::kPage, 1, Summary(ui.state));
  if (ui.IsPhone()) {
    Gap(kSpace3);
    if (Button(ui, "Compare with native", {.enabled = idle})) ui.client.CompareWithNative();
  }
  Gap(kSpace4);
  const Columns columns = ColumnsFor(ui);
  const ImVec2 table_at = Cursor();
  const float height =
      32 + std::max(kLine, ui.layout.row) * static_cast<float>(ui.state.steps->size());
  const std::uint32_t table =
      ui.access
          .Add(AccessRole::kTable, "Digests by step",
               ImRect(table_at, ImVec2(table_at.x + room, table_at.y + height)))
          .id;
  ui.access.Enter(table);
  HeaderLine(ui, columns);
  for (std::size_t i = 0; i < ui.state.steps->size(); ++i) StepLine(ui, i, columns);
  ui.access.Leave();
  CurrentDigest(ui);
}

}  // namespace godwit::shell
