// The check that goes all the way down and up again: what it finds in ways back that are none.
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/migrate/verify.h"
#include "tests/migrate/fixture.h"

namespace godwit {
namespace {

using ::testing::HasSubstr;
using FileMap = std::map<std::string, std::string>;

// With these ways back; one that is empty is left out.
FileMap Ways(const std::string& first, const std::string& second) {
  FileMap files = {{"/godwit.json", R"({"name": "app", "thereAndBack": true})"},
                   {"20260101000000_a/migration.sql", "CREATE TABLE IF NOT EXISTS a (x, y);"},
                   {"20260102000000_b/migration.sql", "CREATE INDEX a_x ON a(x);"}};
  if (!first.empty()) files["20260101000000_a/down.sql"] = first;
  if (!second.empty()) files["20260102000000_b/down.sql"] = second;
  return files;
}

// nullopt when the check was not made.
std::optional<CheckResult> CheckOf(const FileMap& files) {
  Bench bench(files);
  const Result<Report> up = bench.Up();
  EXPECT_TRUE(up.ok()) << Describe(up.error());
  Database scratch = bench.OpenScratch();
  RunContext context = bench.context();
  context.scratch = &scratch;
  const auto run = Verification::Start(context);
  EXPECT_TRUE(run.ok());
  while (true) {
    const Result<bool> more = (*run)->Step();
    EXPECT_TRUE(more.ok()) << Describe(more.error());
    if (!more.ok() || !*more) break;
  }
  EXPECT_EQ(bench.Show("SELECT count(*) FROM sqlite_schema WHERE name = 'a_x'"), "1");
  for (const CheckResult& check : (*run)->results()) {
    if (check.name == "there-and-back") return check;
  }
  return std::nullopt;
}

TEST(ThereAndBack, PassesWhereTheWaysBackAreWaysBack) {
  const auto check = CheckOf(Ways("DROP TABLE a", "DROP INDEX a_x"));
  ASSERT_TRUE(check);
  EXPECT_EQ(check->state, CheckState::kPassed) << check->actual;
  EXPECT_EQ(check->actual, "the same schema");
}

TEST(ThereAndBack, IsMadeOnlyWhereItIsAskedFor) {
  FileMap files = Ways("DROP TABLE a", "DROP INDEX a_x");
  files["/godwit.json"] = R"({"name": "app"})";
  EXPECT_FALSE(CheckOf(files));
}

TEST(ThereAndBack, TellsWhatIsLeft) {
  const auto check = CheckOf(Ways("CREATE TABLE b (z)", "DROP INDEX a_x"));
  ASSERT_TRUE(check);
  EXPECT_EQ(check->state, CheckState::kFailed);
  EXPECT_THAT(check->actual, HasSubstr("2 differences"));
  EXPECT_EQ(check->rows.at(0).at(0), Value(std::string("table \"a\" is extra")));
}

TEST(ThereAndBack, TellsWhyThereIsNoWayBack) {
  const auto none = CheckOf(Ways("DROP TABLE a", ""));
  ASSERT_TRUE(none);
  EXPECT_EQ(none->state, CheckState::kFailed);
  EXPECT_THAT(none->actual, HasSubstr("down.sql"));
  const auto wrong = CheckOf(Ways("DROP TABLE a", "DROP INDEX gone"));
  ASSERT_TRUE(wrong);
  EXPECT_THAT(wrong->actual, HasSubstr("no such index: gone"));
}

TEST(ThereAndBack, TheSettingIsTrueOrFalse) {
  FileMap files = Ways("DROP TABLE a", "");
  files["/godwit.json"] = R"({"name": "app", "thereAndBack": "yes"})";
  const Result<Project> project = CollectProject(Files(files));
  ASSERT_FALSE(project.ok());
  EXPECT_EQ(Describe(project.error()),
            "app/godwit.json: godwit.json at /thereAndBack: it must be true or false");
}

}  // namespace
}  // namespace godwit
