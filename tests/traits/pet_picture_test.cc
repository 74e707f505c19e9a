#include "core/traits/pet_picture.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/sha256.h"
#include "tests/test_path.h"

namespace godwit {
namespace {

using Json = nlohmann::json;

std::string DataPath(const std::string& name) { return TestPath("data/traits/" + name); }

std::string ReadFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::string CssColors(const PetTraits& traits, std::string_view separator) {
  std::string text = CssColor(traits.body_color);
  if (traits.pattern_type != PetPattern::kNone) {
    text += separator;
    text += CssColor(traits.pattern_color);
  }
  return text;
}

TEST(PetPicture, CssColorsOfTheOriginal) {
  const Json file = Json::parse(ReadFile(DataPath("pet-traits-bulk.json")), nullptr, false);
  for (const Json& vector : file["vectors"]) {
    const auto traits = ParsePetTraits(vector["json"].get<std::string>());
    ASSERT_TRUE(traits.ok());
    std::string expected;
    for (const Json& color : vector["css"]) {
      if (!expected.empty()) expected += '|';
      expected += color;
    }
    EXPECT_EQ(CssColors(*traits, "|"), expected);
  }
  for (const Json& bulk : file["bulk"]) {
    Sha256 hash;
    const int from = bulk["from"];
    for (int i = from; i < from + bulk["count"].get<int>(); ++i) {
      const std::string id = bulk["prefix"].get<std::string>() + std::to_string(i);
      hash.Update(CssColors(MakePetTraits(id), "|") + '\n');
    }
    EXPECT_EQ(Hex(hash.Finish()), bulk["sha256_css_lines"].get<std::string>());
  }
}

TEST(PetPicture, RoundsHalfUpExactly) {
  const struct {
    double h;
    std::string_view text;
  } rows[] = {
      {0, "hsl(0, 0%, 0%)"},
      {0.5, "hsl(1, 0%, 0%)"},
      {0.49999999999999994, "hsl(0, 0%, 0%)"},
      {359.5, "hsl(360, 0%, 0%)"},
      {1e-300, "hsl(0, 0%, 0%)"},
      {2.5, "hsl(3, 0%, 0%)"},
      {359.49999999999994, "hsl(359, 0%, 0%)"},
  };
  for (const auto& row : rows) EXPECT_EQ(CssColor({row.h, 0, 0}), row.text);
}

TEST(PetPicture, ColorsAreExact) {
  const struct {
    int h, s, l;
    std::string_view hex;
  } rows[] = {
      {0, 0, 0, "#000000"},      {0, 0, 100, "#ffffff"},    {0, 100, 50, "#ff0000"},
      {120, 100, 50, "#00ff00"}, {240, 100, 50, "#0000ff"}, {360, 100, 50, "#ff0000"},
      {60, 100, 50, "#ffff00"},  {200, 65, 55, "#42a5d7"},  {0, 75, 40, "#b31a1a"},
      {0, 0, 50, "#808080"},
  };
  for (const auto& row : rows) EXPECT_EQ(HexColor(HslToRgb(row.h, row.s, row.l)), row.hex);
}

// The usual formula in doubles differs from the exact one only where a channel lies halfway between
// two bytes.
TEST(PetPicture, ColorsAgreeWithTheUsualFormula) {
  int halves = 0;
  for (int h = 0; h <= 360; h += 3) {
    for (int s = 0; s <= 100; ++s) {
      for (int l = 0; l <= 100; ++l) {
        const Rgb exact = HslToRgb(h, s, l);
        const double a = s / 100.0 * std::min(l / 100.0, 1 - l / 100.0);
        const auto channel = [&](int n) {
          const double k = std::fmod(n + h / 30.0, 12);
          return 255 * (l / 100.0 - a * std::max(-1.0, std::min({k - 3, 9 - k, 1.0})));
        };
        const std::pair<int, double> channels[] = {
            {exact.r, channel(0)}, {exact.g, channel(8)}, {exact.b, channel(4)}};
        for (const auto& [byte, value] : channels) {
          ASSERT_LE(std::abs(byte - value), 0.5 + 1e-9) << h << ' ' << s << ' ' << l;
          halves += std::abs(std::abs(byte - value) - 0.5) < 1e-9;
        }
      }
    }
  }
  EXPECT_GT(halves, 0);
}

// The pictures' bytes: whole files for one pet of each kind, a digest for many.
constexpr std::string_view kGolden[] = {"pet-0", "pet-2", "pet-14", "pet-28", "pet-35", "pet-42"};

TEST(PetPicture, GoldenSvgs) {
  for (const std::string_view id : kGolden) {
    const std::string path = DataPath("pictures/" + std::string(id) + ".svg");
    const std::string svg = PetSvg(MakePetTraits(id));
    if (std::getenv("GODWIT_REBASE") != nullptr) std::ofstream(path, std::ios::binary) << svg;
    EXPECT_EQ(svg, ReadFile(path)) << id;
  }
  const std::string path = DataPath("pictures/silhouette.svg");
  const std::string svg = PictureSvg(DrawPetSilhouette());
  if (std::getenv("GODWIT_REBASE") != nullptr) std::ofstream(path, std::ios::binary) << svg;
  EXPECT_EQ(svg, ReadFile(path));
}

TEST(PetPicture, DigestOfManySvgs) {
  Sha256 hash;
  for (int i = 0; i < 5000; ++i) hash.Update(PetSvg(MakePetTraits("pet-" + std::to_string(i))));
  EXPECT_EQ(Hex(hash.Finish()), "056bf524dd46e9efd868ba59105930f5c9018dafe09c0f024268e589a3c22c80");
}

// Every combination of words; colours do not matter here.
template <typename Visit>
void EveryKind(const Visit& visit) {
  for (int pattern = 0; pattern < 4; ++pattern) {
    for (int accessory = 0; accessory < 5; ++accessory) {
      for (int expression = 0; expression < 5; ++expression) {
        PetTraits traits = FallbackPetTraits();
        traits.pattern_type = static_cast<PetPattern>(pattern);
        traits.pattern_color = {20, 80, 50};
        traits.accessory = static_cast<PetAccessory>(accessory);
        traits.expression = static_cast<PetExpression>(expression);
        visit(traits);
      }
    }
  }
}

// Coordinates are made so that 4/5 and 6/5 of them are whole: nothing is rounded away.
TEST(PetPicture, SizesScaleExactly) {
  EveryKind([](PetTraits traits) {
    const auto medium = DrawPet(traits).shapes;
    for (const PetSize size : {PetSize::kSmall, PetSize::kLarge}) {
      traits.body_size = size;
      const int fifths = size == PetSize::kSmall ? 4 : 6;
      const auto scaled = DrawPet(traits).shapes;
      ASSERT_EQ(scaled.size(), medium.size());
      for (std::size_t i = 0; i < medium.size(); ++i) {
        EXPECT_EQ(scaled[i].radii.x * 5, medium[i].radii.x * fifths);
        EXPECT_EQ(scaled[i].radii.y * 5, medium[i].radii.y * fifths);
        EXPECT_EQ(scaled[i].stroke_width * 5, medium[i].stroke_width * fifths);
        for (std::size_t p = 0; p < medium[i].points.size(); ++p) {
          EXPECT_EQ((scaled[i].points[p].x - 500) * 5, (medium[i].points[p].x - 500) * fifths);
          EXPECT_EQ((scaled[i].points[p].y - 500) * 5, (medium[i].points[p].y - 500) * fifths);
        }
      }
    }
  });
}

// What the header promises to painters that cannot clip.
TEST(PetPicture, ClippedShapesStayInsideTheBody) {
  EveryKind([](const PetTraits& traits) {
    const Picture picture = DrawPet(traits);
    const Shape& body = picture.shapes.front();
    const auto outside = [&body](Point point, int slack) {
      const double x = (point.x - body.center.x) / static_cast<double>(body.radii.x + slack);
      const double y = (point.y - body.center.y) / static_cast<double>(body.radii.y + slack);
      return x * x + y * y > 1;
    };
    for (const Shape& shape : picture.shapes) {
      if (!shape.clip || shape.gradient) continue;
      for (std::size_t i = 0; i < shape.points.size(); i += 3) {
        EXPECT_FALSE(outside(shape.points[i], shape.stroke_width / 2));
      }
      if (shape.kind == ShapeKind::kEllipse) {
        EXPECT_FALSE(outside(shape.center, -shape.radii.x));
      }
    }
  });
}

TEST(PetPicture, StaysInTheField) {
  EveryKind([](PetTraits traits) {
    traits.body_size = PetSize::kLarge;
    for (const Shape& shape : DrawPet(traits).shapes) {
      for (const Point& point : shape.points) {
        EXPECT_TRUE(point.x >= 0 && point.x <= 1000 && point.y >= 0 && point.y <= 1000);
      }
      const int reach = std::max(shape.radii.x, shape.radii.y);
      if (shape.rotate == 0) {
        EXPECT_TRUE(shape.center.y - shape.radii.y >= 0 && shape.center.y + shape.radii.y <= 1000);
      }
      if (shape.kind == ShapeKind::kEllipse) {
        EXPECT_TRUE(shape.center.x - reach >= -100 && shape.center.x + reach <= 1100);
      }
    }
  });
}

TEST(PetPicture, DrawListIsJson) {
  EveryKind([](const PetTraits& traits) {
    const Picture picture = DrawPet(traits);
    const Json list = Json::parse(PictureJson(picture), nullptr, false);
    ASSERT_EQ(list.size(), picture.shapes.size());
    static const std::set<std::string> kKeys = {"layer",  "kind",    "center",   "radii",
                                                "rotate", "points",  "fill",     "stroke",
                                                "width",  "opacity", "gradient", "clip"};
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (const auto& member : list[i].items()) EXPECT_TRUE(kKeys.contains(member.key()));
      EXPECT_EQ(list[i].contains("center"), picture.shapes[i].kind == ShapeKind::kEllipse);
      EXPECT_EQ(list[i].contains("points"), picture.shapes[i].kind != ShapeKind::kEllipse);
      if (list[i]["kind"] == "path") {
        EXPECT_EQ(list[i]["points"].size() % 3, 1U);
      }
      EXPECT_TRUE(list[i].contains("fill") || list[i].contains("stroke"));
    }
  });
}

TEST(PetPicture, LabelAndFallback) {
  PetTraits traits = FallbackPetTraits();
  EXPECT_EQ(CssColor(traits.body_color), "hsl(200, 65%, 55%)");
  EXPECT_EQ(PetLabel(traits), "A common pet with happy expression");
  traits.rarity = PetRarity::kLegendary;
  traits.expression = PetExpression::kSleepy;
  EXPECT_EQ(PetLabel(traits), "A legendary pet with sleepy expression");
  EXPECT_EQ(DrawPet(traits).label, PetLabel(traits));
}

}  // namespace
}  // namespace godwit
