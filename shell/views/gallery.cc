// The rows that have a picture, each drawn from its own data, and how often each kind occurs.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "imgui_internal.h"
#include "shell/views/views.h"
#include "shell/widgets.h"
#include "shell/words.h"

namespace godwit::shell {
namespace {

constexpr float kPicture = 120;
constexpr float kTile = 136;
constexpr float kTileHeight = kPicture + 2 * kSpace2 + 20 + 16 + kSpace1;

// What the generator promises, in the order of its list.
struct Expected {
  std::string_view name;
  double share;
};
constexpr std::array<Expected, 4> kRarities = {
    {{"common", 0.70}, {"uncommon", 0.20}, {"rare", 0.08}, {"legendary", 0.02}}};

ImU32 ColorOfRarity(const Palette& color, std::size_t index) {
  const std::array<ImU32, 4> colors = {color.muted, color.second, color.right, color.accent};
  return colors[index];
}

void RarityBar(Ui& ui, std::size_t index, std::int64_t count, std::int64_t stored, float width) {
  const Palette& color = ui.theme.color;
  const Expected& rarity = kRarities[index];
  const double share = stored > 0 ? static_cast<double>(count) / static_cast<double>(stored) : 0;
  const ImVec2 at = Cursor();
  const std::string numbers = Grouped(count) + " · " + Percent(std::round(share * 1000) / 1000) +
                              ", expected " + Percent(rarity.share);
  DrawText(Canvas(), ui.theme, TextStyle::kStrong, at, color.text, HumanName(rarity.name));
  const float text = TextWidth(ui.theme, TextStyle::kLabel, numbers);
  DrawText(Canvas(), ui.theme, TextStyle::kLabel, ImVec2(at.x + width - text, at.y + 2),
           color.muted, numbers);
  const float y = at.y + 24;
  Canvas()->AddRectFilled(ImVec2(at.x, y), ImVec2(at.x + width, y + 8), color.raised, 4);
  if (count > 0) {
    const float filled = std::max(4.0F, width * static_cast<float>(share));
    Canvas()->AddRectFilled(ImVec2(at.x, y), ImVec2(at.x + filled, y + 8),
                            ColorOfRarity(color, index), 4);
  }
  const float mark = at.x + width * static_cast<float>(rarity.share);
  Canvas()->AddLine(ImVec2(mark, y - 3), ImVec2(mark, y + 11), color.text, 2);
  ui.access.Add(AccessRole::kText, HumanName(rarity.name) + ": " + numbers,
                ImRect(at, ImVec2(at.x + width, y + 12)));
  Take(ImVec2(width, 44));
}

void Distribution(Ui& ui, std::int64_t stored) {
  const bool two = Room() >= 560;
  const float width = two ? (Room() - kSpace6) / 2 : Room();
  const ImVec2 start = Cursor();
  for (std::size_t i = 0; i < kRarities.size(); ++i) {
    if (two) {
      ImGui::SetCursorScreenPos(
          ImVec2(start.x + (i % 2 == 1 ? width + kSpace6 : 0), start.y + (i >= 2 ? 44.0F : 0)));
    }
    RarityBar(ui, i, ui.state.pictures.Captioned(std::string(kRarities[i].name)), stored, width);
  }
  Gap(kSpace1);
  Paragraph(ui, TextStyle::kLabel, ui.theme.color.muted,
            "The upright mark is what the generator's weights promise over many pets.", Room());
  Gap(kSpace4);
}

void Tile(Ui& ui, std::size_t index, float left, float y, float width) {
  const Picture& picture = ui.state.pictures.items[index];
  const Palette& color = ui.theme.color;
  const bool known = picture.state != Picture::State::kNone;
  const std::string caption = known ? picture.caption : "no traits yet";
  const bool selected = ui.state.choice.picture == static_cast<int>(index);
  ImGui::SetCursorScreenPos(ImVec2(left, y));
  const std::string name = picture.label + ", " + (picture.alt.empty() ? caption : picture.alt);
  const ItemState item =
      Item(ui, picture.key, ImVec2(width, kTileHeight), AccessRole::kListItem, name);
  ui.access.Describe(item.id, AccessRole::kListItem, name).selected = selected;
  if (item.pressed || item.just_focused) ui.state.choice.picture = static_cast<int>(index);
  if (!item.visible) return;
  if (selected || item.hovered) {
    Canvas()->AddRectFilled(
        item.box.Min, item.box.Max,
        selected ? WithAlpha(color.accent, 0.12F) : WithAlpha(color.text, 0.05F), kCardCorner);
  }
  const float middle = std::round(left + width / 2);
  DrawPicture(Canvas(), picture, ImVec2(middle - kPicture / 2, y + kSpace2), kPicture,
              known ? 0 : color.silhouette);
  const auto centered = [&](TextStyle style, ImU32 ink, const std::string& text, float top) {
    const std::string shown = Ellipsize(ui.theme, style, text, width - kSpace2);
    DrawText(Canvas(), ui.theme, style, ImVec2(middle - TextWidth(ui.theme, style, shown) / 2, top),
             ink, shown);
  };
  const float words = y + kSpace2 + kPicture;
  centered(TextStyle::kStrong, color.text, picture.label, words);
  centered(TextStyle::kLabel, color.muted, caption, words + 20);
  FocusRing(ui, item, kCardCorner, true);
}

void Tiles(Ui& ui) {
  const auto& items = ui.state.pictures.items;
  const float room = Room();
  const int across = std::max(1, static_cast<int>(room / kTile));
  const float width = std::floor(room / static_cast<float>(across));
  const ImVec2 start = Cursor();
  const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
  const float line = kTileHeight + kSpace2;
  const std::int64_t lines =
      (std::max<std::int64_t>(ui.state.pictures.total, 0) + across - 1) / across;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::size_t row = i / static_cast<std::size_t>(across);
    const float y = start.y + static_cast<float>(row) * line;
    // One line beyond the edge stays in reach of the arrow keys.
    if (y > clip.Max.y + line || y + line < clip.Min.y - line) continue;
    const auto column = static_cast<float>(i % static_cast<std::size_t>(across));
    Tile(ui, i, start.x + column * width, y, width);
  }
  const auto seen = static_cast<std::int64_t>((clip.Max.y - start.y) / line + 2) * across;
  ui.client.NeedPictures(seen);
  ImGui::SetCursorScreenPos(start);
  Take(ImVec2(room, line * static_cast<float>(lines)));
}

}  // namespace

void GalleryView(Ui& ui) {
  ui.client.NeedPictures(1);
  const Pictures& pictures = ui.state.pictures;
  if (pictures.total < 0) return;
  if (pictures.total == 0) {
    const bool can = ui.state.project && ui.state.NextPending() >= 0;
    if (EmptyState(ui, Icon::kGallery, "Nothing to draw yet",
                   can ? "Pictures appear once the table they are drawn from is there and has rows."
                       : "This database has no rows that can be drawn.",
                   can ? "Apply the first step" : "", !ui.state.Running())) {
      ui.client.StepForward();
    }
    return;
  }
  const std::int64_t stored = pictures.InState("stored");
  const std::int64_t broken = pictures.InState("fallback");
  const std::int64_t known = stored + broken;
  const std::string title = known == 0 ? Grouped(pictures.total) + " pets, not drawn yet"
                            : known == pictures.total
                                ? Grouped(pictures.total) + " pets"
                                : Grouped(known) + " of " + Grouped(pictures.total) + " pets";
  Heading(ui, TextStyle::kPage, 1, title);
  Gap(kSpace1);
  Paragraph(ui, TextStyle::kBody, ui.theme.color.muted,
            known == 0
                ? "Their looks come with the traits. Migrate, and each silhouette becomes its pet."
                : "Each is drawn from the traits stored in its own row.");
  if (broken > 0) {
    Paragraph(ui, TextStyle::kBody, ui.theme.color.careful,
              Counted(broken, "row holds", "rows hold") +
                  " traits that are not valid; a plain pet stands in.");
  }
  Gap(kSpace4);
  if (stored > 0) Distribution(ui, stored);
  Tiles(ui);
}

}  // namespace godwit::shell
