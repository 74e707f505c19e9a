// Every view at three sizes in both themes: what is shown lies inside the page, nothing to press
// lies over something else, words fit, targets on a phone are large enough.
#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include "shell/theme.h"
#include "tests/shell/stage.h"

namespace godwit {
namespace {

bool IsTarget(const AccessNode& node) {
  return node.role == AccessRole::kButton || node.role == AccessRole::kTab ||
         node.role == AccessRole::kListItem || node.role == AccessRole::kMenuItem;
}

float Overlap(const AccessNode& a, const AccessNode& b) {
  const float width = std::min(a.left + a.width, b.left + b.width) - std::max(a.left, b.left);
  const float height = std::min(a.top + a.height, b.top + b.height) - std::max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

void ExpectSound(const Stage& stage, StageSize size) {
  const auto& nodes = stage.app->access().nodes;
  for (const AccessNode& node : nodes) {
    EXPECT_GE(node.left, 0) << node.name;
    EXPECT_GE(node.top, 0) << node.name;
    EXPECT_LE(node.left + node.width, size.width + 0.5F) << node.name;
    EXPECT_LE(node.top + node.height, size.height + 0.5F) << node.name;
    EXPECT_FALSE(node.name.empty());
    if (!IsTarget(node) || node.width == 0) continue;
    for (const AccessNode& other : nodes) {
      if (&other == &node || !IsTarget(other) || other.width == 0) continue;
      EXPECT_EQ(Overlap(node, other), 0) << node.name << " over " << other.name;
    }
  }
}

// Buttons and tabs carry their names as words, unless they are a square with an icon.
void ExpectWordsFit(const Stage& stage) {
  ImFont* semibold = ImGui::GetIO().Fonts->Fonts[1];
  for (const AccessNode& node : stage.app->access().nodes) {
    const bool worded = node.role == AccessRole::kButton && node.width > 48 &&
                        !node.name.starts_with("Sample") && node.name != "Dismiss problem";
    if (!worded || node.height < 20) continue;
    const float words = semibold->CalcTextSizeA(14, 1e6F, 0, node.name.c_str()).x;
    EXPECT_GE(node.width, words + 8) << node.name;
  }
}

void ExpectLargeEnough(const Stage& stage) {
  for (const AccessNode& node : stage.app->access().nodes) {
    if ((node.role != AccessRole::kButton && node.role != AccessRole::kTab) || node.height == 0)
      continue;
    // What is half scrolled out is smaller for a moment.
    if (node.top + node.height > 844 - 60 - 2 && node.role == AccessRole::kButton) continue;
    EXPECT_GE(node.width, 44) << node.name;
    EXPECT_GE(node.height, 43) << node.name;
  }
}

class ShellLayout : public testing::TestWithParam<std::tuple<int, bool>> {
 protected:
  StageSize Size() const {
    const StageSize sizes[] = {kWide, kCompact, kPhone};
    return sizes[std::get<0>(GetParam())];
  }
  bool IsPhone() const { return std::get<0>(GetParam()) == 2; }
  void Look(const Stage& stage) const {
    ExpectSound(stage, Size());
    ExpectWordsFit(stage);
    if (IsPhone()) ExpectLargeEnough(stage);
  }
};

TEST_P(ShellLayout, EveryViewIsSound) {
  Stage stage(Size(), std::get<1>(GetParam()));
  Look(stage);
  stage.OpenPets();
  for (const int applied : {2, 3, 0}) {
    stage.applied = applied;
    const char* way = applied == 3 ? "Migrate" : "Roll back all";
    if (applied != 2) {
      stage.Press(AccessRole::kTab, "Timeline");
      stage.Press(AccessRole::kButton, way);
      stage.Run();
    }
    for (const char* tab : {"Timeline", "Data", "Gallery", "Checks", "Determinism"}) {
      SCOPED_TRACE(tab);
      stage.Press(AccessRole::kTab, tab);
      stage.Run();
      EXPECT_TRUE(stage.Find(AccessRole::kTab, tab)->selected);
      Look(stage);
    }
  }
}

TEST_P(ShellLayout, ResultsAndProblemsAreSound) {
  Stage stage(Size(), std::get<1>(GetParam()));
  stage.OpenPets();
  stage.Press(AccessRole::kTab, "Checks");
  stage.Press(AccessRole::kButton, "Verify");
  stage.Run();
  Look(stage);
  stage.Press(AccessRole::kTab, "Determinism");
  stage.Run();
  stage.Press(AccessRole::kButton, "Compare with native");
  stage.Run();
  Look(stage);
  stage.Press(AccessRole::kTab, "Timeline");
  stage.Press(AccessRole::kButton, "Migrate");
  stage.Progress(1, 3, "pet-traits", "rows");
  stage.Settle();
  Look(stage);
  stage.AnswerError({{"code", "failed"}, {"what", "it failed"}, {"why", std::string(300, 'w')}});
  stage.Run();
  Look(stage);
}

INSTANTIATE_TEST_SUITE_P(SizesAndThemes, ShellLayout,
                         testing::Combine(testing::Values(0, 1, 2), testing::Bool()));

double Luminance(ImU32 color) {
  const double weight[] = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (int i = 0; i < 3; ++i) {
    const double c = ((color >> (8 * i)) & 255) / 255.0;
    sum += weight[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double Contrast(ImU32 a, ImU32 b) {
  const double x = Luminance(a);
  const double y = Luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(ShellTheme, EveryTextColourIsReadableOnEverySurface) {
  for (const bool dark : {true, false}) {
    const shell::Palette& color = shell::PaletteOf(dark);
    for (const ImU32 text : {color.text, color.muted, color.accent, color.second, color.right,
                             color.careful, color.wrong}) {
      for (const ImU32 ground : {color.background, color.surface, color.raised}) {
        EXPECT_GE(Contrast(text, ground), 4.5) << std::hex << text << " on " << ground;
      }
    }
    EXPECT_GE(Contrast(color.on_accent, color.accent), 4.5);
  }
}

}  // namespace
}  // namespace godwit
