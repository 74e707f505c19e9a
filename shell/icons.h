// Signs and icons, drawn as lines so that they are sharp at every size and density.
#pragma once

#include <cstdint>

#include "imgui.h"

namespace godwit::shell {

enum class Icon : std::uint8_t {
  kNone,
  kApplied,   // ● done
  kPending,   // ○ still to come
  kDataStep,  // ◍ data to fill in
  kOff,       // ◌ optional, off
  kCheck,
  kCross,
  kWarning,
  kInfo,
  kForward,
  kBack,
  kBackAll,
  kToEnd,
  kDownload,
  kOpen,
  kCopy,
  kChevronDown,
  kChevronRight,
  kSun,
  kMoon,
  kPanel,
  kTimeline,
  kTable,
  kGallery,
  kChecks,
  kCompare,
  kSchema,
};

// Draws in a square of `size` around `center`.
void DrawIcon(ImDrawList* list, Icon icon, ImVec2 center, float size, ImU32 color);

// Godwit's mark: a wading bird's long bill over the water line.
void DrawMark(ImDrawList* list, ImVec2 center, float size, ImU32 body, ImU32 water);

}  // namespace godwit::shell
