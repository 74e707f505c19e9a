// What went wrong: the fact, why, that the data is safe and because of what, and what to do next.
#include <algorithm>
#include <string>

#include "imgui_internal.h"
#include "shell/views/views.h"
#include "shell/widgets.h"

namespace godwit::shell {
namespace {

std::string Safety(const Problem& problem) {
  if (problem.code == "refused" || problem.code == "usage") {
    return "Your data is safe: nothing was touched, because this was refused before it began.";
  }
  if (problem.code == "data-step") {
    return "Your data is safe: the batch with the failing row was taken back as a whole, and the "
           "batches before it stay.";
  }
  return "Your data is safe: the failing step ran in one transaction and was taken back as a "
         "whole; "
         "steps before it stay.";
}

// The engine's advice is a clause that a command line puts after a colon; here it stands alone.
std::string AsSentence(std::string clause) {
  if (clause[0] >= 'a' && clause[0] <= 'z') clause[0] = static_cast<char>(clause[0] - 'a' + 'A');
  if (clause.back() != '.') clause += '.';
  return clause;
}

std::string Place(const Problem& problem) {
  if (problem.file.empty()) return {};
  std::string place = problem.file;
  if (problem.line > 0) place += ", line " + std::to_string(problem.line);
  if (problem.column > 0) place += ", column " + std::to_string(problem.column);
  return place;
}

}  // namespace

void ProblemPanel(Ui& ui) {
  if (!ui.state.problem) return;
  const Problem problem = *ui.state.problem;
  const Palette& color = ui.theme.color;
  const float inner = std::min(Room() - 2 * kSpace4 - 3, kProseWidth + 80);
  const ImVec2 at = Cursor();
  // The words decide the height; the field beneath them is drawn afterwards on a lower channel.
  ImDrawList* list = Canvas();
  ImDrawListSplitter splitter;
  splitter.Split(list, 2);
  splitter.SetCurrentChannel(list, 1);
  ImGui::SetCursorScreenPos(ImVec2(at.x + kSpace4 + 3, at.y + kSpace3));
  ImGui::BeginGroup();
  const std::string during = problem.during.empty() ? "" : problem.during + ": ";
  Heading(ui, TextStyle::kTitle, 2, during + problem.what);
  Paragraph(ui, TextStyle::kBody, color.text, problem.why, inner);
  Paragraph(ui, TextStyle::kMonoSmall, color.muted, Place(problem), inner);
  Gap(kSpace2);
  Paragraph(ui, TextStyle::kBody, color.muted, Safety(problem), inner);
  if (!problem.next.empty()) {
    Paragraph(ui, TextStyle::kStrong, color.text, AsSentence(problem.next), inner);
  }
  Gap(kSpace3);
  if (Button(ui, "Dismiss", {.name = "Dismiss problem"})) ui.state.problem.reset();
  ImGui::EndGroup();
  const ImVec2 end(at.x + std::min(Room(), kProseWidth + 140), Cursor().y + kSpace3);
  splitter.SetCurrentChannel(list, 0);
  list->AddRectFilled(at, end, Mix(color.surface, color.wrong, 0.12F), kControlCorner);
  list->AddRectFilled(at, ImVec2(at.x + 3, end.y), color.wrong, 1.5F);
  splitter.Merge(list);
  ImGui::SetCursorScreenPos(at);
  Take(ImVec2(end.x - at.x, end.y - at.y));
  Gap(kSpace4);
}

}  // namespace godwit::shell
