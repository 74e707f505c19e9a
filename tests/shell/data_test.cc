// The rows: kinds told apart, pages asked for as they come into sight, the keyboard walking.
#include <gtest/gtest.h>

#include "tests/shell/stage.h"

namespace godwit {
namespace {

TEST(ShellData, KindsAreToldApart) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kTab, "Data");
  stage.Run();
  EXPECT_NE(stage.Find(AccessRole::kListItem, "Pet, 500 rows"), nullptr);
  EXPECT_NE(stage.Find(AccessRole::kColumnHeader, "id"), nullptr);
  for (const char* cell : {"NULL", "empty text", "x'00ff' · 2 B", "7", "Biscuit", "pet-0"}) {
    EXPECT_NE(stage.Find(AccessRole::kCell, cell), nullptr) << cell;
  }
}

TEST(ShellData, PagesComeAsTheyAreScrolledTo) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kTab, "Data");
  ASSERT_EQ(stage.Pending(), "rows");
  EXPECT_EQ(stage.PendingParams()["offset"], 0);
  stage.Run();
  for (int i = 0; i < 60 && stage.backend.sent.empty(); ++i) stage.Wheel(700, 500, -2);
  ASSERT_EQ(stage.Pending(), "rows");
  EXPECT_EQ(stage.PendingParams()["offset"], 200);
  EXPECT_EQ(stage.PendingParams()["table"], "Pet");
}

TEST(ShellData, ArrowKeysWalkOverTheRows) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kTab, "Data");
  stage.Run();
  stage.app->Focus(stage.Find(AccessRole::kRow, "Row 1")->id);
  stage.Settle();
  for (int i = 0; i < 40; ++i) stage.Key(ImGuiKey_DownArrow);
  const AccessNode* row = stage.Find(AccessRole::kRow, "Row 41");
  ASSERT_NE(row, nullptr);
  EXPECT_TRUE(row->focused);
  EXPECT_TRUE(row->selected);
  EXPECT_GT(row->height, 0) << "scrolled into sight";
  EXPECT_TRUE(stage.Shows("Row 41 of 500"));
}

TEST(ShellData, AnEmptyTableSaysSo) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kTab, "Data");
  stage.Run();
  stage.Click(AccessRole::kListItem, "User, 0 rows");
  EXPECT_TRUE(stage.Shows("User is empty"));
  EXPECT_TRUE(stage.backend.sent.empty());
}

}  // namespace
}  // namespace godwit
