#include "core/traits/pet_picture.h"

#include <algorithm>
#include <array>
#include <bit>
#include <span>

namespace godwit {
namespace {

constexpr Rgb kInk = {0x33, 0x33, 0x33};
constexpr Rgb kPale = {0xf4, 0xf4, 0xf4};  // lines of a dark face
constexpr Rgb kWhite = {0xff, 0xff, 0xff};
constexpr Rgb kHorn = {0x55, 0x55, 0x55};
constexpr Rgb kWing = {0xcc, 0xcc, 0xcc};
constexpr Rgb kGold = {0xff, 0xd7, 0x00};
constexpr Rgb kGoldEdge = {0xc9, 0x9a, 0x00};
constexpr Rgb kCollarRed = {0xe7, 0x4c, 0x3c};
constexpr Rgb kGrey = {0xb4, 0xb8, 0xbf};
constexpr Rgb kGreyEdge = {0x9a, 0x9f, 0xa8};

constexpr Point kBodyCenter = {500, 550};
constexpr Point kBodyRadii = {220, 280};
constexpr Point kHeadCenter = {500, 350};
constexpr Point kHeadRadii = {160, 160};
constexpr int kFaceStroke = 15;

// Math.round for values that are not negative, from the bits: adding 0.5 could round twice.
int RoundHalfUp(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const int exponent = static_cast<int>(bits >> 52) - 1075;
  if (bits >> 63 != 0 || exponent < -63) return 0;
  const std::uint64_t mantissa = (bits & ((std::uint64_t{1} << 52) - 1)) | std::uint64_t{1} << 52;
  const std::uint64_t half = std::uint64_t{1} << (-exponent - 1);
  return static_cast<int>((mantissa + half) >> -exponent);
}

Rgb Color(const Hsl& color) {
  return HslToRgb(RoundHalfUp(color.h), RoundHalfUp(color.s), RoundHalfUp(color.l));
}

// The same hue and saturation, 15 darker; the subtraction is exact.
Rgb Outline(const Hsl& color) { return Color({color.h, color.s, std::max(0.0, color.l - 15)}); }

// Collects shapes, applying the size. All literals are multiples of five tenths, so that 4/5 and
// 6/5 of their distance from the centre are whole.
class Painter {
 public:
  explicit Painter(PetSize size) : fifths_(4 + static_cast<int>(size)) {}

  void Begin(PictureLayer layer) { layer_ = layer; }

  Shape& Ellipse(Point center, Point radii) {
    Shape& shape = Add(ShapeKind::kEllipse);
    shape.center = Place(center);
    shape.radii = {Scale(radii.x), Scale(radii.y)};
    return shape;
  }
  Shape& Polygon(std::span<const Point> points) { return Points(ShapeKind::kPolygon, points); }
  // A start and three points a curve.
  Shape& Path(std::span<const Point> points, Rgb stroke, int width) {
    Shape& shape = Points(ShapeKind::kPath, points);
    Stroke(shape, stroke, width);
    return shape;
  }
  void Stroke(Shape& shape, Rgb color, int width) const {
    shape.stroke = color;
    shape.stroke_width = Scale(width);
  }

  std::vector<Shape> Take() && { return std::move(shapes_); }

 private:
  int Scale(int length) const { return length * fifths_ / 5; }
  Point Place(Point point) const {
    return {500 + Scale(point.x - 500), 500 + Scale(point.y - 500)};
  }
  Shape& Add(ShapeKind kind) {
    shapes_.push_back({.layer = layer_, .kind = kind});
    return shapes_.back();
  }
  Shape& Points(ShapeKind kind, std::span<const Point> points) {
    Shape& shape = Add(kind);
    for (const Point& point : points) shape.points.push_back(Place(point));
    return shape;
  }

  int fifths_;
  PictureLayer layer_ = PictureLayer::kBody;
  std::vector<Shape> shapes_;
};

void Body(Painter& painter, Rgb fill, Rgb outline) {
  painter.Begin(PictureLayer::kBody);
  const struct {
    Point center, radii;
  } parts[] = {{kBodyCenter, kBodyRadii}, {kHeadCenter, kHeadRadii}};
  for (const auto& part : parts) {
    Shape& shape = painter.Ellipse(part.center, part.radii);
    shape.fill = fill;
    painter.Stroke(shape, outline, 10);
  }
}

void Stripes(Painter& painter, Rgb color) {
  // Half widths end on the body's outline.
  constexpr std::array<Point, 4> kStripes = {{{205, 450}, {220, 550}, {205, 650}, {150, 750}}};
  for (const auto& [half, y] : kStripes) {
    const std::array<Point, 4> curve = {
        {{500 - half, y}, {500 - half + 135, y + 40}, {500 + half - 135, y + 40}, {500 + half, y}}};
    Shape& shape = painter.Path(curve, color, 20);
    shape.opacity = 70;
    shape.clip = true;
  }
}

void Spots(Painter& painter, Rgb color) {
  constexpr struct {
    Point center;
    int radius;
  } kSpots[] = {{{385, 570}, 30}, {{500, 610}, 40}, {{620, 555}, 30}, {{425, 690}, 35},
                {{580, 695}, 25}, {{500, 765}, 30}, {{645, 650}, 20}};
  for (const auto& spot : kSpots) {
    Shape& shape = painter.Ellipse(spot.center, {spot.radius, spot.radius});
    shape.fill = color;
    shape.opacity = 60;
    shape.clip = true;
  }
}

void Pattern(Painter& painter, const PetTraits& traits) {
  painter.Begin(PictureLayer::kPattern);
  const Rgb color = Color(traits.pattern_color);
  switch (traits.pattern_type) {
    case PetPattern::kNone:
      return;
    case PetPattern::kStriped:
      Stripes(painter, color);
      return;
    case PetPattern::kSpotted:
      Spots(painter, color);
      return;
    case PetPattern::kGradient: {
      Shape& shape = painter.Ellipse(kBodyCenter, kBodyRadii);
      shape.fill = color;
      shape.opacity = 50;
      shape.gradient = true;
      shape.clip = true;
      return;
    }
  }
}

void Accessory(Painter& painter, PetAccessory accessory) {
  painter.Begin(PictureLayer::kAccessory);
  switch (accessory) {
    case PetAccessory::kNone:
      return;
    case PetAccessory::kHorns: {
      constexpr std::array<Point, 3> kLeft = {{{375, 255}, {380, 110}, {460, 200}}};
      constexpr std::array<Point, 3> kRight = {{{625, 255}, {620, 110}, {540, 200}}};
      painter.Polygon(kLeft).fill = kHorn;
      painter.Polygon(kRight).fill = kHorn;
      return;
    }
    case PetAccessory::kWings:
      for (const int side : {-1, 1}) {
        Shape& wing = painter.Ellipse({500 + side * 265, 510}, {85, 190});
        wing.rotate = side * 20;
        wing.fill = kWing;
        wing.opacity = 60;
      }
      return;
    case PetAccessory::kCrown: {
      constexpr std::array<Point, 7> kCrown = {
          {{385, 235}, {370, 120}, {440, 180}, {500, 95}, {560, 180}, {630, 120}, {615, 235}}};
      Shape& crown = painter.Polygon(kCrown);
      crown.fill = kGold;
      painter.Stroke(crown, kGoldEdge, 10);
      return;
    }
    case PetAccessory::kCollar:
      painter.Stroke(painter.Ellipse({500, 510}, {205, 40}), kCollarRed, 20);
      return;
  }
}

// Perceived lightness (ITU-R BT.601 weights) too low for dark lines to be seen.
bool IsDark(Rgb color) { return 299 * color.r + 587 * color.g + 114 * color.b < 95'000; }

// An open eye with its highlight; on a dark face with a pale rim.
void Eye(Painter& painter, Point center, Point radii, int rotate, bool dark) {
  Shape& eye = painter.Ellipse(center, radii);
  eye.fill = kInk;
  eye.rotate = rotate;
  if (dark) painter.Stroke(eye, kPale, 5);
  painter.Ellipse({center.x + 10, center.y - 10}, {10, 10}).fill = kWhite;
}

void Eyes(Painter& painter, Point radii, int tilt, bool dark) {
  Eye(painter, {440, 330}, radii, tilt, dark);
  Eye(painter, {560, 330}, radii, -tilt, dark);
}

void Expression(Painter& painter, PetExpression expression, bool dark) {
  painter.Begin(PictureLayer::kExpression);
  using Curve = std::array<Point, 4>;
  const Rgb ink = dark ? kPale : kInk;
  const auto line = [&](const Curve& curve) { painter.Path(curve, ink, kFaceStroke); };
  switch (expression) {
    case PetExpression::kHappy:
      Eyes(painter, {25, 30}, 0, dark);
      line({{{445, 400}, {465, 440}, {535, 440}, {555, 400}}});
      return;
    case PetExpression::kNeutral:
      Eyes(painter, {25, 30}, 0, dark);
      line({{{455, 415}, {485, 415}, {515, 415}, {545, 415}}});
      return;
    case PetExpression::kCurious:
      Eyes(painter, {35, 40}, 0, dark);
      line({{{520, 275}, {540, 250}, {575, 250}, {600, 270}}});
      painter.Ellipse({500, 425}, {20, 20}).fill = ink;
      return;
    case PetExpression::kMischievous:
      Eyes(painter, {35, 20}, 20, dark);
      line({{{450, 410}, {480, 435}, {535, 430}, {560, 390}}});
      return;
    case PetExpression::kSleepy:
      line({{{410, 330}, {420, 350}, {460, 350}, {470, 330}}});
      line({{{530, 330}, {540, 350}, {580, 350}, {590, 330}}});
      line({{{475, 415}, {485, 430}, {515, 430}, {525, 415}}});
      return;
  }
}

}  // namespace

Rgb HslToRgb(int h, int s, int l) {
  // A rational form of the usual conversion: channel n (0, 8, 4) lies at 30n degrees; with
  // t = max(-1, min(k - 3, 9 - k, 1)) scaled by 30 everything is a multiple of 1/600000.
  const auto channel = [&](int n) {
    const int k = (30 * n + h) % 360;
    const int t = std::max(-30, std::min({k - 90, 270 - k, 30}));
    return static_cast<std::uint8_t>((510 * (3000 * l - s * std::min(l, 100 - l) * t) + 300000) /
                                     600000);
  };
  return {channel(0), channel(8), channel(4)};
}

std::string HexColor(const Rgb& color) {
  std::string text = "#";
  for (const std::uint8_t channel : {color.r, color.g, color.b}) {
    text += "0123456789abcdef"[channel >> 4];
    text += "0123456789abcdef"[channel & 15];
  }
  return text;
}

std::string CssColor(const Hsl& color) {
  return "hsl(" + std::to_string(RoundHalfUp(color.h)) + ", " +
         std::to_string(RoundHalfUp(color.s)) + "%, " + std::to_string(RoundHalfUp(color.l)) + "%)";
}

std::string PetLabel(const PetTraits& traits) {
  std::string label = "A ";
  label += PetWord(traits.rarity);
  label += " pet with ";
  label += PetWord(traits.expression);
  label += " expression";
  return label;
}

PetTraits FallbackPetTraits() {
  PetTraits traits;
  traits.body_color = {200, 65, 55};
  return traits;
}

Picture DrawPet(const PetTraits& traits) {
  Painter painter(traits.body_size);
  Body(painter, Color(traits.body_color), Outline(traits.body_color));
  Pattern(painter, traits);
  Accessory(painter, traits.accessory);
  Expression(painter, traits.expression, IsDark(Color(traits.body_color)));
  Picture picture{.label = PetLabel(traits),
                  .body_color = CssColor(traits.body_color),
                  .pattern_color = {},
                  .shapes = std::move(painter).Take()};
  if (traits.pattern_type != PetPattern::kNone) {
    picture.pattern_color = CssColor(traits.pattern_color);
  }
  return picture;
}

Picture DrawPetSilhouette() {
  Painter painter(PetSize::kMedium);
  Body(painter, kGrey, kGreyEdge);
  return {.label = "A pet without traits",
          .body_color = {},
          .pattern_color = {},
          .shapes = std::move(painter).Take()};
}

std::string PetSvg(const PetTraits& traits) { return PictureSvg(DrawPet(traits)); }

}  // namespace godwit
