#include "shell/picture.h"

#include <algorithm>
#include <cmath>

namespace godwit::shell {
namespace {

// The part of polygon `points` inside the convex outline `clip` (Sutherland and Hodgman's method).
std::vector<Point> ClipPolygon(std::vector<Point> points, const std::vector<Point>& clip) {
  float area = 0;
  for (std::size_t i = 0; i < clip.size(); ++i) {
    const Point& a = clip[i];
    const Point& b = clip[(i + 1) % clip.size()];
    area += a.x * b.y - b.x * a.y;
  }
  const float side = area < 0 ? -1.0F : 1.0F;
  for (std::size_t i = 0; i < clip.size() && !points.empty(); ++i) {
    const Point a = clip[i];
    const Point b = clip[(i + 1) % clip.size()];
    const auto depth = [&](const Point& p) {
      return side * ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
    };
    std::vector<Point> kept;
    for (std::size_t k = 0; k < points.size(); ++k) {
      const Point& from = points[k];
      const Point& to = points[(k + 1) % points.size()];
      const float in = depth(from);
      const float out = depth(to);
      if (in >= 0) kept.push_back(from);
      if ((in >= 0) != (out >= 0)) {
        const float share = in / (in - out);
        kept.push_back({from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
      }
    }
    points = std::move(kept);
  }
  return points;
}

bool Inside(const Point& point, const std::vector<Point>& outline) {
  bool inside = false;
  for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
    const Point& a = outline[i];
    const Point& b = outline[j];
    if ((a.y > point.y) != (b.y > point.y) &&
        point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x) {
      inside = !inside;
    }
  }
  return inside;
}

// The runs of an open line that lie inside `clip`, kept half a stroke away from its edge.
std::vector<std::vector<Point>> ClipLine(const std::vector<Point>& points,
                                         const std::vector<Point>& clip, float width) {
  std::vector<Point> inner = clip;
  Point middle;
  for (const Point& p : clip) {
    middle.x += p.x / static_cast<float>(clip.size());
    middle.y += p.y / static_cast<float>(clip.size());
  }
  for (Point& p : inner) {
    const float away = std::hypot(p.x - middle.x, p.y - middle.y);
    const float share = away > width ? (away - width / 2) / away : 0;
    p = {middle.x + (p.x - middle.x) * share, middle.y + (p.y - middle.y) * share};
  }
  std::vector<std::vector<Point>> runs;
  bool drawing = false;
  constexpr int kCuts = 8;  // finer than the outline's own lines, so that runs end at the edge
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    for (int cut = 0; cut < kCuts; ++cut) {
      const float share = static_cast<float>(cut) / kCuts;
      const Point p{points[i].x + (points[i + 1].x - points[i].x) * share,
                    points[i].y + (points[i + 1].y - points[i].y) * share};
      if (!Inside(p, inner)) {
        drawing = false;
        continue;
      }
      if (!drawing) runs.emplace_back();
      drawing = true;
      runs.back().push_back(p);
    }
  }
  return runs;
}

class Painter {
 public:
  Painter(ImDrawList* list, ImVec2 corner, float size)
      : list_(list), corner_(corner), unit_(size / 100) {}

  // With a `bottom` the colour changes from `color`, which may be transparent, to that one.
  void Fill(const std::vector<Point>& points, ImU32 color, ImU32 bottom) {
    if (points.size() < 3) return;
    const int first = list_->VtxBuffer.Size;
    Trace(points);
    // Dear ImGui leaves out what is transparent, so the shape is made in the lower colour at first.
    const ImU32 solid = bottom != 0 ? bottom | IM_COL32_A_MASK : color;
    if (IsConvex(points)) {
      list_->PathFillConvex(solid);
    } else {
      list_->PathFillConcave(solid);
    }
    if (bottom != 0) Shade(points, first, color, bottom);
  }

  void Stroke(const std::vector<Point>& points, bool closed, ImU32 color, float width) {
    if (points.size() < 2) return;
    Trace(points);
    list_->PathStroke(color, closed ? ImDrawFlags_Closed : ImDrawFlags_None,
                      std::max(1.0F, width * unit_));
  }

  void RoundEnds(const std::vector<Point>& points, ImU32 color, float width) {
    for (const Point* end : {&points.front(), &points.back()}) {
      list_->AddCircleFilled(ImVec2(corner_.x + end->x * unit_, corner_.y + end->y * unit_),
                             std::max(1.0F, width * unit_) / 2, color);
    }
  }

 private:
  void Trace(const std::vector<Point>& points) {
    for (const Point& p : points) {
      list_->PathLineTo(ImVec2(corner_.x + p.x * unit_, corner_.y + p.y * unit_));
    }
  }

  static bool IsConvex(const std::vector<Point>& points) {
    bool left = false;
    bool right = false;
    const std::size_t count = points.size();
    for (std::size_t i = 0; i < count; ++i) {
      const Point& a = points[i];
      const Point& b = points[(i + 1) % count];
      const Point& c = points[(i + 2) % count];
      const float turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
      left = left || turn > 1e-4F;
      right = right || turn < -1e-4F;
    }
    return !(left && right);
  }

  // Colours the vertices just added by their height; the soft edge keeps its own transparency.
  void Shade(const std::vector<Point>& points, int first, ImU32 top, ImU32 bottom) {
    const auto [low, high] = std::minmax_element(
        points.begin(), points.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
    const float from = corner_.y + low->y * unit_;
    const float span = std::max(1e-3F, (high->y - low->y) * unit_);
    const bool hollow = (top & IM_COL32_A_MASK) == 0;
    const ImU32 start = hollow ? bottom & ~IM_COL32_A_MASK : top;
    for (int i = first; i < list_->VtxBuffer.Size; ++i) {
      ImDrawVert& vertex = list_->VtxBuffer[i];
      if ((vertex.col & IM_COL32_A_MASK) == 0) continue;
      const float share = std::clamp((vertex.pos.y - from) / span, 0.0F, 1.0F);
      ImU32 color = 0;
      for (const int shift : {0, 8, 16, 24}) {
        const auto a = static_cast<float>((start >> shift) & 255);
        const auto b = static_cast<float>((bottom >> shift) & 255);
        color |= static_cast<ImU32>(std::lround(a + (b - a) * share)) << shift;
      }
      vertex.col = color;
    }
  }

  ImDrawList* list_;
  ImVec2 corner_;
  float unit_;
};

}  // namespace

void DrawPicture(ImDrawList* list, const Picture& picture, ImVec2 top_left, float size,
                 ImU32 tint) {
  Painter painter(list, top_left, size);
  for (const Shape& shape : picture.shapes) {
    const bool clipped =
        shape.clip >= 0 && static_cast<std::size_t>(shape.clip) < picture.shapes.size();
    if (tint != 0) {
      // A silhouette is the outline of what is filled, and nothing inside it.
      if (shape.fill != 0 && !clipped && shape.fill_bottom == 0)
        painter.Fill(shape.points, tint, 0);
      continue;
    }
    const std::vector<Point> none;
    const std::vector<Point>& clip =
        clipped ? picture.shapes[static_cast<std::size_t>(shape.clip)].points : none;
    if (shape.fill != 0 || shape.fill_bottom != 0) {
      painter.Fill(clipped ? ClipPolygon(shape.points, clip) : shape.points, shape.fill,
                   shape.fill_bottom);
    }
    if (shape.stroke == 0) continue;
    if (clipped) {
      for (const auto& run : ClipLine(shape.points, clip, shape.stroke_width)) {
        painter.Stroke(run, false, shape.stroke, shape.stroke_width);
      }
    } else {
      painter.Stroke(shape.points, shape.closed, shape.stroke, shape.stroke_width);
      if (shape.round_ends && !shape.points.empty()) {
        painter.RoundEnds(shape.points, shape.stroke, shape.stroke_width);
      }
    }
  }
}

}  // namespace godwit::shell
