// What the reviews sample's database enforces by itself: each rule with the exact error, and
// nothing changed by what was refused.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/digest/digest.h"
#include "tests/samples/sample.h"

namespace godwit {
namespace {

using ::testing::ElementsAre;

class ReviewsRules : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(sample_.Up(), "");
    ASSERT_EQ(sample_.Seed(), "");
  }

  void Do(const std::string& sql) { ASSERT_EQ(sample_.Try(sql), "") << sql; }

  Sample sample_{"reviews"};
};

struct Refusal {
  std::string sql;
  std::string why;
};

// Sets one column of the first review.
std::string Review(const std::string& column, const std::string& value) {
  return "UPDATE reviews SET " + column + " = " + value + " WHERE id = 'seed-review-01'";
}
std::string Book(const std::string& column, const std::string& value) {
  return "UPDATE books SET " + column + " = " + value + " WHERE id = 'seed-book-almond'";
}

const std::vector<Refusal> kRefusals = {
    // Required fields.
    {Book("title", "NULL"), "NOT NULL constraint failed: books.title"},
    {Book("author", "NULL"), "NOT NULL constraint failed: books.author"},
    {Book("title", "'  '"), "CHECK constraint failed: books_title_check"},
    {Book("author", "''"), "CHECK constraint failed: books_author_check"},
    {"INSERT INTO reviews (id, userId, bookId, content) VALUES ('r', 'seed-user-jiho', "
     "'seed-book-almond', 'ten letters and more')",
     "NOT NULL constraint failed: reviews.isRecommended"},
    {Review("content", "NULL"), "NOT NULL constraint failed: reviews.content"},
    {Review("userId", "NULL"), "NOT NULL constraint failed: reviews.userId"},
    {Review("bookId", "NULL"), "NOT NULL constraint failed: reviews.bookId"},
    // The three enums, and those of the accounts.
    {Review("readStatus", "'PAUSED'"), "CHECK constraint failed: reviews_readStatus_check"},
    {Review("readStatus", "'completed'"), "CHECK constraint failed: reviews_readStatus_check"},
    {Review("status", "'HIDDEN'"), "CHECK constraint failed: reviews_status_check"},
    {Book("externalSource", "'KYOBO'"), "CHECK constraint failed: books_externalSource_check"},
    {"UPDATE users SET role = 'OWNER'", "CHECK constraint failed: users_role_check"},
    {"UPDATE users SET status = 'GONE'", "CHECK constraint failed: users_status_check"},
    // Lengths and ranges. Hangul counts as letters, not as bytes.
    {Review("content", "'아홉 글자입니다.'"), "CHECK constraint failed: reviews_content_check"},
    {Review("content", "(SELECT printf('%.10001c', 'x'))"),
     "CHECK constraint failed: reviews_content_check"},
    {Review("rating", "0"), "CHECK constraint failed: reviews_rating_check"},
    {Review("rating", "6"), "CHECK constraint failed: reviews_rating_check"},
    {Review("rating", "4.5"), "cannot store REAL value in INTEGER column reviews.rating"},
    {Review("isRecommended", "2"), "CHECK constraint failed: reviews_isRecommended_check"},
    {Review("likeCount", "-1"), "CHECK constraint failed: reviews_likeCount_check"},
    {Review("bookmarkCount", "-1"), "CHECK constraint failed: reviews_bookmarkCount_check"},
    {Review("viewCount", "-1"), "CHECK constraint failed: reviews_viewCount_check"},
    {Book("pageCount", "0"), "CHECK constraint failed: books_pageCount_check"},
    // ISBN-13: a wrong digit, two swapped, too short, a letter, hyphens.
    {Book("isbn", "'9788936434268'"), "CHECK constraint failed: books_isbn_check"},
    {Book("isbn", "'9788936432467'"), "CHECK constraint failed: books_isbn_check"},
    {Book("isbn", "'978893643426'"), "CHECK constraint failed: books_isbn_check"},
    {Book("isbn", "'978893643426X'"), "CHECK constraint failed: books_isbn_check"},
    {Book("isbn", "'978-8936434267'"), "CHECK constraint failed: books_isbn_check"},
    // Covers.
    {Book("coverImageUrl", "'javascript:alert(1)'"),
     "CHECK constraint failed: books_coverImageUrl_check"},
    {Book("coverImageUrl", "'data:image/png;base64,AA=='"),
     "CHECK constraint failed: books_coverImageUrl_check"},
    {Book("coverImageUrl", "' https://books.example.com/a.jpg'"),
     "CHECK constraint failed: books_coverImageUrl_check"},
    {Book("coverImageUrl", "'https://'"), "CHECK constraint failed: books_coverImageUrl_check"},
    // Deleted is what says since when.
    {Review("status", "'DELETED'"), "CHECK constraint failed: reviews_deletedAt_check"},
    {Review("deletedAt", "'2025-12-01T00:00:00.000Z'"),
     "CHECK constraint failed: reviews_deletedAt_check"},
    // Twice the same.
    {"UPDATE users SET email = 'seoyeon@example.com' WHERE id = 'seed-user-jiho'",
     "UNIQUE constraint failed: users.email"},
    {Book("isbn", "'9788936433598'"), "UNIQUE constraint failed: books.isbn"},
    {Book("externalId", "'seed-google-2'"),
     "UNIQUE constraint failed: books.externalSource, books.externalId"},
    {"INSERT INTO likes (id, userId, reviewId) VALUES ('l', 'seed-user-doyun', 'seed-review-01')",
     "UNIQUE constraint failed: likes.userId, likes.reviewId"},
    {"INSERT INTO bookmarks (id, userId, reviewId) VALUES ('b', 'seed-user-haeun', "
     "'seed-review-01')",
     "UNIQUE constraint failed: bookmarks.userId, bookmarks.reviewId"},
    {"INSERT INTO oauth_connections (id, userId, provider, providerId, email, profile, updatedAt) "
     "VALUES ('o', 'seed-user-jiho', 'kakao', '1002003004', 'a@b', '{}', 'now')",
     "UNIQUE constraint failed: oauth_connections.provider, oauth_connections.providerId"},
    // Keys that lead nowhere, and a book that is reviewed.
    {Review("userId", "'nobody'"), "FOREIGN KEY constraint failed"},
    {Review("bookId", "'none'"), "FOREIGN KEY constraint failed"},
    {"INSERT INTO likes (id, userId, reviewId) VALUES ('l', 'seed-user-jiho', 'none')",
     "FOREIGN KEY constraint failed"},
    {"INSERT INTO bookmarks (id, userId, reviewId) VALUES ('b', 'nobody', 'seed-review-02')",
     "FOREIGN KEY constraint failed"},
    {"DELETE FROM books WHERE id = 'seed-book-almond'", "FOREIGN KEY constraint failed"},
    // Only what is published is liked, bookmarked or viewed.
    {"INSERT INTO likes (id, userId, reviewId) VALUES ('l', 'seed-user-jiho', 'seed-review-11')",
     "likes.reviewId: only a published review can be liked"},
    {"INSERT INTO likes (id, userId, reviewId) VALUES ('l', 'seed-user-jiho', 'seed-review-12')",
     "likes.reviewId: only a published review can be liked"},
    {"INSERT INTO bookmarks (id, userId, reviewId) VALUES ('b', 'seed-user-jiho', "
     "'seed-review-11')",
     "bookmarks.reviewId: only a published review can be bookmarked"},
    {"UPDATE reviews SET viewCount = viewCount + 1 WHERE id = 'seed-review-11'",
     "reviews.viewCount: only a published review is viewed"},
    {"UPDATE reviews SET viewCount = viewCount + 1 WHERE id = 'seed-review-12'",
     "reviews.viewCount: only a published review is viewed"},
    // JSON.
    {"UPDATE sessions SET deviceInfo = '{'", "CHECK constraint failed: sessions_deviceInfo_json"},
    {"UPDATE oauth_connections SET profile = ''",
     "CHECK constraint failed: oauth_connections_profile_json"},
    {"UPDATE audit_logs SET metadata = 'x'", "CHECK constraint failed: audit_logs_metadata_json"},
};

TEST_F(ReviewsRules, WhatBreaksOneIsRefusedAndChangesNothing) {
  const DatabaseDigest before = sample_.Digest();
  for (const Refusal& refusal : kRefusals) {
    EXPECT_EQ(sample_.Try(refusal.sql), refusal.why) << refusal.sql;
  }
  EXPECT_EQ(sample_.Digest(), before);
}

TEST_F(ReviewsRules, WhatIsJustWithinIsTaken) {
  Do(Review("content", "'열 글자짜리 서평임.'"));
  Do(Review("content", "(SELECT printf('%.10000c', '책'))"));
  Do(Review("content",
            "'\xf0\x9f\x93\x9a\xf0\x9f\x93\x9a\xf0\x9f\x93\x9a\xf0\x9f\x93\x9a\xf0\x9f"
            "\x93\x9a\xf0\x9f\x93\x9a\xf0\x9f\x93\x9a\xf0\x9f\x93\x9a\xf0\x9f\x93\x9a"
            "\xf0\x9f\x93\x9a'"));
  Do(Review("rating", "1"));
  Do(Review("rating", "NULL"));
  Do(Book("isbn", "'9780306406157'"));
  Do(Book("isbn", "NULL"));
  Do(Book("coverImageUrl", "'HTTP://books.example.com/a.jpg'"));
  Do("UPDATE books SET externalId = NULL");
}

TEST_F(ReviewsRules, DefaultsAreWhatTheyShouldBe) {
  Do("INSERT INTO users (id, email, updatedAt) VALUES ('u', 'u@example.com', '2026-01-01')");
  Do("INSERT INTO reviews (id, userId, bookId, content, isRecommended) VALUES ('r', 'u', "
     "'seed-book-almond', 'ten letters and more', 1)");
  EXPECT_THAT(sample_.Rows("SELECT role, status, emailVerified, mfaEnabled FROM users WHERE id = "
                           "'u'"),
              ElementsAre("USER|ACTIVE|0|0"));
  EXPECT_THAT(sample_.Rows("SELECT readStatus, status, likeCount, bookmarkCount, viewCount FROM "
                           "reviews WHERE id = 'r'"),
              ElementsAre("COMPLETED|PUBLISHED|0|0|0"));
}

TEST_F(ReviewsRules, DeletingAUserTakesReviewsLikesAndBookmarks) {
  Do("DELETE FROM users WHERE id = 'seed-user-haeun'");
  EXPECT_THAT(sample_.Rows("SELECT (SELECT count(*) FROM reviews), (SELECT count(*) FROM likes), "
                           "(SELECT count(*) FROM bookmarks), (SELECT count(*) FROM "
                           "oauth_connections), (SELECT count(*) FROM books)"),
              ElementsAre("10|10|4|0|5"));
  Do("DELETE FROM users WHERE id = 'seed-user-jiho'");
  EXPECT_EQ(sample_.Ask("SELECT userId FROM audit_logs WHERE id = 'seed-audit-1'"), "NULL");
}

TEST_F(ReviewsRules, SoftDeleteAndRestore) {
  Do("UPDATE reviews SET status = 'DELETED', deletedAt = '2025-12-01T00:00:00.000Z' WHERE id = "
     "'seed-review-01'");
  EXPECT_EQ(sample_.Ask("SELECT count(*) FROM likes WHERE reviewId = 'seed-review-01'"), "3");
  Do("UPDATE reviews SET status = 'PUBLISHED', deletedAt = NULL WHERE id = 'seed-review-01'");
  Do("UPDATE reviews SET viewCount = viewCount + 1 WHERE id = 'seed-review-01'");
}

}  // namespace
}  // namespace godwit
