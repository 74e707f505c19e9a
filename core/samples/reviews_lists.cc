// Pages of reviews, likes and bookmarks. See reviews.h.
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/samples/declared.h"
#include "core/samples/query.h"
#include "core/samples/query_errors.h"
#include "core/samples/reviews.h"
#include "core/sqlite/typed_row.h"

namespace godwit {
namespace {

constexpr std::string_view kSample = "reviews";

// Behind every time and id that there can be: where the first page begins.
constexpr std::string_view kNewest = "~";

Status CheckPage(const PageRequest& page) {
  if (page.limit >= 1 && page.limit <= kLargestReviewPage) return {};
  return Error{
      .code = ErrorCode::kUsage,
      .what = "page of reviews, field \"limit\"",
      .why = std::to_string(page.limit) + " is not within 1.." + std::to_string(kLargestReviewPage),
      .kind = ErrorKind::kValidation};
}

// A page of what belongs to somebody or something.
template <typename Row>
Result<std::vector<Row>> PageOf(const Database& db, std::string_view query, std::string_view owner,
                                const PageRequest& page) {
  GODWIT_TRY(CheckPage(page));
  const PagePlace place = page.after.value_or(PagePlace{.time = std::string(kNewest), .id = {}});
  return SelectRows<Row>(db, DeclaredSql(kSample, query), ValueView(owner), ValueView(place.time),
                         ValueView(place.id), ValueView(std::int64_t{page.limit}));
}

struct ReviewId {
  std::string id;
  static Result<ReviewId> Read(const Statement& row) { return ReviewId{std::string(row.Text(0))}; }
};

Result<std::vector<std::string>> MarkedOf(const Database& db, std::string_view query,
                                          std::string_view user_id,
                                          std::span<const std::string> review_ids) {
  nlohmann::json list = nlohmann::json::array();
  for (const std::string& id : review_ids) {
    GODWIT_TRY(RequireText("Review", id, "id", id));
    list.push_back(id);
  }
  const std::string ids = list.dump();
  GODWIT_ASSIGN(
      const std::vector<ReviewId> rows,
      SelectRows<ReviewId>(db, DeclaredSql(kSample, query), ValueView(user_id), ValueView(ids)));
  std::vector<std::string> marked;
  for (const ReviewId& row : rows) marked.push_back(row.id);
  return marked;
}

}  // namespace

Result<FeedItem> FeedItem::Read(const Statement& row) {
  constexpr std::array<std::string_view, 15> kNames = {
      "id",         "title",     "content",       "rating",    "isRecommended",
      "readStatus", "likeCount", "bookmarkCount", "viewCount", "publishedAt",
      "userId",     "userName",  "bookId",        "bookTitle", "bookAuthor"};
  FeedItem item;
  GODWIT_TRY(ReadRow(row, 0, "reviews", kNames, item.id, item.title, item.content, item.rating,
                     item.is_recommended, item.read_status, item.like_count, item.bookmark_count,
                     item.view_count, item.published_at, item.user_id, item.user_name, item.book_id,
                     item.book_title, item.book_author));
  return item;
}

Result<ReviewOfUser> ReviewOfUser::Read(const Statement& row) {
  constexpr std::array<std::string_view, 7> kNames = {
      "id", "title", "content", "rating", "publishedAt", "bookTitle", "bookAuthor"};
  ReviewOfUser item;
  GODWIT_TRY(ReadRow(row, 0, "reviews", kNames, item.id, item.title, item.content, item.rating,
                     item.published_at, item.book_title, item.book_author));
  return item;
}

Result<ReviewOfBook> ReviewOfBook::Read(const Statement& row) {
  constexpr std::array<std::string_view, 6> kNames = {"id",     "title",       "content",
                                                      "rating", "publishedAt", "userName"};
  ReviewOfBook item;
  GODWIT_TRY(ReadRow(row, 0, "reviews", kNames, item.id, item.title, item.content, item.rating,
                     item.published_at, item.user_name));
  return item;
}

Result<MarkOfUser> MarkOfUser::Read(const Statement& row) {
  constexpr std::array<std::string_view, 3> kNames = {"id", "reviewId", "createdAt"};
  MarkOfUser item;
  GODWIT_TRY(ReadRow(row, 0, "likes", kNames, item.id, item.review_id, item.created_at));
  return item;
}

Result<std::vector<FeedItem>> Reviews::Feed(const PageRequest& page) const {
  GODWIT_TRY(CheckPage(page));
  const ValueView limit = std::int64_t{page.limit};
  // Without a place to begin behind, the index is read from its end.
  if (!page.after) return SelectRows<FeedItem>(db_, DeclaredSql(kSample, "feed"), limit);
  return SelectRows<FeedItem>(db_, DeclaredSql(kSample, "feed-after"), ValueView(page.after->time),
                              ValueView(page.after->id), limit);
}

Result<std::vector<ReviewOfUser>> Reviews::OfUser(std::string_view user_id,
                                                  const PageRequest& page) const {
  return PageOf<ReviewOfUser>(db_, "reviews-of-user", user_id, page);
}

Result<std::vector<ReviewOfBook>> Reviews::OfBook(std::string_view book_id,
                                                  const PageRequest& page) const {
  return PageOf<ReviewOfBook>(db_, "reviews-of-book", book_id, page);
}

Result<std::vector<MarkOfUser>> Reviews::LikesOfUser(std::string_view user_id,
                                                     const PageRequest& page) const {
  return PageOf<MarkOfUser>(db_, "likes-of-user", user_id, page);
}

Result<std::vector<MarkOfUser>> Reviews::BookmarksOfUser(std::string_view user_id,
                                                         const PageRequest& page) const {
  return PageOf<MarkOfUser>(db_, "bookmarks-of-user", user_id, page);
}

Result<std::vector<std::string>> Reviews::LikedOf(std::string_view user_id,
                                                  std::span<const std::string> review_ids) const {
  return MarkedOf(db_, "liked-of-these", user_id, review_ids);
}

Result<std::vector<std::string>> Reviews::BookmarkedOf(
    std::string_view user_id, std::span<const std::string> review_ids) const {
  return MarkedOf(db_, "bookmarked-of-these", user_id, review_ids);
}

}  // namespace godwit
