// The query layer of the profiles sample: every operation, its rules, and that it counts as the
// data step does.
#include "core/samples/profiles.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/samples/layer.h"

namespace godwit {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using enum RelationshipContext;

class ProfilesLayer : public LayerTest {
 protected:
  ProfilesLayer() : LayerTest("profiles") {}

  void SetUp() override {
    LayerTest::SetUp();
    ASSERT_EQ(sample_.Backfill(), "");
    ASSERT_EQ(sample_.Try(R"(INSERT INTO "User" ("id", "email", "updatedAt")
                             VALUES ('new', 'new@example.com', '2026-01-01'))"),
              "");
  }
  std::string UserWithProfile() {
    return sample_.Ask(R"(SELECT "userId" FROM "ProfileNew" ORDER BY "userId" LIMIT 1)");
  }

  Profiles profiles_{sample_.db(), clock_, log_};
};

// Asking a text value gives it in quotes.
std::string Bare(const std::string& quoted) { return quoted.substr(1, quoted.size() - 2); }

TEST_F(ProfilesLayer, AProfileIsMadeReadMergedAndDeleted) {
  const auto made = profiles_.CreateProfile(
      "new", {.core_values = json{"honesty"}, .location = "Seoul", .name = "새 사람"});
  ASSERT_TRUE(made.ok()) << Describe(made.error());
  EXPECT_EQ(made->core_values, R"(["honesty"])");
  EXPECT_EQ(made->location, "Seoul");
  EXPECT_EQ(made->beliefs, "{}");
  EXPECT_EQ(made->completeness, 67);  // 4 of 6 halves
  EXPECT_EQ(made->missing, R"(["ageRange"])");
  EXPECT_EQ(made->id, Bare(sample_.Ask("SELECT uuid5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', "
                                       "'ProfileNew/new')")));

  clock_.Set(clock_.NowMillis() + 1000);
  const auto merged =
      profiles_.UpdateProfile("new", {.core_values = json{"honesty", "humour"},
                                      .beliefs = json{{"faith", "none"}, {"gone", nullptr}},
                                      .location = std::optional<std::string>(),
                                      .age_range = "25-34"});
  ASSERT_TRUE(merged.ok()) << Describe(merged.error());
  EXPECT_EQ(merged->core_values, R"(["honesty","humour"])");
  EXPECT_EQ(merged->beliefs, R"({"faith":"none"})");
  EXPECT_EQ(merged->location, std::nullopt);
  EXPECT_EQ(merged->name, "새 사람");
  EXPECT_EQ(merged->completeness, 71);  // 5 of 7
  EXPECT_EQ(merged->missing, R"(["location"])");
  EXPECT_GT(merged->updated_at, made->updated_at);
  EXPECT_EQ(merged->created_at, made->created_at);
  EXPECT_EQ(
      profiles_.UpdateProfile("new", {.beliefs = json{{"faith", nullptr}, {"a", 1}}})->beliefs,
      R"({"a":1})");

  ASSERT_TRUE(profiles_.DeleteProfile("new").ok());
  EXPECT_EQ(Describe(profiles_.GetProfile("new").error()), "Profile 'new': not found");
  EXPECT_THAT(
      log_.lines,
      ElementsAre("info profiles: profile created user", "info profiles: profile updated user",
                  "info profiles: profile updated user", "info profiles: profile deleted user"));
}

TEST_F(ProfilesLayer, ProfilesKeepTheirRules) {
  const std::string user = Bare(UserWithProfile());
  EXPECT_EQ(Refused([&] { return profiles_.CreateProfile("nobody", {}); }),
            "User 'nobody': not found");
  EXPECT_EQ(Refused([&] { return profiles_.CreateProfile(user, {}); }),
            "Profile '" + user + "', field \"userId\": the user has a profile already");
  EXPECT_EQ(Refused([&] { return profiles_.UpdateProfile("new", {}); }),
            "Profile 'new': not found");
  EXPECT_EQ(Refused([&] { return profiles_.DeleteProfile("new"); }), "Profile 'new': not found");
  EXPECT_EQ(Refused([&] { return profiles_.CreateProfile("new", {.core_values = json("x")}); }),
            "Profile 'new', field \"coreValues\": it is no JSON array");
  EXPECT_EQ(Refused([&] { return profiles_.CreateProfile("new", {.lifestyle = json::array()}); }),
            "Profile 'new', field \"lifestyle\": it is no JSON object");
  // Nothing of what stands before it is kept.
  EXPECT_EQ(Refused([&] {
              return profiles_.UpdateProfile(user, {.core_values = json{"kept?"}, .name = ""});
            }),
            "Profile '" + user + "', field \"name\": it is empty");
}

// What the data step has counted is what the layer counts.
TEST_F(ProfilesLayer, CountsAsTheDataStepDoes) {
  const std::string sums =
      R"(SELECT group_concat("completeness" || "missing") FROM (
           SELECT "completeness", "missing" FROM "ProfileNew"
           UNION ALL SELECT "completeness", "missing" FROM "ContextIntent"))";
  const std::string before = sample_.Ask(sums);
  EXPECT_THAT(before, HasSubstr("ageRange"));
  for (const std::string& user : sample_.Rows(R"(SELECT "userId" FROM "ProfileNew")")) {
    EXPECT_TRUE(profiles_.UpdateProfile(user, {}).ok());
    const auto intents = profiles_.Intents(user);
    ASSERT_TRUE(intents.ok());
    for (const Intent& intent : *intents) {
      EXPECT_TRUE(profiles_.UpdateIntent(user, intent.context_type, {}).ok());
    }
  }
  EXPECT_EQ(sample_.Ask(sums), before);
  EXPECT_THAT(sample_.Failing(), IsEmpty());
}

TEST_F(ProfilesLayer, AnIntentIsMadeReadChangedAndDeleted) {
  const std::vector<IntentValue> values = {{"partnershipType", "cofounder"},
                                           {"complementarySkills", R"(["sales"])"}};
  const auto made = profiles_.CreateIntent("new", kProfessional, values);
  ASSERT_TRUE(made.ok()) << Describe(made.error());
  EXPECT_EQ(made->completeness, 50);
  EXPECT_EQ(made->missing, R"(["commitmentHorizon","equityOrRevShare"])");
  EXPECT_EQ(made->id, Bare(sample_.Ask("SELECT uuid5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', "
                                       "'ContextIntent/new/professional')")));
  EXPECT_EQ(profiles_.GetIntent("new", kProfessional)->partnership_type, "cofounder");

  const std::vector<IntentValue> change = {{"complementarySkills", "[]"},
                                           {"partnershipType", std::nullopt},
                                           {"equityOrRevShare", "equity"}};
  const auto changed = profiles_.UpdateIntent("new", kProfessional, change);
  ASSERT_TRUE(changed.ok()) << Describe(changed.error());
  EXPECT_EQ(changed->partnership_type, std::nullopt);
  EXPECT_EQ(changed->completeness, 25);
  EXPECT_EQ(changed->missing, R"(["partnershipType","commitmentHorizon","complementarySkills"])");

  const std::vector<IntentValue> third = {{"friendshipDepth", "close"}};
  EXPECT_EQ(profiles_.CreateIntent("new", kFriendship, third)->completeness, 33);
  const auto both = profiles_.Intents("new");
  ASSERT_TRUE(both.ok());
  ASSERT_EQ(both->size(), 2U);
  EXPECT_EQ(both->front().context_type, kFriendship);
  ASSERT_TRUE(profiles_.DeleteIntent("new", kFriendship).ok());
  EXPECT_EQ(profiles_.Intents("new")->size(), 1U);
}

TEST_F(ProfilesLayer, IntentsKeepTheirRules) {
  ASSERT_TRUE(profiles_.CreateIntent("new", kRomantic, {}).ok());
  const auto create = [&](RelationshipContext context, const std::string& column,
                          const std::string& value) {
    const std::vector<IntentValue> values = {{column, value}};
    return Refused([&] { return profiles_.CreateIntent("new", context, values); });
  };
  EXPECT_EQ(
      create(kService, "friendshipDepth", "x"),
      "Intent 'new/service', field \"friendshipDepth\": an intent of context service has none");
  EXPECT_EQ(create(kService, "serviceType", ""),
            "Intent 'new/service', field \"serviceType\": it is empty");
  EXPECT_EQ(create(kProfessional, "complementarySkills", "sales"),
            "Intent 'new/professional', field \"complementarySkills\": it is neither a JSON array "
            "nor a JSON text");
  EXPECT_EQ(create(kRomantic, "familyIntentions", "x"),
            "Intent 'new/romantic', field \"contextType\": the user has an intent of this context "
            "already");
  EXPECT_EQ(Refused([&] { return profiles_.CreateIntent("nobody", kRomantic, {}); }),
            "User 'nobody': not found");
  EXPECT_EQ(Refused([&] { return profiles_.UpdateIntent("new", kService, {}); }),
            "Intent 'new/service': not found");
  EXPECT_EQ(Refused([&] { return profiles_.DeleteIntent("new", kService); }),
            "Intent 'new/service': not found");
  EXPECT_EQ(Describe(profiles_.GetIntent("new", kCreative).error()),
            "Intent 'new/creative': not found");
}

TEST_F(ProfilesLayer, AUserIsThereInBothModels) {
  const std::string user = Bare(UserWithProfile());
  const auto both = profiles_.InBothModels(user);
  ASSERT_TRUE(both.ok()) << Describe(both.error());
  EXPECT_EQ(both->user.id, user);
  EXPECT_EQ(both->old_contexts.size(), both->intents.size());
  EXPECT_GE(both->old_contexts.size(), 1U);
  EXPECT_TRUE(both->old_contexts.front().profile);
  EXPECT_TRUE(both->profile);
  EXPECT_FALSE(sample_.db().InTransaction());

  const auto fresh = profiles_.InBothModels("new");
  ASSERT_TRUE(fresh.ok());
  EXPECT_THAT(fresh->old_contexts, IsEmpty());
  EXPECT_FALSE(fresh->profile);
  EXPECT_EQ(Describe(profiles_.InBothModels("nobody").error()), "User 'nobody': not found");
}

}  // namespace
}  // namespace godwit
