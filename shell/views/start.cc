// Before anything is open: the samples, each with a picture of its own, and the way to one's own
// file.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "imgui_internal.h"
#include "shell/views/specimens.h"
#include "shell/views/views.h"
#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

constexpr float kCardWidth = 344;
constexpr float kPictureHeight = 152;

void DrawSpecimens(Ui& ui, const ImRect& field) {
  const auto& pets = Specimens();
  ImDrawList* list = Canvas();
  list->AddRectFilled(field.Min, field.Max, ui.theme.color.raised, kCardCorner,
                      ImDrawFlags_RoundCornersTop);
  constexpr float kSize = 104;
  const float step =
      std::min(kSize - 4, (field.GetWidth() - kSize) / static_cast<float>(pets.size() - 1));
  const float left = field.GetCenter().x - (step * static_cast<float>(pets.size() - 1) + kSize) / 2;
  for (std::size_t i = 0; i < pets.size(); ++i) {
    const ImVec2 at(left + static_cast<float>(i) * step, field.GetCenter().y - kSize / 2 + 4);
    DrawPicture(list, pets[i], at, kSize, 0);
  }
}

// Its height.
float SampleCard(Ui& ui, const SampleInfo& sample, float width) {
  const Palette& color = ui.theme.color;
  const ImVec2 at = Cursor();
  const auto lines = WrapText(ui.theme, TextStyle::kBody, sample.summary, width - 2 * kSpace4);
  const float words = 20 * static_cast<float>(lines.size());
  const bool pictured = sample.name == "pets";
  const float picture = pictured ? kPictureHeight : 0;
  const float height =
      picture + kSpace4 + 24 + kSpace1 + words + kSpace4 + ui.layout.control + kSpace4;
  const ImRect card(at, ImVec2(at.x + width, at.y + height));
  Canvas()->AddRectFilled(card.Min, card.Max, color.surface, kCardCorner);
  const ImRect field(at, ImVec2(card.Max.x, at.y + picture));
  if (pictured) {
    DrawSpecimens(ui, field);
    ui.access.Add(AccessRole::kImage, "Four pets drawn from their traits", field);
  }
  Canvas()->AddRect(card.Min, card.Max, color.border, kCardCorner);

  ImGui::SetCursorScreenPos(ImVec2(at.x + kSpace4, field.Max.y + kSpace4));
  ImGui::BeginGroup();
  const std::string title = sample.title.empty() ? HumanName(sample.name) : sample.title;
  Label(ui, TextStyle::kTitle, color.text, Cursor(), title, width - 2 * kSpace4);
  Gap(24 + kSpace1);
  Paragraph(ui, TextStyle::kBody, color.muted, sample.summary, width - 2 * kSpace4);
  Gap(kSpace4);
  // The button's name is part of the contract with scripts: the sample's title, without "Open".
  if (Button(ui, title, {.kind = ButtonKind::kPrimary, .enabled = !ui.state.Running()})) {
    ui.client.OpenSample(sample.name);
  }
  ImGui::EndGroup();
  ImGui::SetCursorScreenPos(at);
  Take(card.GetSize());
  return height;
}

void OwnFileCard(Ui& ui, float width, float height) {
  const Palette& color = ui.theme.color;
  const ImVec2 at = Cursor();
  const ImRect card(at, ImVec2(at.x + width, at.y + height));
  Canvas()->AddRect(card.Min, card.Max, color.border, kCardCorner);
  const float inner = width - 2 * kSpace4;
  ImGui::SetCursorScreenPos(ImVec2(at.x + kSpace4, at.y + kSpace4));
  ImGui::BeginGroup();
  Label(ui, TextStyle::kTitle, color.text, Cursor(), "Your own database", inner);
  Gap(24 + kSpace1);
  Paragraph(ui, TextStyle::kBody, color.muted,
            "Any SQLite file. It is read into this page and never sent anywhere; the file on your "
            "disk is not touched.",
            inner);
  Gap(kSpace4);
  if (Button(ui, "Open database", {.icon = Icon::kOpen, .enabled = !ui.state.Running()})) {
    ui.backend.ChooseFile();
  }
  ImGui::EndGroup();
  ImGui::SetCursorScreenPos(at);
  Take(card.GetSize());
}

std::string Versions(const State& state) {
  if (state.version.empty()) return {};
  return "Godwit " + state.version + " · SQLite " + state.sqlite_version;
}

void LicencesLink(Ui& ui) {
  const Palette& color = ui.theme.color;
  constexpr std::string_view kWords = "Licences";
  const float width = TextWidth(ui.theme, TextStyle::kLabel, kWords);
  const ItemState item =
      Item(ui, kWords, ImVec2(width + 2 * kSpace3, ui.layout.control), AccessRole::kButton, kWords);
  if (item.pressed) ui.backend.ShowLicences();
  const ImVec2 at(item.box.Min.x + kSpace3, std::round(item.box.GetCenter().y) - 8);
  const ImU32 ink = item.hovered ? color.text : color.muted;
  DrawText(Canvas(), ui.theme, TextStyle::kLabel, at, ink, kWords);
  Canvas()->AddLine(ImVec2(at.x, at.y + 15.5F), ImVec2(at.x + width, at.y + 15.5F), ink);
  FocusRing(ui, item, kControlCorner);
}

}  // namespace

void StartView(Ui& ui) {
  const Palette& color = ui.theme.color;
  const float column = std::min(Room(), 2 * kCardWidth + kSpace6);
  const float left = Cursor().x + (Room() - column) / 2;
  Gap(ui.IsPhone() ? kSpace2 : 48);
  ImGui::SetCursorScreenPos(ImVec2(std::round(left), Cursor().y));
  ImGui::BeginGroup();
  Heading(ui, TextStyle::kPage, 1, "Rehearse a migration on real data");
  Gap(kSpace2);
  Paragraph(
      ui, TextStyle::kBody, color.muted,
      "Godwit runs schema changes and the data work that follows them, step by step, here in "
      "this page: watch each step, check what it did, and go back. Nothing leaves your machine.",
      std::min(column, kProseWidth));
  Gap(kSpace6);
  const float width = std::min(column, kCardWidth);
  if (ui.state.samples.empty() && ui.state.version.empty()) {
    Paragraph(ui, TextStyle::kBody, color.muted, "Starting the engine…", column);
  }
  // Where there is room for two columns, each card goes below the shorter one.
  const bool beside = column >= 2 * width + kSpace4 && !ui.state.samples.empty();
  const ImVec2 corner = Cursor();
  std::array<ImVec2, 2> columns = {corner, ImVec2(corner.x + width + kSpace6, corner.y)};
  const auto shorter = [&]() -> ImVec2& {
    return columns[beside && columns[1].y < columns[0].y ? 1 : 0];
  };
  for (const SampleInfo& sample : ui.state.samples) {
    ImVec2& card = shorter();
    ImGui::SetCursorScreenPos(card);
    card.y += SampleCard(ui, sample, width) + kSpace4;
  }
  ImGui::SetCursorScreenPos(shorter());
  OwnFileCard(ui, width, 2 * kSpace4 + 24 + kSpace1 + 80 + ui.layout.control);
  ImGui::EndGroup();
  Gap(kSpace6);
  ImGui::SetCursorScreenPos(ImVec2(std::round(left), Cursor().y));
  const std::string versions = Versions(ui.state);
  const ImVec2 foot = Cursor();
  if (!versions.empty()) {
    Label(ui, TextStyle::kLabel, color.muted,
          ImVec2(foot.x, foot.y + std::round((ui.layout.control - 16) / 2)), versions);
  }
  const float words = TextWidth(ui.theme, TextStyle::kLabel, versions);
  ImGui::SetCursorScreenPos(ImVec2(foot.x + std::ceil(words) + kSpace1, foot.y));
  LicencesLink(ui);
  Gap(kSpace4);
}

void OpeningView(Ui& ui) {
  const Activity& activity = ui.state.activity;
  const float share = activity.total > 0
                          ? static_cast<float>(activity.done) / static_cast<float>(activity.total)
                          : -1;
  const float width = std::min(Room() - 2 * kSpace4, 320.0F);
  const ImVec2 start = Cursor();
  const float left = std::round(start.x + (Room() - width) / 2);
  const float top = std::round(start.y + ImGui::GetContentRegionAvail().y * 0.4F);
  Label(ui, TextStyle::kTitle, ui.theme.color.text, ImVec2(left, top), "Opening…");
  ProgressBar(ui, ImRect(left, top + 36, left + width, top + 42), share, "Opening");
  const std::string subject = activity.subject.empty() ? "" : HumanName(activity.subject);
  Label(ui, TextStyle::kLabel, ui.theme.color.muted, ImVec2(left, top + 52), subject, width);
}

void ChooseUseView(Ui& ui) {
  const Palette& color = ui.theme.color;
  const float width = std::min(Room(), 480.0F);
  const float left = std::round(Cursor().x + (Room() - width) / 2);
  Gap(ui.IsPhone() ? kSpace2 : 64);
  ImGui::SetCursorScreenPos(ImVec2(left, Cursor().y));
  ImGui::BeginGroup();
  Heading(ui, TextStyle::kPage, 1, ui.state.file.name);
  Gap(kSpace2);
  Paragraph(ui, TextStyle::kBody, color.muted,
            Bytes(static_cast<std::int64_t>(ui.state.file.bytes.size())) +
                ". A copy of it is opened in this page; the file itself is not touched.",
            width);
  Gap(kSpace6);
  const bool idle = !ui.state.Running();
  if (!idle) {
    Paragraph(ui, TextStyle::kBody, color.careful,
              "“" + ui.state.activity.title +
                  "” is still running. This file can be opened once that has ended; until then it "
                  "waits here.",
              width);
    Gap(kSpace4);
  }
  if (!ui.state.samples.empty()) {
    const std::string sample =
        ui.state.project ? ui.state.project->title : HumanName(ui.state.samples.front().name);
    if (Button(ui, "Open with migrations of " + sample,
               {.kind = ButtonKind::kPrimary, .enabled = idle})) {
      ui.client.OpenFile(true);
    }
    Gap(kSpace1);
    Paragraph(ui, TextStyle::kLabel, color.muted, "For a database that was downloaded from here.",
              width);
    Gap(kSpace4);
  }
  if (Button(ui, "Only look at the data", {.enabled = idle})) ui.client.OpenFile(false);
  Gap(kSpace6);
  if (Button(ui, "Back", {.kind = ButtonKind::kQuiet, .icon = Icon::kBack})) {
    ui.client.LeaveFile();
  }
  ImGui::EndGroup();
}

}  // namespace godwit::shell
