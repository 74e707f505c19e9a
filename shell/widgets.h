// The playground's controls. Each is drawn from the theme, reacts to mouse, keys and assistive
// technology alike, and says its role, name and state to the accessibility tree.
#pragma once

#include <cstdint>
#include <string_view>

#include "imgui.h"
#include "shell/icons.h"
#include "shell/text.h"
#include "shell/ui.h"

namespace godwit::shell {

// ---- Panels and flow
// -------------------------------------------------------------------------------

struct PanelLook {
  ImU32 fill = 0;
  ImVec2 padding = {0, 0};
  bool horizontal_scroll = false;
  bool scroll = true;
};
// A part of the window at a fixed place, scrolling by itself. Always pair with EndPanel.
void BeginPanel(Ui& ui, const char* id, const ImRect& place, const PanelLook& look);
void EndPanel();

void Gap(float height);
inline ImVec2 Cursor() { return ImGui::GetCursorScreenPos(); }
inline float Room() { return ImGui::GetContentRegionAvail().x; }
inline ImDrawList* Canvas() { return ImGui::GetWindowDrawList(); }
// Takes `size` at the cursor for something drawn by hand.
ImRect Take(ImVec2 size);

// ---- Text
// -----------------------------------------------------------------------------------------

void Heading(Ui& ui, TextStyle style, int level, std::string_view text);
// Wrapped to `width`, or to the prose width where there is more room.
void Paragraph(Ui& ui, TextStyle style, ImU32 color, std::string_view text, float width = 0);
// One line at a place that somebody else has taken, cut to `width` if that is not 0.
void Label(Ui& ui, TextStyle style, ImU32 color, ImVec2 top_left, std::string_view text,
           float width = 0);
// A muted word with its value to the right of it.
void Fact(Ui& ui, std::string_view name, std::string_view value);
// All of a digest or checksum in groups of four, over as many lines as it needs.
void DigestText(Ui& ui, std::string_view name, std::string_view hex);

// ---- Controls
// -------------------------------------------------------------------------------------

struct ItemState {
  ImGuiID id = 0;
  ImRect box;
  bool visible = false;
  bool pressed = false;
  bool hovered = false;
  bool held = false;
  bool focused = false;       // has the keyboard, visibly
  bool just_focused = false;  // the keyboard moved here in this frame
};
// The base of every control: takes the place, adds the item, reacts.
ItemState Item(Ui& ui, std::string_view key, ImVec2 size, AccessRole role, std::string_view name,
               bool enabled = true);
// 2 px in the second colour, outside the item or just inside it.
void FocusRing(Ui& ui, const ItemState& item, float corner, bool inside = false);

enum class ButtonKind : std::uint8_t { kPrimary, kPlain, kQuiet, kDanger };
struct ButtonLook {
  ButtonKind kind = ButtonKind::kPlain;
  Icon icon = Icon::kNone;
  bool enabled = true;
  float width = 0;             // 0: as wide as its words
  std::string_view name = {};  // when it differs from the words on it
};
bool Button(Ui& ui, std::string_view label, const ButtonLook& look = {});
float ButtonWidth(Ui& ui, std::string_view label, Icon icon);
// An icon alone; `name` is what it is called.
bool IconButton(Ui& ui, Icon icon, std::string_view name, bool enabled = true);

// A row to choose: `selected` rows carry a bar and a tint. What is on it the caller draws.
ItemState ListRow(Ui& ui, std::string_view key, float height, bool selected, std::string_view name);

// ---- States
// ---------------------------------------------------------------------------------------

enum class Tone : std::uint8_t { kQuiet, kRight, kCareful, kWrong, kAccent, kSecond };
ImU32 ColorOf(const Theme& theme, Tone tone);

// A sign with its word, as one small field. Returns its width.
float Badge(Ui& ui, ImVec2 top_left, Tone tone, Icon icon, std::string_view word);
float BadgeWidth(Ui& ui, std::string_view word);

// `share` 0…1; negative when unknown.
void ProgressBar(Ui& ui, const ImRect& box, float share, std::string_view name);

// What stands where there is nothing: what belongs here, and the one action that brings it.
// True when the action was pressed. An empty `action` leaves the button out.
bool EmptyState(Ui& ui, Icon icon, std::string_view title, std::string_view words,
                std::string_view action, bool enabled = true);

}  // namespace godwit::shell
