// What a press, a click and a key ask the engine for, and what the page says meanwhile and
// afterwards.
#include <gtest/gtest.h>

#include "tests/shell/stage.h"

namespace godwit {
namespace {

using nlohmann::json;

TEST(ShellControls, StartOffersTheSampleAndAFile) {
  Stage stage;
  for (const char* sample : {"Pets", "Profiles", "Reviews", "ValueRank"}) {
    EXPECT_NE(stage.Find(AccessRole::kButton, sample), nullptr) << sample;
  }
  stage.Click(AccessRole::kButton, "Open database");
  EXPECT_EQ(stage.backend.choices, 1);
  stage.Click(AccessRole::kButton, "Licences");
  EXPECT_EQ(stage.backend.licences, 1);
  EXPECT_EQ(stage.Find(AccessRole::kButton, "Migrate"), nullptr);
}

TEST(ShellControls, ASampleOpensAsItStoodBeforeTheChange) {
  Stage stage;
  stage.Press(AccessRole::kButton, "Pets");
  ASSERT_EQ(stage.Pending(), "open");
  EXPECT_EQ(stage.PendingParams(),
            json({{"project", "pets"}, {"database", {{"kind", "memory"}}}, {"prepare", true}}));
  stage.Run();
  EXPECT_TRUE(stage.Shows("2 of 3 applied · 500 pets have no traits yet"));
}

struct PressCase {
  const char* name;
  const char* method;
  json params;
};

TEST(ShellControls, EveryButtonSendsItsRequest) {
  const PressCase cases[] = {
      {"Migrate", "up", json::object()},
      {"Step forward", "up", {{"to", "20251103090000_add_pet_traits"}}},
      {"Roll back", "down", {{"steps", 1}}},
      {"Roll back all", "down", {{"all", true}}},
      {"Download database", "export", json::object()},
  };
  for (const PressCase& row : cases) {
    for (const bool by_mouse : {true, false}) {
      SCOPED_TRACE(row.name);
      Stage stage;
      stage.OpenPets();
      if (by_mouse) {
        stage.Click(AccessRole::kButton, row.name);
      } else {
        stage.Press(AccessRole::kButton, row.name);
      }
      ASSERT_EQ(stage.Pending(), row.method);
      EXPECT_EQ(stage.PendingParams(), row.params);
      EXPECT_EQ(stage.backend.sent.size(), 1U) << "one request, however it was pressed";
    }
  }
}

TEST(ShellControls, WhileSomethingRunsNothingElseCanBeStarted) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kButton, "Migrate");
  for (const char* name : {"Migrate", "Step forward", "Roll back", "Roll back all"}) {
    const AccessNode* node = stage.Find(AccessRole::kButton, name);
    ASSERT_NE(node, nullptr) << name;
    EXPECT_TRUE(node->disabled) << name;
  }
  stage.Press(AccessRole::kButton, "Roll back");
  EXPECT_EQ(stage.backend.sent.size(), 1U);
}

TEST(ShellControls, ProgressIsToldAndCancelReachesTheEngine) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kButton, "Migrate");
  const int id = stage.backend.sent.front()["id"];
  for (int i = 0; i <= 10; ++i) {
    stage.backend.now += 0.5;
    stage.Progress(i * 1000, 40000, "pet-traits", "rows");
  }
  stage.Settle();
  const AccessNode* bar = stage.Find(AccessRole::kProgress, "Migrate");
  ASSERT_NE(bar, nullptr);
  EXPECT_EQ(bar->percent, 25);
  EXPECT_TRUE(stage.Shows("Pet traits · 10,000 of 40,000 rows · 2,000 rows/s · 15 s left"));
  stage.Click(AccessRole::kButton, "Cancel");
  EXPECT_EQ(stage.backend.cancelled, std::vector<int>{id});
  EXPECT_TRUE(stage.Find(AccessRole::kButton, "Cancel")->disabled);
  stage.AnswerError({{"code", "interrupted"}, {"what", "stopped"}, {"why", ""}, {"next", ""}});
  stage.Run();
  EXPECT_TRUE(stage.Shows("Cancelled"));
  EXPECT_EQ(stage.Find(AccessRole::kButton, "Cancel"), nullptr);
}

TEST(ShellControls, AfterMigratingTheStateAndTheGalleryFollow) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kTab, "Gallery");
  EXPECT_NE(stage.Find(AccessRole::kListItem, "Biscuit, A pet without traits"), nullptr);
  stage.Press(AccessRole::kButton, "Migrate");
  stage.applied = 3;
  stage.Run();
  EXPECT_NE(stage.Find(AccessRole::kListItem, "모찌, A rare pet with happy expression"), nullptr);
  EXPECT_NE(stage.Find(AccessRole::kHeading, "403 of 500 pets"), nullptr);
  EXPECT_TRUE(stage.Shows("3 rows hold traits that are not valid"));
  EXPECT_TRUE(stage.Shows("Rare: 100 · 25 %, expected 8 %"));
  EXPECT_TRUE(stage.Shows("Legendary: 0 · 0 %"));
  EXPECT_TRUE(stage.Shows("3 of 3 applied · up to date"));
  EXPECT_TRUE(stage.Find(AccessRole::kButton, "Migrate")->disabled);
}

TEST(ShellControls, RowsThatBecomeDueAgainAreFilledIn) {
  Stage stage;
  stage.applied = 3;
  stage.due = 4;
  stage.OpenPets();
  EXPECT_TRUE(stage.Shows("4 pets have no traits yet"));
  EXPECT_TRUE(stage.Find(AccessRole::kButton, "Step forward")->disabled);
  stage.Click(AccessRole::kButton, "Migrate");
  ASSERT_EQ(stage.Pending(), "backfill") << "`up` has nothing to do here";
  EXPECT_EQ(stage.PendingParams(), json::object());
  stage.Run();
  EXPECT_TRUE(stage.Shows("Migrate · 4 rows filled in"));
  EXPECT_TRUE(stage.Shows("up to date"));
  EXPECT_TRUE(stage.Find(AccessRole::kButton, "Migrate")->disabled);
}

TEST(ShellControls, AFailureSaysWhatWhySafeAndNext) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kButton, "Migrate");
  stage.AnswerError({{"code", "failed"},
                     {"what", "the migration failed"},
                     {"why", "no such table"},
                     {"next", "mend line 3"},
                     {"file", "a/migration.sql"},
                     {"line", 3}});
  stage.Run();
  EXPECT_NE(stage.Find(AccessRole::kHeading, "Migrate: the migration failed"), nullptr);
  EXPECT_TRUE(stage.Shows("no such table"));
  EXPECT_TRUE(stage.Shows("a/migration.sql, line 3"));
  EXPECT_TRUE(stage.Shows("Your data is safe"));
  EXPECT_TRUE(stage.Shows("Mend line 3."));
  stage.Key(ImGuiKey_Escape);
  EXPECT_FALSE(stage.Shows("no such table"));
}

TEST(ShellControls, ChecksTellExpectedAndFound) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kTab, "Checks");
  stage.Click(AccessRole::kButton, "Verify");
  ASSERT_EQ(stage.Pending(), "verify");
  stage.Run();
  EXPECT_NE(stage.Find(AccessRole::kListItem, "Coverage, failed, expected 92, found 61"), nullptr);
  EXPECT_NE(stage.FindPrefix(AccessRole::kListItem, "Foreign keys, passed"), nullptr);
  EXPECT_TRUE(stage.Shows("1 check failed"));
}

TEST(ShellControls, DigestsAreComparedWithTheNativeOnes) {
  json native = CannedSteps();
  native[1]["digest"]["data"] = std::string(64, 'f');
  native.erase(2);
  Stage stage(kWide, false, json{{"pets", native}}.dump());
  stage.OpenPets();
  stage.Press(AccessRole::kTab, "Determinism");
  stage.Run();
  stage.Click(AccessRole::kButton, "Compare with native");
  ASSERT_EQ(stage.Pending(), "steps");
  stage.Run();
  EXPECT_NE(stage.Find(AccessRole::kRow, "Users · up, equal"), nullptr);
  EXPECT_NE(stage.Find(AccessRole::kRow, "Pets · up, different"), nullptr);
  EXPECT_NE(stage.Find(AccessRole::kRow, "Add pet traits · up, no native digest"), nullptr);
  EXPECT_TRUE(stage.Shows("1 of 3 steps are the same"));
}

TEST(ShellControls, AFileOpensWithOrWithoutMigrations) {
  for (const bool with : {true, false}) {
    Stage stage;
    stage.app->FileChosen("mine.db", "SQLite format 3");
    stage.Settle();
    stage.Press(AccessRole::kButton,
                with ? "Open with migrations of Pets" : "Only look at the data");
    ASSERT_EQ(stage.Pending(), "open");
    EXPECT_EQ(stage.PendingParams().contains("project"), with);
    EXPECT_EQ(stage.backend.blobs.back(), "SQLite format 3");
    stage.Run();
    EXPECT_EQ(stage.Find(AccessRole::kTab, "Timeline") != nullptr, with);
    EXPECT_NE(stage.Find(AccessRole::kTab, "Data"), nullptr);
  }
}

TEST(ShellControls, AFileThatComesWhileSomethingRunsWaits) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kButton, "Migrate");
  stage.app->FileChosen("mine.db", "SQLite format 3");
  stage.Settle();
  EXPECT_TRUE(stage.Shows("“Migrate” is still running"));
  for (const char* name : {"Open with migrations of Pets", "Only look at the data"}) {
    const AccessNode* node = stage.Find(AccessRole::kButton, name);
    ASSERT_NE(node, nullptr) << name;
    EXPECT_TRUE(node->disabled) << name;
    stage.Press(AccessRole::kButton, name);
  }
  EXPECT_EQ(stage.backend.sent.size(), 1U);
  EXPECT_NE(stage.Find(AccessRole::kButton, "Cancel"), nullptr) << "what runs can be ended";
  stage.applied = 3;
  stage.Run();
  EXPECT_FALSE(stage.Shows("still running"));
  stage.Press(AccessRole::kButton, "Only look at the data");
  ASSERT_EQ(stage.Pending(), "open");
  EXPECT_EQ(stage.backend.blobs.back(), "SQLite format 3");
  stage.Run();
  EXPECT_TRUE(stage.Shows("mine.db"));
}

TEST(ShellControls, AFileThatComesWhileAnotherOpensWaits) {
  for (const bool fails : {false, true}) {
    SCOPED_TRACE(fails);
    Stage stage;
    stage.Press(AccessRole::kButton, "Pets");
    stage.app->FileChosen("mine.db", "SQLite format 3");
    stage.Settle();
    stage.Press(AccessRole::kButton, "Back");
    EXPECT_NE(stage.Find(AccessRole::kProgress, "Opening"), nullptr);
    stage.app->FileChosen("mine.db", "SQLite format 3");
    if (fails) stage.AnswerError({{"code", "failed"}, {"what", "disk I/O error"}});
    stage.Run();
    EXPECT_NE(stage.Find(AccessRole::kHeading, "mine.db"), nullptr);
    stage.Press(AccessRole::kButton, "Back");
    stage.Run();
    EXPECT_EQ(stage.Find(AccessRole::kButton, "Migrate") == nullptr, fails);
  }
}

TEST(ShellControls, TheDownloadIsHandedToThePlatform) {
  Stage stage;
  stage.OpenPets();
  stage.Press(AccessRole::kButton, "Download database");
  stage.Answer(json::object(), "bytes");
  stage.Settle();
  ASSERT_EQ(stage.backend.saved.size(), 1U);
  EXPECT_EQ(stage.backend.saved[0].name, "pets.db");
  EXPECT_EQ(stage.backend.saved[0].bytes, "bytes");
}

TEST(ShellControls, TheThemeIsSwitched) {
  Stage stage;
  const ImVec4 light = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  stage.Click(AccessRole::kButton, "Dark theme");
  EXPECT_NE(ImGui::GetStyle().Colors[ImGuiCol_WindowBg].x, light.x);
  EXPECT_NE(stage.Find(AccessRole::kButton, "Light theme"), nullptr);
}

TEST(ShellControls, FocusAndEnterPress) {
  Stage stage;
  stage.OpenPets();
  stage.app->Focus(stage.Find(AccessRole::kButton, "Step forward")->id);
  stage.Settle();
  EXPECT_TRUE(stage.Find(AccessRole::kButton, "Step forward")->focused);
  stage.Key(ImGuiKey_Enter);
  EXPECT_EQ(stage.Pending(), "up");
}

TEST(ShellControls, IdleDrawsNothing) {
  Stage stage;
  stage.OpenPets();
  EXPECT_FALSE(stage.backend.frame_wanted);
  EXPECT_FALSE(stage.app->Busy());
  stage.Press(AccessRole::kButton, "Migrate");
  EXPECT_FALSE(stage.backend.frame_wanted) << "waiting for the engine draws nothing either";
  EXPECT_TRUE(stage.app->Busy());
}

TEST(ShellControls, WhatCannotBeReadIsNotAskedForEver) {
  Stage stage;
  stage.Press(AccessRole::kButton, "Pets");
  stage.Answer({{"project", CannedProject()}, {"status", CannedStatus(2)}});
  int asked = 0;
  for (stage.Settle(); !stage.backend.sent.empty() && asked < 20; stage.Settle(), ++asked) {
    stage.AnswerError({{"code", "failed"}, {"what", "disk I/O error"}});
  }
  EXPECT_LE(asked, 4);
  EXPECT_TRUE(stage.Shows("disk I/O error"));
}

}  // namespace
}  // namespace godwit
