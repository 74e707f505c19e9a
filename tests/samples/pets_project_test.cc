// The pets sample as a project, through the runner: there and back, its checks, its rebuild.
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/digest/digest.h"
#include "core/engine/samples.h"
#include "core/migrate/run.h"
#include "core/migrate/status.h"
#include "core/migrate/verify.h"
#include "core/traits/functions.h"
#include "core/traits/pet_traits.h"
#include "tests/test_path.h"

namespace godwit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kTraitSystem = "20250922090000_trait_system";
constexpr std::string_view kJsonCheck = "20251117090000_pet_traits_json_check";
constexpr std::string_view kUpdatedAt = "20251201090000_trait_updated_at";

class Silent final : public Listener {
 public:
  void OnProgress(const Progress&) override {}
  void OnLog(const LogEvent&) override {}
  bool WantsRows() const override { return false; }
};

std::string Text(const Status& status) { return status.ok() ? "" : Describe(status.error()); }

class PetsProject : public ::testing::Test {
 protected:
  void SetUp() override {
    auto project = CollectProject(*FindSample("pets"));
    ASSERT_TRUE(project.ok()) << Describe(project.error());
    project_ = std::make_unique<Project>(std::move(project).value());
    clock_ = std::make_unique<FixedClock>(*project_->now);
    auto validators = Validators::Compile(*project_);
    ASSERT_TRUE(validators.ok()) << Describe(validators.error());
    validators_ = std::make_unique<Validators>(std::move(validators).value());
    Use(Database::Open({}, {.mode = OpenMode::kMemory, .clock = clock_.get()}));
  }

  void Use(Result<Database> db) {
    ASSERT_TRUE(db.ok()) << Describe(db.error());
    db_ = std::make_unique<Database>(std::move(db).value());
    for (const Function& function : PetFunctions()) Do(function);
    Do(validators_->SqlFunction());
  }

  void Do(const Function& function) { ASSERT_EQ(Text(db_->Register(function)), ""); }

  RunContext Context() { return {*db_, *project_, *validators_, *clock_, listener_}; }

  // Runs to the end; the error's text, or empty.
  std::string Finish(Result<std::unique_ptr<godwit::Run>> run) {
    if (!run.ok()) return Describe(run.error());
    for (;;) {
      const Result<bool> more = (*run)->Step();
      if (!more.ok()) return Describe(more.error());
      if (!*more) break;
    }
    report_ = (*run)->report();
    return "";
  }
  std::string Up(std::string_view to = "", std::vector<std::string> with = {}) {
    return Finish(StartUp(Context(), {.to = std::string(to), .with = std::move(with), .batch = 0}));
  }
  std::string DownTo(std::string_view to) {
    return Finish(StartDown(Context(), {.to = std::string(to), .steps = 0, .all = false}));
  }
  std::string DownAll() {
    return Finish(StartDown(Context(), {.to = "", .steps = 0, .all = true}));
  }
  std::string Seed(std::int64_t rows = 0) {
    return Finish(StartSeed(Context(), {.rows = rows, .set = {}}));
  }
  std::string Backfill() { return Finish(StartBackfill(Context(), 0, false)); }

  // As the sample opens: everything before the change, with data.
  void Open() {
    ASSERT_EQ(Up(kTraitSystem), "");
    ASSERT_EQ(Seed(), "");
  }

  DatabaseDigest Digest() {
    auto run = DigestRun::Start(*db_);
    EXPECT_TRUE(run.ok());
    while (*run->Step()) {
    }
    return std::move(*run).Finish();
  }

  std::string Ask(std::string_view sql) {
    const Result<Value> value = db_->QueryValue(sql);
    return value.ok() ? Show(View(*value), std::size_t{1} << 24) : Describe(value.error());
  }

  std::vector<CheckResult> Verify() {
    auto verification = Verification::Start(Context());
    EXPECT_TRUE(verification.ok());
    for (;;) {
      const Result<bool> more = (*verification)->Step();
      EXPECT_TRUE(more.ok()) << Describe(more.error());
      if (!more.ok() || !*more) break;
    }
    return (*verification)->results();
  }
  // Names of the checks that fail; of the project's own, without those that come for free.
  std::set<std::string> Failing() { return Failed(true); }
  std::set<std::string> FailingOwn() { return Failed(false); }
  std::set<std::string> Failed(bool free_ones) {
    std::set<std::string> names;
    for (const CheckResult& check : Verify()) {
      if (check.state != CheckState::kFailed) continue;
      if (free_ones || !check.migration.empty()) names.insert(check.name);
    }
    return names;
  }

  Silent listener_;
  std::unique_ptr<Project> project_;
  std::unique_ptr<FixedClock> clock_;
  std::unique_ptr<Validators> validators_;
  std::unique_ptr<Database> db_;
  Report report_;
};

TEST_F(PetsProject, SeedsTheStateBeforeTheChange) {
  Open();
  EXPECT_EQ(Ask(R"(SELECT count(*) FROM "User")"), "170");
  EXPECT_EQ(Ask(R"(SELECT count(*) FROM "Pet")"), "92");
  EXPECT_EQ(Ask(R"(SELECT count(*) FROM "Trait")"), "30");
  EXPECT_EQ(Ask(R"(SELECT count(*) FROM "PetTrait")"), "644");
  EXPECT_EQ(Failing(), std::set<std::string>());

  const DatabaseDigest before = Digest();
  ASSERT_EQ(Seed(), "");
  EXPECT_EQ(Digest(), before) << "seeding twice must change nothing";
}

TEST_F(PetsProject, TheChangeGivesEveryPetItsTraits) {
  Open();
  ASSERT_EQ(Up(), "");
  ASSERT_EQ(report_.data_steps.size(), 1U);
  EXPECT_EQ(report_.data_steps[0].rows, 92);
  EXPECT_EQ(Ask(R"(SELECT count(*) FROM "Pet" WHERE "traits" = pet_traits("id"))"), "92");
  EXPECT_EQ(Failing(), std::set<std::string>());
  for (const CheckResult& check : Verify()) {
    if (check.name == "traits-by-version") {
      ASSERT_EQ(check.rows.size(), 1U);
      EXPECT_THAT(check.rows[0], ElementsAre(Value(std::int64_t{1}), Value(std::int64_t{92})));
    }
    if (check.name != "rarities") continue;
    std::vector<std::string> rows;
    for (const std::vector<Value>& row : check.rows) {
      rows.push_back(Show(View(row[0])) + ' ' + Show(View(row[1])) + ' ' + Show(View(row[2])));
    }
    EXPECT_THAT(rows, ElementsAre("'common' 61 '64.4'", "'uncommon' 22 '18.4'", "'rare' 7 '7.4'",
                                  "'legendary' 2 '1.8'"));
  }

  const DatabaseDigest after = Digest();
  ASSERT_EQ(Backfill(), "");
  EXPECT_TRUE(report_.NothingDone());
  EXPECT_EQ(Digest(), after);
}

// What the original application's generator gave for the same 92 ids.
TEST_F(PetsProject, TheBytesAreTheOriginalApplications) {
  Open();
  ASSERT_EQ(Up(), "");
  std::ifstream lines(TestPath("data/traits/pet-traits.jsonl"));
  ASSERT_TRUE(lines);
  std::string line;
  for (int i = 0; i < 92; ++i) {
    ASSERT_TRUE(std::getline(lines, line));
    const auto expected = nlohmann::json::parse(line, nullptr, false);
    auto stored = db_->Prepare(R"(SELECT "traits" FROM "Pet" WHERE "id" = ?1)");
    ASSERT_TRUE(stored.ok());
    ASSERT_EQ(Text(stored->Bind(1, Value(expected["id"].get<std::string>()))), "");
    ASSERT_TRUE(*stored->Step()) << line;
    EXPECT_EQ(stored->Text(0), expected["traits"].get<std::string>());
  }
}

TEST_F(PetsProject, GoingBackLeavesEveryOtherByte) {
  Open();
  const DatabaseDigest before = Digest();
  ASSERT_EQ(Up("", {std::string(kJsonCheck)}), "");
  EXPECT_NE(Digest().schema, before.schema);
  ASSERT_EQ(DownTo(kTraitSystem), "");
  EXPECT_EQ(Digest(), before);

  ASSERT_EQ(DownAll(), "");
  EXPECT_EQ(Ask("SELECT group_concat(\"name\") FROM sqlite_schema "
                "WHERE \"name\" NOT LIKE 'godwit!_%' ESCAPE '!' AND \"name\" NOT LIKE 'sqlite!_%' "
                "ESCAPE '!'"),
            "NULL");
}

TEST_F(PetsProject, SeedsTheSameWhereverTheDatabaseStands) {
  Open();
  ASSERT_EQ(Up(), "");
  const DatabaseDigest usual = Digest();
  ASSERT_EQ(DownAll(), "");
  ASSERT_EQ(Up(), "");
  ASSERT_EQ(Seed(), "");
  ASSERT_EQ(Backfill(), "");
  EXPECT_EQ(Digest(), usual);
}

TEST_F(PetsProject, APetOfOldCodeIsPickedUp) {
  Open();
  ASSERT_EQ(Up(), "");
  const std::string others = R"(SELECT group_concat("traits" || "updatedAt") FROM "Pet"
                                WHERE "id" <> 'late')";
  const std::string before = Ask(others);
  ASSERT_EQ(Text(db_->Execute(R"(INSERT INTO "Pet" ("id", "name", "userId", "updatedAt")
                                 SELECT 'late', 'Late', min("id"), '2026-01-15' FROM "User")")),
            "");
  EXPECT_THAT(Failing(), ::testing::Contains("coverage"));
  const auto status = ReadStatus(db_.get(), *project_);
  ASSERT_TRUE(status.ok());
  ASSERT_EQ(status->data_steps.size(), 1U);
  EXPECT_EQ(status->data_steps[0].rows_left, 1);
  ASSERT_EQ(Backfill(), "");
  ASSERT_EQ(report_.data_steps.size(), 1U);
  EXPECT_EQ(report_.data_steps[0].rows, 1);
  EXPECT_EQ(Ask(R"(SELECT "traits" FROM "Pet" WHERE "id" = 'late')"),
            Show(View(Value(PetTraitsText("late"))), 4000));
  EXPECT_EQ(Ask(R"(SELECT "updatedAt" FROM "Pet" WHERE "id" = 'late')"), "'2026-01-15'");
  EXPECT_EQ(Ask(others), before);
}

// Every check must see what it is there for: one slip each, and the checks that it trips.
struct Slip {
  std::string sql;
  std::set<std::string> checks;
};

const std::vector<Slip> kSlips = {
    {R"(UPDATE "User" SET "email" = 'nowhere' WHERE rowid = 1)", {"users-have-an-address"}},
    {R"(UPDATE "User" SET "updatedAt" = 'soon' WHERE rowid = 1)", {"user-times-are-times"}},
    {R"(UPDATE "User" SET "createdAt" = 1736000000000 WHERE rowid = 1)", {"user-times-are-times"}},
    {R"(UPDATE "Pet" SET "hunger" = 101 WHERE rowid = 1)", {"stats-in-range"}},
    {R"(UPDATE "Pet" SET "energy" = 'full' WHERE rowid = 1)", {"stats-in-range"}},
    {R"(UPDATE "Pet" SET "isCritical" = 2 WHERE rowid = 1)", {"stats-in-range"}},
    {R"(UPDATE "Pet" SET "patience" = -1 WHERE rowid = 1)", {"personality-in-range"}},
    {R"(UPDATE "Pet" SET "curiosity" = 0.5 WHERE rowid = 1)", {"personality-in-range"}},
    {R"(UPDATE "Pet" SET "parent1Id" = 'gone', "generation" = 1 WHERE rowid = 1)",
     {"parents-exist"}},
    {R"(UPDATE "Pet" SET "generation" = 9 WHERE rowid = 92)", {"generations-follow-parents"}},
    {R"(UPDATE "Pet" SET "updatedAt" = '1999-01-01' WHERE rowid = 1)", {"pet-times-are-times"}},
    {R"(UPDATE "Trait" SET "rarity" = 'epic' WHERE rowid = 1)", {"trait-words"}},
    {R"(UPDATE "Trait" SET "traitType" = 'Visual' WHERE rowid = 1)", {"trait-words"}},
    {R"(UPDATE "PetTrait" SET "inheritanceSource" = 'gift' WHERE rowid = 1)",
     {"inheritance-words"}},
    {R"(UPDATE "PetTrait" SET "inheritanceSource" = 'parent2' WHERE "petId" =
        'e293de7b-3077-4612-aa58-02f20d258448')",
     {"inherited-from-a-parent-who-has-it"}},
    {R"(UPDATE "Pet" SET "traits" = NULL WHERE rowid = 1)", {"coverage", "data step pet-traits"}},
    {R"(UPDATE "Pet" SET "traits" = CAST("traits" AS BLOB) WHERE rowid = 1)",
     {"traits-are-text", "traits-are-valid", "traits-regenerate"}},
    {R"(UPDATE "Pet" SET "traits" = 'null' WHERE rowid = 1)",
     {"traits-are-valid", "traits-regenerate"}},
    {R"(UPDATE "Pet" SET "traits" = '5' WHERE rowid = 1)",
     {"traits-are-valid", "traits-regenerate"}},
    {R"(UPDATE "Pet" SET "traits" = '{"bodyColor"' WHERE rowid = 1)",
     {"traits-are-valid", "traits-regenerate"}},
    {R"(UPDATE "Pet" SET "traits" = pet_traits('another') WHERE rowid = 1)", {"traits-regenerate"}},
    {R"(UPDATE "Pet" SET "traits" = "traits" || ' ' WHERE rowid = 1)", {"traits-regenerate"}},
};

TEST_F(PetsProject, ChecksSeeWhatTheyAreThereFor) {
  Open();
  ASSERT_EQ(Up(), "");
  EXPECT_EQ(Failing(), std::set<std::string>());
  const auto bytes = db_->Serialize();
  ASSERT_TRUE(bytes.ok());
  for (const Slip& slip : kSlips) {
    Use(Database::FromBytes(*bytes, {.clock = clock_.get()}));
    ASSERT_EQ(Text(db_->Execute(slip.sql)), "") << slip.sql;
    EXPECT_EQ(FailingOwn(), slip.checks) << slip.sql;
  }
}

TEST_F(PetsProject, TheRebuildCarriesEverythingOver) {
  Open();
  ASSERT_EQ(Up(), "");
  const DatabaseDigest before = Digest();
  ASSERT_EQ(Up("", {std::string(kJsonCheck)}), "");
  const DatabaseDigest after = Digest();
  EXPECT_EQ(after.data, before.data);
  EXPECT_NE(after.schema, before.schema);
  EXPECT_EQ(Failing(), std::set<std::string>());
  EXPECT_THAT(Text(db_->Execute(R"(UPDATE "Pet" SET "traits" = '{' WHERE rowid = 1)")),
              HasSubstr("Pet_traits_json"));
  // Pets still go with their owner, and their traits with them.
  ASSERT_EQ(Text(db_->Execute(R"(DELETE FROM "User")")), "");
  EXPECT_EQ(Ask(R"(SELECT (SELECT count(*) FROM "Pet") + (SELECT count(*) FROM "PetTrait"))"), "0");
}

TEST_F(PetsProject, TheRebuildRefusesWhatItWouldLose) {
  const std::vector<std::string> additions = {
      R"(CREATE INDEX "mine" ON "Pet"("name"))",
      R"(CREATE TRIGGER "mine" AFTER UPDATE ON "Pet" BEGIN SELECT 1; END)",
      R"(ALTER TABLE "Pet" ADD COLUMN "mine" TEXT)",
      R"(ALTER TABLE "Pet" ADD COLUMN "mine" TEXT GENERATED ALWAYS AS ("name") VIRTUAL)"};
  for (const std::string& addition : additions) {
    SetUp();
    Open();
    ASSERT_EQ(Up(), "");
    ASSERT_EQ(Text(db_->Execute(addition)), "");
    const DatabaseDigest before = Digest();
    EXPECT_THAT(Up("", {std::string(kJsonCheck)}),
                HasSubstr("table Pet has a column, index or trigger that this rebuild would lose"))
        << addition;
    EXPECT_EQ(Digest(), before) << addition;
    EXPECT_EQ(Ask("PRAGMA foreign_keys"), "1");
  }
}

TEST_F(PetsProject, TheSampleThatARehearsalCatches) {
  ASSERT_EQ(Up("", {std::string(kUpdatedAt)}), "") << "it passes on an empty table";
  ASSERT_EQ(DownAll(), "");
  Open();
  ASSERT_EQ(Up(), "");
  const DatabaseDigest before = Digest();
  EXPECT_THAT(Up("", {std::string(kUpdatedAt)}),
              HasSubstr("Cannot add a NOT NULL column with default value NULL"));
  EXPECT_EQ(Digest(), before) << "and leaves a populated one as it was";
}

TEST_F(PetsProject, VolumeHasTheNumbersAskedFor) {
  ASSERT_EQ(Up(), "");
  struct Case {
    std::int64_t rows;
    std::string pets;
    std::string users;
  };
  for (const Case& c : {Case{1, "1", "1"}, Case{10, "10", "1"}, Case{11, "11", "2"},
                        Case{5000, "5000", "500"}, Case{3, "5000", "500"}}) {
    ASSERT_EQ(Seed(c.rows), "");
    EXPECT_EQ(Ask(R"(SELECT count(*) FROM "Pet")"), c.pets);
    EXPECT_EQ(Ask(R"(SELECT count(*) FROM "User")"), c.users);
  }
  EXPECT_EQ(Ask(R"(SELECT max("n") FROM (SELECT count(*) AS "n" FROM "Pet" GROUP BY "userId"))"),
            "10");
  ASSERT_EQ(Backfill(), "");
  EXPECT_EQ(Failing(), std::set<std::string>());
}

}  // namespace
}  // namespace godwit
