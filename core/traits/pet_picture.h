// A pet's picture as plain data: one list of shapes from which the SVG is written and the
// playground draws. Every coordinate is an integer, so the bytes are the same on every machine.
//
// The field is 100 × 100, y downwards; all lengths below are in tenths of its unit. Sizes (small,
// large) are already applied: whoever draws needs no transform. Shapes stand in drawing order.
//
// The draw list in JSON, as the engine sends it, is an array of
//
//   {"layer": "body" | "pattern" | "accessory" | "expression",
//    "kind": "ellipse",  "center": [x, y], "radii": [rx, ry], "rotate": degrees
//            "polygon",  "points": [[x, y], …]                closed
//            "path",     "points": [[x, y], …]                open; a start, then for every cubic
//                                                             Bézier curve two controls and an end
//    "fill": "#rrggbb", "gradient": true,     the fill fades from transparent at the shape's top to
//                                             opaque at its bottom
//    "stroke": "#rrggbb", "width": w,         centred on the outline; a path's ends are round, a
//                                             pattern's flat
//    "opacity": percent,                      of the whole shape
//    "clip": true}                            cut by the first shape (the body's ellipse)
//
// where rotate, fill, gradient, stroke, width, opacity (100) and clip are left out when they do not
// apply. Rotation is clockwise about the centre. A shape with "clip" stays inside the body up to
// half its stroke: a painter that cannot clip may ignore it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/traits/pet_traits.h"

namespace godwit {

struct Rgb {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  bool operator==(const Rgb&) const = default;
};

struct Point {
  int x = 0;
  int y = 0;
};

enum class PictureLayer : std::uint8_t { kBody, kPattern, kAccessory, kExpression };
enum class ShapeKind : std::uint8_t { kEllipse, kPolygon, kPath };

struct Shape {
  PictureLayer layer = PictureLayer::kBody;
  ShapeKind kind = ShapeKind::kEllipse;
  Point center = {};  // ellipses
  Point radii = {};
  int rotate = 0;
  std::vector<Point> points = {};  // the other two
  std::optional<Rgb> fill = {};
  std::optional<Rgb> stroke = {};
  int stroke_width = 0;
  int opacity = 100;
  bool gradient = false;
  bool clip = false;
};

struct Picture {
  std::string label;          // "A rare pet with sleepy expression"
  std::string body_color;     // "hsl(245, 64%, 62%)", empty for a silhouette
  std::string pattern_color;  // empty when there is no pattern
  std::vector<Shape> shapes;
};

Picture DrawPet(const PetTraits& traits);
// A pet that has no traits yet: body and head in grey.
Picture DrawPetSilhouette();
// What stands in for traits that break the rules: hsl(200, 65%, 55%), no pattern or accessory,
// medium, happy, common.
PetTraits FallbackPetTraits();

// The accessible label.
std::string PetLabel(const PetTraits& traits);

// A complete SVG document, line feeds inside, one at the end. Its ids are derived from its content,
// so several pictures can stand in one page.
std::string PictureSvg(const Picture& picture);
// The draw list described above, compact.
std::string PictureJson(const Picture& picture);

std::string PetSvg(const PetTraits& traits);

// "hsl(H, S%, L%)", each part rounded half up.
std::string CssColor(const Hsl& color);
// Exact: channels of the rational value, ties upwards. REQUIRES: h 0..360, s and l 0..100.
Rgb HslToRgb(int h, int s, int l);
// "#rrggbb"
std::string HexColor(const Rgb& color);

}  // namespace godwit
