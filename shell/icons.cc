#include "shell/icons.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace godwit::shell {
namespace {

// A pen on a field of 16 × 16 whose middle is the icon's.
struct Pen {
  ImDrawList* list;
  ImVec2 center;
  float unit;
  ImU32 color;
  float width;

  ImVec2 At(float x, float y) const {
    return {center.x + (x - 8) * unit, center.y + (y - 8) * unit};
  }
  void Line(std::initializer_list<std::pair<float, float>> points, bool closed = false) const {
    for (const auto& [x, y] : points) list->PathLineTo(At(x, y));
    list->PathStroke(color, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width);
  }
  void Box(float left, float top, float right, float bottom, float corner = 1.5F) const {
    list->AddRect(At(left, top), At(right, bottom), color, corner * unit, 0, width);
  }
  void Ring(float x, float y, float radius) const {
    list->AddCircle(At(x, y), radius * unit, color, 0, width);
  }
  void Disc(float x, float y, float radius) const {
    list->AddCircleFilled(At(x, y), radius * unit, color);
  }
  void Arc(float x, float y, float radius, float from, float to) const {
    list->PathArcTo(At(x, y), radius * unit, from, to);
    list->PathStroke(color, 0, width);
  }
};

constexpr float kPi = 3.14159265F;

void DrawSign(const Pen& pen, Icon icon) {
  switch (icon) {
    case Icon::kApplied:
      pen.Disc(8, 8, 5);
      break;
    case Icon::kPending:
      pen.Ring(8, 8, 4.4F);
      break;
    case Icon::kDataStep:
      pen.Ring(8, 8, 4.4F);
      pen.Disc(8, 8, 2.2F);
      break;
    case Icon::kOff:
      for (int dash = 0; dash < 6; ++dash) {
        const float from = static_cast<float>(dash) * kPi / 3;
        pen.Arc(8, 8, 4.4F, from, from + kPi / 5.5F);
      }
      break;
    case Icon::kCheck:
      pen.Line({{3.5F, 8.5F}, {6.8F, 11.5F}, {12.5F, 4.8F}});
      break;
    case Icon::kCross:
      pen.Line({{4.2F, 4.2F}, {11.8F, 11.8F}});
      pen.Line({{11.8F, 4.2F}, {4.2F, 11.8F}});
      break;
    case Icon::kWarning:
      pen.Line({{8, 2.8F}, {14, 13.2F}, {2, 13.2F}}, true);
      pen.Line({{8, 6.6F}, {8, 9.6F}});
      pen.Disc(8, 11.4F, 0.8F);
      break;
    default:
      pen.Ring(8, 8, 5.6F);
      pen.Line({{8, 7.4F}, {8, 11}});
      pen.Disc(8, 5.3F, 0.8F);
      break;
  }
}

void DrawAction(const Pen& pen, Icon icon) {
  switch (icon) {
    case Icon::kForward:
      pen.Line({{6, 3.5F}, {10.5F, 8}, {6, 12.5F}});
      break;
    case Icon::kBack:
      pen.Line({{10, 3.5F}, {5.5F, 8}, {10, 12.5F}});
      break;
    case Icon::kToEnd:
      pen.Line({{3.5F, 3.5F}, {8, 8}, {3.5F, 12.5F}});
      pen.Line({{12, 3.5F}, {12, 12.5F}});
      break;
    case Icon::kBackAll:
      pen.Line({{12.5F, 3.5F}, {8, 8}, {12.5F, 12.5F}});
      pen.Line({{4, 3.5F}, {4, 12.5F}});
      break;
    case Icon::kDownload:
      pen.Line({{8, 2.5F}, {8, 10}});
      pen.Line({{4.8F, 7}, {8, 10.2F}, {11.2F, 7}});
      pen.Line({{3, 11.5F}, {3, 13.5F}, {13, 13.5F}, {13, 11.5F}});
      break;
    case Icon::kOpen:
      pen.Line(
          {{2.5F, 12.5F}, {2.5F, 3.5F}, {6.5F, 3.5F}, {8, 5.2F}, {13.5F, 5.2F}, {13.5F, 12.5F}},
          true);
      break;
    case Icon::kCopy:
      pen.Box(5.5F, 5.5F, 13, 13);
      pen.Line({{10.5F, 5.5F}, {10.5F, 3}, {3, 3}, {3, 10.5F}, {5.5F, 10.5F}});
      break;
    case Icon::kChevronDown:
      pen.Line({{4.5F, 6.5F}, {8, 10}, {11.5F, 6.5F}});
      break;
    default:
      pen.Line({{6.5F, 4.5F}, {10, 8}, {6.5F, 11.5F}});
      break;
  }
}

void DrawThing(const Pen& pen, Icon icon) {
  switch (icon) {
    case Icon::kSun:
      pen.Ring(8, 8, 2.8F);
      for (int ray = 0; ray < 8; ++ray) {
        const float angle = static_cast<float>(ray) * kPi / 4;
        const float x = std::cos(angle);
        const float y = std::sin(angle);
        pen.Line({{8 + x * 4.7F, 8 + y * 4.7F}, {8 + x * 6.2F, 8 + y * 6.2F}});
      }
      break;
    case Icon::kMoon:
      pen.list->PathArcTo(pen.At(7.6F, 8.4F), 5.4F * pen.unit, kPi * 0.08F, kPi * 1.42F);
      pen.list->PathArcTo(pen.At(10.4F, 5.4F), 4.4F * pen.unit, kPi * 1.15F, kPi * 0.35F);
      pen.list->PathStroke(pen.color, ImDrawFlags_Closed, pen.width);
      break;
    case Icon::kPanel:
      pen.Box(2, 3, 14, 13);
      pen.Line({{10, 3}, {10, 13}});
      break;
    case Icon::kTimeline:
      pen.Ring(4, 3.8F, 1.7F);
      pen.Ring(4, 12.2F, 1.7F);
      pen.Line({{4, 5.6F}, {4, 10.4F}});
      pen.Line({{8, 3.8F}, {14, 3.8F}});
      pen.Line({{8, 12.2F}, {14, 12.2F}});
      break;
    case Icon::kTable:
      pen.Box(2, 3, 14, 13);
      pen.Line({{2, 6.5F}, {14, 6.5F}});
      pen.Line({{7, 6.5F}, {7, 13}});
      break;
    case Icon::kGallery:
      pen.Box(2, 2, 7, 7);
      pen.Box(9, 2, 14, 7);
      pen.Box(2, 9, 7, 14);
      pen.Box(9, 9, 14, 14);
      break;
    case Icon::kChecks:
      pen.Ring(8, 8, 6);
      pen.Line({{5.2F, 8.2F}, {7.3F, 10.2F}, {10.8F, 5.8F}});
      break;
    case Icon::kCompare:
      pen.Line({{4, 6}, {12, 6}});
      pen.Line({{4, 10}, {12, 10}});
      break;
    default:
      pen.Box(2, 2.5F, 8, 7);
      pen.Box(8, 9, 14, 13.5F);
      pen.Line({{5, 7}, {5, 11.2F}, {8, 11.2F}});
      break;
  }
}

}  // namespace

void DrawIcon(ImDrawList* list, Icon icon, ImVec2 center, float size, ImU32 color) {
  if (icon == Icon::kNone) return;
  const Pen pen{list, center, size / 16, color, std::max(1.0F, 1.5F * size / 16)};
  if (icon < Icon::kForward) {
    DrawSign(pen, icon);
  } else if (icon < Icon::kSun) {
    DrawAction(pen, icon);
  } else {
    DrawThing(pen, icon);
  }
}

void DrawMark(ImDrawList* list, ImVec2 center, float size, ImU32 body, ImU32 water) {
  const Pen pen{list, center, size / 16, body, 1.6F * size / 16};
  // Body and head, the long upturned bill, the leg.
  list->PathLineTo(pen.At(1.2F, 9.4F));
  list->PathBezierCubicCurveTo(pen.At(2.6F, 5.2F), pen.At(6.6F, 5.0F), pen.At(8.2F, 4.8F));
  list->PathBezierCubicCurveTo(pen.At(8.6F, 2.2F), pen.At(12.0F, 2.0F), pen.At(11.9F, 4.8F));
  list->PathBezierCubicCurveTo(pen.At(11.6F, 9.6F), pen.At(6.0F, 11.6F), pen.At(1.2F, 9.4F));
  list->PathFillConcave(body);
  pen.Line({{11.2F, 4.2F}, {15.6F, 3.2F}});
  pen.Line({{6.6F, 10}, {6.6F, 13}});
  const Pen wave{list, center, size / 16, water, 1.5F * size / 16};
  wave.Line({{1.5F, 13.6F}, {14.5F, 13.6F}});
}

}  // namespace godwit::shell
