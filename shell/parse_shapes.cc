// Reads a picture's draw list (its format: core/traits/pet_picture.h) into outlines: ellipses and
// curves become short lines, colours and opacities one packed value.
#include <algorithm>
#include <array>
#include <cmath>

#include "shell/parse.h"

namespace godwit::shell {
namespace {

constexpr float kPi = 3.14159265F;
constexpr int kEllipseSides = 48;
constexpr int kCurveCuts = 12;

float NumberAt(const Json& array, std::size_t index) {
  if (!array.is_array() || index >= array.size() || !array[index].is_number()) return 0;
  return array[index].get<float>() / 10;  // tenths of the field's unit
}

Point PointAt(const Json& pair) { return {NumberAt(pair, 0), NumberAt(pair, 1)}; }

std::vector<Point> EllipseOutline(const Json& shape) {
  const Point center = PointAt(MemberOf(shape, "center"));
  const Point radii = PointAt(MemberOf(shape, "radii"));
  const float turn = static_cast<float>(IntegerOf(shape, "rotate")) * kPi / 180;
  std::vector<Point> points;
  for (int i = 0; i < kEllipseSides; ++i) {
    const float angle = 2 * kPi * static_cast<float>(i) / kEllipseSides;
    const float x = radii.x * std::cos(angle);
    const float y = radii.y * std::sin(angle);
    points.push_back({center.x + x * std::cos(turn) - y * std::sin(turn),
                      center.y + x * std::sin(turn) + y * std::cos(turn)});
  }
  return points;
}

// A start, then two controls and an end for every curve.
std::vector<Point> CurveOutline(const std::vector<Point>& given) {
  std::vector<Point> points;
  if (given.empty()) return points;
  points.push_back(given.front());
  for (std::size_t i = 0; i + 3 < given.size(); i += 3) {
    for (int cut = 1; cut <= kCurveCuts; ++cut) {
      const float t = static_cast<float>(cut) / kCurveCuts;
      const float s = 1 - t;
      const std::array<float, 4> weight = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
      Point at;
      for (std::size_t k = 0; k < weight.size(); ++k) {
        at.x += weight[k] * given[i + k].x;
        at.y += weight[k] * given[i + k].y;
      }
      points.push_back(at);
    }
  }
  return points;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 0;
}

// "#rrggbb" with an opacity; 0 when the member is absent.
std::uint32_t ColorOf(const Json& shape, const char* key, float opacity) {
  const std::string text = TextOf(shape, key);
  if (text.size() != 7 || text[0] != '#') return 0;
  const auto channel = [&](std::size_t at) {
    return HexDigit(text[at]) * 16 + HexDigit(text[at + 1]);
  };
  return IM_COL32(channel(1), channel(3), channel(5), static_cast<int>(std::lround(opacity * 255)));
}

Shape ParseShape(const Json& entry) {
  Shape shape;
  const std::string kind = TextOf(entry, "kind");
  if (kind == "ellipse") {
    shape.points = EllipseOutline(entry);
  } else {
    for (const Json& pair : MemberOf(entry, "points")) shape.points.push_back(PointAt(pair));
    if (kind == "path") shape.points = CurveOutline(shape.points);
  }
  shape.closed = kind != "path";
  const bool faded = MemberOf(entry, "opacity").is_number();
  const float opacity = faded ? static_cast<float>(IntegerOf(entry, "opacity")) / 100 : 1;
  shape.fill = ColorOf(entry, "fill", opacity);
  if (FlagOf(entry, "gradient")) {
    shape.fill_bottom = shape.fill;
    shape.fill &= ~IM_COL32_A_MASK;
  }
  shape.stroke = ColorOf(entry, "stroke", opacity);
  shape.stroke_width = static_cast<float>(IntegerOf(entry, "width")) / 10;
  shape.clip = FlagOf(entry, "clip") ? 0 : -1;
  shape.round_ends = !shape.closed && shape.clip < 0;
  return shape;
}

}  // namespace

std::vector<Shape> ParseShapes(const Json& shapes) {
  std::vector<Shape> out;
  for (const Json& entry : shapes) out.push_back(ParseShape(entry));
  return out;
}

}  // namespace godwit::shell
