// The reviews sample as a project, through the runner: its data, there and back, counters that are
// counted and repaired, and checks that list what is missing.
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/samples/sample.h"

namespace godwit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kAccounts[] = "20250804090000_accounts";
constexpr char kLikes[] = "20250915090000_likes_and_bookmarks";

// Of the four tables that were added, with their triggers.
constexpr char kAdded[] = "('books', 'reviews', 'likes', 'bookmarks')";

class Reviews : public ::testing::Test {
 protected:
  void Open() {
    ASSERT_EQ(sample_.Up(), "");
    ASSERT_EQ(sample_.Seed(), "");
  }

  // The seven tables, their indexes as written, and their rows.
  std::vector<std::string> Untouched() {
    std::vector<std::string> all = sample_.Rows(
        std::string("SELECT type, name, sql FROM sqlite_schema WHERE tbl_name NOT IN ") + kAdded +
        " AND name NOT LIKE 'godwit%' AND name NOT LIKE 'sqlite%' "
        "AND tbl_name NOT LIKE 'godwit%' ORDER BY name");
    for (const TableDigest& table : sample_.Digest().tables) {
      if (std::string(kAdded).find("'" + table.name + "'") != std::string::npos) continue;
      all.push_back(table.name + " " + Hex(table.sha256));
    }
    return all;
  }

  Sample sample_{"reviews"};
};

TEST_F(Reviews, SeedsWhatIsPromised) {
  Open();
  EXPECT_EQ(sample_.Failing(), std::set<std::string>());
  EXPECT_THAT(sample_.Rows("SELECT title, author, publisher, publishedDate, pageCount, isbn FROM "
                           "books WHERE id = 'seed-book-vegetarian'"),
              ElementsAre("채식주의자|한강|창비|2007-10-30|192|9788936433598"));
  EXPECT_THAT(sample_.Rows("SELECT count(*), (SELECT count(*) FROM books), sum(likeCount), "
                           "(SELECT count(*) FROM likes), sum(bookmarkCount), (SELECT count(*) "
                           "FROM bookmarks) FROM reviews"),
              ElementsAre("12|5|12|12|5|5"));
  EXPECT_EQ(
      sample_.Ask("SELECT group_concat(rating, ' ') FROM (SELECT DISTINCT rating FROM reviews "
                  "ORDER BY rating)"),
      "'1 2 3 4 5'");
  EXPECT_EQ(sample_.Ask("SELECT count(DISTINCT userId) FROM reviews"), "5");
}

TEST_F(Reviews, SeedingTwiceChangesNothing) {
  Open();
  const DatabaseDigest once = sample_.Digest();
  ASSERT_EQ(sample_.Seed(), "");
  EXPECT_EQ(sample_.Digest(), once);
}

TEST_F(Reviews, SeedsTheSameWhereverTheDatabaseStands) {
  Open();
  const DatabaseDigest direct = sample_.Digest();
  ASSERT_EQ(sample_.DownAll(), "");
  ASSERT_EQ(sample_.Up(kLikes), "");
  ASSERT_EQ(sample_.Seed(), "");
  EXPECT_EQ(sample_.Failing(), std::set<std::string>()) << "as the sample opens";
  ASSERT_EQ(sample_.Up(), "");
  ASSERT_EQ(sample_.report().data_steps.size(), 1U);
  EXPECT_EQ(sample_.report().data_steps[0].rows, 6) << "the reviews that somebody likes";
  EXPECT_EQ(sample_.Digest(), direct);
  EXPECT_EQ(sample_.Failing(), std::set<std::string>());
}

TEST_F(Reviews, ThereAndBackAndThereAgainIsTheSame) {
  const DatabaseDigest nothing = sample_.Digest();
  std::vector<DatabaseDigest> before;
  for (const std::string& name : sample_.Usual()) {
    before.push_back(sample_.Digest());
    ASSERT_EQ(sample_.Up(name), "") << name;
  }
  const DatabaseDigest all = sample_.Digest();
  const std::vector<std::string> names = sample_.Usual();
  for (std::size_t i = names.size() - 1; i > 0; --i) {
    ASSERT_EQ(sample_.DownTo(names[i - 1]), "");
    EXPECT_EQ(sample_.Digest(), before[i]) << names[i];
  }
  ASSERT_EQ(sample_.DownAll(), "");
  EXPECT_EQ(sample_.Digest(), nothing);
  ASSERT_EQ(sample_.Up(), "");
  EXPECT_EQ(sample_.Digest(), all);
}

TEST_F(Reviews, TheSevenOldTablesStayByteForByte) {
  ASSERT_EQ(sample_.Up(kAccounts), "");
  ASSERT_EQ(sample_.Seed(), "");
  const DatabaseDigest before = sample_.Digest();
  const std::vector<std::string> old = Untouched();
  EXPECT_EQ(old.size(), 7U + 13U + 7U) << "tables, indexes, digests";
  Open();
  EXPECT_EQ(Untouched(), old);
  ASSERT_EQ(sample_.DownTo(kAccounts), "");
  EXPECT_EQ(Untouched(), old);
  EXPECT_EQ(sample_.Digest(), before);
}

TEST_F(Reviews, AllTheWayDownFromDataLeavesNothing) {
  const DatabaseDigest nothing = sample_.Digest();
  Open();
  ASSERT_EQ(sample_.DownAll(), "");
  EXPECT_EQ(sample_.Digest(), nothing);
}

TEST_F(Reviews, TheRepairStepReportsEachCounterThatWasWrong) {
  Open();
  const DatabaseDigest right = sample_.Digest();
  ASSERT_EQ(sample_.Try("UPDATE reviews SET likeCount = 9 WHERE id = 'seed-review-02'"), "");
  ASSERT_EQ(sample_.Try("UPDATE reviews SET bookmarkCount = 0 WHERE id = 'seed-review-04'"), "");
  EXPECT_EQ(sample_.Failing(),
            (std::set<std::string>{"data step recount", "counters-equal-counts"}));
  ASSERT_EQ(sample_.Backfill(), "");
  ASSERT_EQ(sample_.report().data_steps.size(), 1U);
  const DataStepReport& step = sample_.report().data_steps[0];
  EXPECT_EQ(step.rows, 2);
  ASSERT_EQ(step.records.size(), 1U);
  EXPECT_EQ(step.records[0].name, "wrongCounters");
  EXPECT_EQ(step.records[0].total, 2);
  EXPECT_EQ(sample_.Digest(), right);
  ASSERT_EQ(sample_.Backfill(), "");
  EXPECT_TRUE(sample_.report().NothingDone());
}

TEST_F(Reviews, VerifyListsWhatIsMissingWhereNothingWasBuilt) {
  ASSERT_EQ(sample_.Up(), "");
  EXPECT_EQ(sample_.Failing(), (std::set<std::string>{"seed-rows"}));
  for (const char* table : {"likes", "bookmarks", "reviews", "books"}) {
    ASSERT_EQ(sample_.Try(std::string("DROP TABLE ") + table), "");
  }
  EXPECT_THAT(sample_.Shown("declared-schema"),
              ElementsAre("table \"bookmarks\" is missing", "table \"books\" is missing",
                          "table \"likes\" is missing", "table \"reviews\" is missing",
                          "trigger \"bookmarks_of_published\" on \"bookmarks\" is missing",
                          "trigger \"likes_of_published\" on \"likes\" is missing",
                          "trigger \"reviews_view_of_published\" on \"reviews\" is missing"));
  EXPECT_EQ(sample_.Check("models")->violations, 4);
  EXPECT_EQ(sample_.Check("enums")->violations, 3);
  EXPECT_EQ(sample_.Check("relations")->violations, 6);
  EXPECT_EQ(sample_.Check("indexes")->violations, 12);
  EXPECT_THAT(sample_.Check("seed-rows")->actual, HasSubstr("no such table"));
}

TEST_F(Reviews, VerifyListsWhatWasRemovedByHand) {
  Open();
  ASSERT_EQ(sample_.Try("DROP INDEX reviews_status_publishedAt_idx"), "");
  sample_.TakeOut("books",
                  "CONSTRAINT \"books_externalSource_check\"\n            CHECK "
                  "(\"externalSource\" IN ('GOOGLE_BOOKS', 'ALADIN', 'MANUAL'))");
  ASSERT_EQ(sample_.Try("DROP TABLE bookmarks"), "");
  EXPECT_THAT(
      sample_.Shown("declared-schema"),
      ElementsAre("table \"bookmarks\" is missing",
                  "check externalsource in ( 'GOOGLE_BOOKS' , 'ALADIN' , 'MANUAL' ) "
                  "name=books_externalSource_check of table \"books\" is missing",
                  "index \"reviews_status_publishedAt_idx\" on table \"reviews\" is missing",
                  "trigger \"bookmarks_of_published\" on \"bookmarks\" is missing"));
  const std::set<std::string> failing = sample_.Failing();
  for (const char* name :
       {"declared-schema", "models", "enums", "relations", "indexes", "query feed",
        "query feed-after", "query bookmarks-of-user", "counters-equal-counts"}) {
    EXPECT_TRUE(failing.contains(name)) << name;
  }
}

TEST_F(Reviews, EveryAddedIndexIsOneThatAQueryUses) {
  Open();
  std::string plans;
  for (const CheckResult& check : sample_.Verify()) {
    if (!check.name.starts_with("query ")) continue;
    for (const std::vector<Value>& row : check.rows) plans += std::get<std::string>(row[0]) + " ";
  }
  const std::vector<std::string> indexes =
      sample_.Rows(std::string("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT "
                               "NULL AND tbl_name IN ") +
                   kAdded);
  EXPECT_EQ(indexes.size(), 12U);
  for (const std::string& index : indexes) EXPECT_THAT(plans, HasSubstr(" INDEX " + index + " "));
}

TEST_F(Reviews, VolumeIsWhole) {
  ASSERT_EQ(sample_.Up(), "");
  ASSERT_EQ(sample_.Seed(2000), "");
  EXPECT_EQ(sample_.Failing(), std::set<std::string>());
  EXPECT_THAT(sample_.Rows("SELECT count(*), sum(status = 'PUBLISHED'), (SELECT count(*) FROM "
                           "users), (SELECT count(*) FROM books), sum(likeCount) - (SELECT "
                           "count(*) FROM likes) FROM reviews"),
              ElementsAre("2000|1960|20|40|0"));
  const DatabaseDigest once = sample_.Digest();
  ASSERT_EQ(sample_.Seed(2000), "");
  EXPECT_EQ(sample_.Digest(), once);
}

}  // namespace
}  // namespace godwit
