// The query layer of the reviews sample: every operation, its rules, and what it leaves in the
// database.
#include "core/samples/reviews.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/samples/layer.h"

namespace godwit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kText = "충분히 긴 독후감 한 편입니다.";

class ReviewsLayer : public LayerTest {
 protected:
  ReviewsLayer() : LayerTest("reviews") {}

  static NewReview Request(std::string id) {
    return {.id = std::move(id),
            .user_id = "seed-user-jiho",
            .book_id = "seed-book-almond",
            .content = std::string(kText),
            .is_recommended = true};
  }
  Reviews reviews_{sample_.db(), clock_, log_};
};

// All pages of a list, from the first to the last.
template <typename List>
std::vector<std::string> AllPages(List list, int limit) {
  std::vector<std::string> ids;
  PageRequest page{.after = {}, .limit = limit};
  for (;;) {
    const auto rows = list(page);
    EXPECT_TRUE(rows.ok());
    for (const auto& row : *rows) ids.push_back(row.id);
    if (rows->size() < static_cast<std::size_t>(limit)) return ids;
    page.after = rows->back().place();
  }
}

TEST_F(ReviewsLayer, TheFeedIsNewestFirstWhateverThePages) {
  const auto feed = [&](const PageRequest& page) { return reviews_.Feed(page); };
  // 08 and 09 are of one moment: the id decides. 11 is a draft, 12 is deleted.
  const std::vector<std::string> kAll = {
      "seed-review-10", "seed-review-09", "seed-review-08", "seed-review-07", "seed-review-06",
      "seed-review-05", "seed-review-04", "seed-review-03", "seed-review-02", "seed-review-01"};
  for (const int limit : {1, 2, 3, 7, 10, 20}) EXPECT_EQ(AllPages(feed, limit), kAll) << limit;
  const auto page = reviews_.Feed({.after = {}, .limit = 1});
  ASSERT_TRUE(page.ok());
  const FeedItem& first = page->front();
  EXPECT_EQ(first.book_title, "달러구트 꿈 백화점");
  EXPECT_EQ(first.book_author, "이미예");
  EXPECT_EQ(first.user_name, "김서연");
  EXPECT_EQ(first.rating, 3);
  EXPECT_EQ(first.view_count, 30);
  EXPECT_EQ(first.published_at, "2025-10-25T15:05:00.000Z");
}

TEST_F(ReviewsLayer, UsersAndBooksHaveTheirLists) {
  const auto of_user = [&](const PageRequest& page) {
    return reviews_.OfUser("seed-user-doyun", page);
  };
  EXPECT_THAT(AllPages(of_user, 1), ElementsAre("seed-review-06", "seed-review-02"));
  const auto of_book = [&](const PageRequest& page) {
    return reviews_.OfBook("seed-book-vegetarian", page);
  };
  EXPECT_THAT(AllPages(of_book, 2),
              ElementsAre("seed-review-03", "seed-review-02", "seed-review-01"));
  EXPECT_THAT(Ids(reviews_.OfUser("nobody", {})), IsEmpty());
}

TEST_F(ReviewsLayer, PagesHaveLimits) {
  for (const int limit : {0, -1, 101}) {
    const auto page = reviews_.Feed({.after = {}, .limit = limit});
    ASSERT_FALSE(page.ok());
    EXPECT_EQ(page.error().kind, ErrorKind::kValidation);
    EXPECT_EQ(page.error().why, std::to_string(limit) + " is not within 1..100");
    EXPECT_FALSE(reviews_.OfBook("seed-book-almond", {.after = {}, .limit = limit}).ok());
  }
}

TEST_F(ReviewsLayer, AReviewIsStoredWithoutHtml) {
  NewReview request = Request("r1");
  request.title = " <b>제목</b> ";
  request.content = "<script>alert(1)</script><p>" + std::string(kText) + "</p>\n";
  request.rating = 5;
  const auto review = reviews_.Create(request);
  ASSERT_TRUE(review.ok()) << Describe(review.error());
  EXPECT_EQ(review->title, "제목");
  EXPECT_EQ(review->content, kText);
  EXPECT_EQ(review->status, ReviewStatus::kPublished);
  EXPECT_EQ(review->published_at, FormatTime(clock_.NowMillis()));
  EXPECT_EQ(review->read_status, ReadingStatus::kCompleted);
  EXPECT_EQ(*reviews_.Get("r1"), *review);
  EXPECT_EQ(Ids(reviews_.Feed({})).front(), "r1");
  EXPECT_THAT(log_.lines, ElementsAre("info reviews: created review draft"));
}

TEST_F(ReviewsLayer, RulesAreNamedWithTheirFields) {
  const auto create = [&](auto change) {
    return Refused([&] {
      NewReview request = Request("r1");
      change(request);
      return reviews_.Create(request);
    });
  };
  EXPECT_EQ(create([](NewReview& one) { one.content = "아홉 글자입니다요"; }),
            "Review 'r1', field \"content\": it has 9 characters without its HTML, and 10 to 10000 "
            "are wanted");
  EXPECT_EQ(create([](NewReview& one) { one.content = "<b>" + std::string(200, ' ') + "</b>"; }),
            "Review 'r1', field \"content\": it has 0 characters without its HTML, and 10 to 10000 "
            "are wanted");
  EXPECT_EQ(create([](NewReview& one) { one.content = std::string(10'001, 'x'); }),
            "Review 'r1', field \"content\": it has 10001 characters without its HTML, and 10 to "
            "10000 are wanted");
  EXPECT_EQ(create([](NewReview& one) { one.content = std::string(1'000'001, 'x'); }),
            "Review 'r1', field \"content\": it has 1000001 bytes, and 1000000 are read at most");
  EXPECT_EQ(create([](NewReview& one) { one.content.clear(); }),
            "Review 'r1', field \"content\": it is empty");
  EXPECT_EQ(create([](NewReview& one) { one.content = "\xff not UTF-8 at all"; }),
            "Review 'r1', field \"content\": it is not UTF-8 text");
  EXPECT_EQ(create([](NewReview& one) { one.title = "<br>"; }),
            "Review 'r1', field \"title\": nothing is left without its HTML");
  EXPECT_EQ(create([](NewReview& one) { one.rating = 0; }),
            "Review 'r1', field \"rating\": 0 is not within 1..5");
  EXPECT_EQ(create([](NewReview& one) { one.rating = 6; }),
            "Review 'r1', field \"rating\": 6 is not within 1..5");
  EXPECT_EQ(create([](NewReview& one) { one.is_recommended.reset(); }),
            "Review 'r1', field \"isRecommended\": it is missing");
  EXPECT_EQ(create([](NewReview& one) { one.id.clear(); }), "Review '', field \"id\": it is empty");
  EXPECT_EQ(create([](NewReview& one) { one.id = "seed-review-01"; }),
            "Review 'seed-review-01', field \"id\": another review has it");
  EXPECT_EQ(create([](NewReview& one) { one.user_id = "nobody"; }), "User 'nobody': not found");
  EXPECT_EQ(create([](NewReview& one) { one.book_id = "none"; }), "Book 'none': not found");
}

TEST_F(ReviewsLayer, TextsOfTenAndOfTenThousandCharactersFit) {
  for (const std::size_t length : {std::size_t{10}, std::size_t{10'000}}) {
    NewReview request = Request("r" + std::to_string(length));
    request.content.clear();
    for (std::size_t i = 0; i < length; ++i) request.content += "책";
    EXPECT_TRUE(reviews_.Create(request).ok()) << length;
  }
}

TEST_F(ReviewsLayer, AChangeTouchesWhatItNames) {
  const Review before = *reviews_.Get("seed-review-04");
  clock_.Set(clock_.NowMillis() + 1000);
  const auto review = reviews_.Update("seed-review-04", {.title = std::optional<std::string>(),
                                                         .read_status = ReadingStatus::kReading});
  ASSERT_TRUE(review.ok()) << Describe(review.error());
  Review expected = before;
  expected.title.reset();
  expected.read_status = ReadingStatus::kReading;
  expected.updated_at = FormatTime(clock_.NowMillis());
  EXPECT_EQ(*review, expected);
  EXPECT_EQ(*reviews_.Get("seed-review-04"), expected);
  EXPECT_EQ(Refused([&] { return reviews_.Update("seed-review-04", {.content = "short"}); }),
            "Review 'seed-review-04', field \"content\": it has 5 characters without its HTML, and "
            "10 to 10000 are wanted");
  EXPECT_EQ(Refused([&] { return reviews_.Update("seed-review-12", {.is_recommended = true}); }),
            "Review 'seed-review-12': not found");
}

TEST_F(ReviewsLayer, ADraftIsPublishedOnce) {
  const auto review = reviews_.Publish("seed-review-11");
  ASSERT_TRUE(review.ok()) << Describe(review.error());
  EXPECT_EQ(review->status, ReviewStatus::kPublished);
  EXPECT_EQ(review->published_at, FormatTime(clock_.NowMillis()));
  clock_.Set(clock_.NowMillis() + 1000);
  EXPECT_EQ(*reviews_.Publish("seed-review-11"), *review);
  EXPECT_EQ(Refused([&] { return reviews_.Publish("seed-review-12"); }),
            "Review 'seed-review-12': not found");
}

TEST_F(ReviewsLayer, ADeletedReviewNeverShowsAndComesBack) {
  const Review before = *reviews_.Get("seed-review-10");
  ASSERT_TRUE(reviews_.Delete("seed-review-10").ok());
  EXPECT_EQ(reviews_.Get("seed-review-10").error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(Ids(reviews_.Feed({})).front(), "seed-review-09");
  EXPECT_THAT(Ids(reviews_.OfUser("seed-user-seoyeon", {})),
              ElementsAre("seed-review-05", "seed-review-01"));
  EXPECT_EQ(Refused([&] { return reviews_.Delete("seed-review-10"); }),
            "Review 'seed-review-10': not found");
  EXPECT_EQ(Refused([&] { return reviews_.ToggleLike("seed-user-jiho", "seed-review-10"); }),
            "Review 'seed-review-10': not found");
  const auto back = reviews_.Restore("seed-review-10");
  ASSERT_TRUE(back.ok()) << Describe(back.error());
  Review expected = before;
  expected.updated_at = back->updated_at;
  EXPECT_EQ(*back, expected);
  EXPECT_EQ(Refused([&] { return reviews_.Restore("seed-review-10"); }),
            "Review 'seed-review-10', field \"status\": it is not deleted");
}

TEST_F(ReviewsLayer, ADeletedDraftComesBackAsADraft) {
  ASSERT_TRUE(reviews_.Delete("seed-review-11").ok());
  EXPECT_EQ(reviews_.Restore("seed-review-11")->status, ReviewStatus::kDraft);
}

TEST_F(ReviewsLayer, ViewsAreCountedOfWhatIsPublished) {
  EXPECT_EQ(*reviews_.AddView("seed-review-10"), 31);
  EXPECT_EQ(*reviews_.AddView("seed-review-10"), 32);
  EXPECT_EQ(Refused([&] { return reviews_.AddView("seed-review-11"); }),
            "Review 'seed-review-11', field \"status\": only a published review is viewed");
  EXPECT_EQ(Refused([&] { return reviews_.AddView("none"); }), "Review 'none': not found");
}

TEST_F(ReviewsLayer, ALikeIsOnOrOffWithItsCounter) {
  const Sha256Digest before = sample_.Digest().data;
  const std::int64_t count = reviews_.Get("seed-review-10")->like_count;
  const auto likers = [&] {
    return sample_.Rows("SELECT userId FROM likes WHERE reviewId = 'seed-review-10'");
  };
  const std::size_t likes = likers().size();
  // Whoever has not liked it yet: a new user.
  ASSERT_EQ(
      sample_.Try("INSERT INTO users (id, email, updatedAt) VALUES ('u', 'u@example.com', 'x')"),
      "");
  const Sha256Digest with_user = sample_.Digest().data;
  const auto on = reviews_.ToggleLike("u", "seed-review-10");
  ASSERT_TRUE(on.ok()) << Describe(on.error());
  EXPECT_TRUE(on->on);
  EXPECT_EQ(on->count, count + 1);
  EXPECT_EQ(likers().size(), likes + 1);
  EXPECT_THAT(*reviews_.LikedOf("u", std::vector<std::string>{"seed-review-09", "seed-review-10"}),
              ElementsAre("seed-review-10"));
  EXPECT_THAT(Ids(reviews_.LikesOfUser("u", {})).size(), 1U);
  const auto off = reviews_.ToggleLike("u", "seed-review-10");
  ASSERT_TRUE(off.ok());
  EXPECT_FALSE(off->on);
  EXPECT_EQ(off->count, count);
  EXPECT_EQ(sample_.Digest().data, with_user);
  EXPECT_NE(with_user, before);
  EXPECT_EQ(Refused([&] { return reviews_.ToggleLike("u", "seed-review-11"); }),
            "Review 'seed-review-11', field \"status\": only a published review can be liked");
  EXPECT_EQ(Refused([&] { return reviews_.ToggleLike("nobody", "seed-review-10"); }),
            "User 'nobody': not found");
}

TEST_F(ReviewsLayer, ABookmarkIsOnOrOffWithItsCounter) {
  ASSERT_EQ(
      sample_.Try("INSERT INTO users (id, email, updatedAt) VALUES ('u', 'u@example.com', 'x')"),
      "");
  const std::int64_t count = reviews_.Get("seed-review-01")->bookmark_count;
  EXPECT_EQ(reviews_.ToggleBookmark("u", "seed-review-01")->count, count + 1);
  clock_.Set(clock_.NowMillis() + 1000);
  EXPECT_TRUE(reviews_.ToggleBookmark("u", "seed-review-02")->on);
  EXPECT_THAT(
      *reviews_.BookmarkedOf("u", std::vector<std::string>{"seed-review-01", "seed-review-03"}),
      ElementsAre("seed-review-01"));
  const auto bookmarks = reviews_.BookmarksOfUser("u", {.after = {}, .limit = 1});
  ASSERT_EQ(bookmarks->size(), 1U);
  EXPECT_EQ(bookmarks->front().review_id, "seed-review-02");
  const auto rest =
      reviews_.BookmarksOfUser("u", {.after = bookmarks->front().place(), .limit = 1});
  EXPECT_EQ(rest->front().review_id, "seed-review-01");
  EXPECT_FALSE(reviews_.ToggleBookmark("u", "seed-review-01")->on);
  EXPECT_EQ(reviews_.Get("seed-review-01")->bookmark_count, count);
  EXPECT_EQ(Refused([&] { return reviews_.ToggleBookmark("u", "seed-review-11"); }),
            "Review 'seed-review-11', field \"status\": only a published review can be bookmarked");
}

TEST_F(ReviewsLayer, CountersThatWentWrongAreSetRight) {
  EXPECT_THAT(*reviews_.Recount(), IsEmpty());
  const Sha256Digest right = sample_.Digest().data;
  const std::int64_t likes = reviews_.Get("seed-review-01")->like_count;
  const std::int64_t bookmarks = reviews_.Get("seed-review-01")->bookmark_count;
  ASSERT_EQ(sample_.Try("UPDATE reviews SET likeCount = likeCount + 7 WHERE id = 'seed-review-01'"),
            "");
  EXPECT_THAT(*reviews_.Recount(), ElementsAre(Recounted{.id = "seed-review-01",
                                                         .like_count = likes + 7,
                                                         .likes = likes,
                                                         .bookmark_count = bookmarks,
                                                         .bookmarks = bookmarks}));
  EXPECT_EQ(sample_.Digest().data, right);
  EXPECT_EQ(log_.lines.back(),
            "warning reviews: counters were wrong review likeCount likes bookmarkCount bookmarks");
}

TEST_F(ReviewsLayer, BooksAreFoundByWhatIsSurestFirst) {
  NewBook book{.title = "다른 제목", .author = "다른 사람"};
  book.source = BookSource::kAladin;
  book.external_id = "seed-aladin-1";
  book.isbn = "9788936434120";
  EXPECT_EQ(reviews_.FindOrCreateBook(book)->book.id, "seed-book-vegetarian");
  book.external_id = "unknown";
  EXPECT_EQ(reviews_.FindOrCreateBook(book)->book.id, "seed-book-human-acts");
  EXPECT_EQ(reviews_.FindOrCreateBook({.title = " 아몬드 ", .author = "손원평"})->book.id,
            "seed-book-almond");
  book.isbn.reset();
  const auto made = reviews_.FindOrCreateBook(book);
  ASSERT_TRUE(made.ok()) << Describe(made.error());
  EXPECT_TRUE(made->created);
  const auto again = reviews_.FindOrCreateBook(book);
  EXPECT_FALSE(again->created);
  EXPECT_EQ(again->book, made->book);
  EXPECT_EQ(*reviews_.GetBook(made->book.id), made->book);
}

TEST_F(ReviewsLayer, BooksHaveRules) {
  const auto create = [&](auto change) {
    return Refused([&] {
      NewBook book{.title = "새 책", .author = "누군가"};
      change(book);
      return reviews_.FindOrCreateBook(book);
    });
  };
  EXPECT_EQ(create([](NewBook& one) { one.title = " "; }),
            "Book ' ', field \"title\": it is empty");
  EXPECT_EQ(create([](NewBook& one) { one.author.clear(); }),
            "Book '새 책', field \"author\": it is empty");
  EXPECT_EQ(create([](NewBook& one) { one.isbn = "9788936433597"; }),
            "Book '새 책', field \"isbn\": \"9788936433597\" is no ISBN-13: 13 digits, the last of "
            "which checks");
  EXPECT_EQ(create([](NewBook& one) { one.cover_image_url = "javascript:alert(1)"; }),
            "Book '새 책', field \"coverImageUrl\": it is no http or https address");
  EXPECT_EQ(create([](NewBook& one) { one.page_count = 0; }),
            "Book '새 책', field \"pageCount\": 0 is below 1");
  EXPECT_EQ(create([](NewBook& one) { one.external_id = "1"; }),
            "Book '새 책', field \"externalSource\": source and id go together, and it is missing");
  EXPECT_EQ(create([](NewBook& one) { one.source = BookSource::kManual; }),
            "Book '새 책', field \"externalId\": source and id go together, and it is missing");
  EXPECT_EQ(reviews_.GetBook("none").error().what, "Book 'none'");
}

}  // namespace
}  // namespace godwit
