// One review: made, changed, published, deleted, restored, viewed. See reviews.h.
#include <array>
#include <utility>

#include "core/samples/query.h"
#include "core/samples/query_errors.h"
#include "core/samples/review_text.h"
#include "core/samples/reviews.h"

namespace godwit {
namespace {

constexpr std::string_view kReview = "Review";
constexpr std::string_view kComponent = "reviews";
constexpr std::size_t kShortest = 10;
constexpr std::size_t kLongest = 10'000;
// Of what comes in, tags included: more than that is not looked through.
constexpr std::size_t kMostBytes = 1'000'000;

constexpr std::string_view kByIdWhere = R"(
FROM "reviews"
WHERE "id" = ?1 AND "status" <> 'DELETED'
)";
constexpr std::string_view kAnyByIdWhere = R"(
FROM "reviews"
WHERE "id" = ?1
)";
constexpr std::string_view kCountUser = R"(SELECT count(*) FROM "users" WHERE "id" = ?1)";
constexpr std::string_view kCountBook = R"(SELECT count(*) FROM "books" WHERE "id" = ?1)";
constexpr std::string_view kCountReview = R"(SELECT count(*) FROM "reviews" WHERE "id" = ?1)";

constexpr std::string_view kInsert = R"(
INSERT INTO "reviews" ("id", "userId", "bookId", "title", "content", "rating", "isRecommended",
                       "readStatus", "status", "publishedAt", "createdAt", "updatedAt")
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)
)";
constexpr std::string_view kUpdate = R"(
UPDATE "reviews"
SET "title" = ?2, "content" = ?3, "rating" = ?4, "isRecommended" = ?5, "readStatus" = ?6,
    "updatedAt" = ?7
WHERE "id" = ?1
)";
constexpr std::string_view kPublish = R"(
UPDATE "reviews"
SET "status" = 'PUBLISHED', "publishedAt" = coalesce("publishedAt", ?2), "updatedAt" = ?2
WHERE "id" = ?1
)";
constexpr std::string_view kDelete = R"(
UPDATE "reviews"
SET "status" = 'DELETED', "deletedAt" = ?2, "updatedAt" = ?2
WHERE "id" = ?1 AND "status" <> 'DELETED'
)";
constexpr std::string_view kRestore = R"(
UPDATE "reviews"
SET "status" = CASE WHEN "publishedAt" IS NULL THEN 'DRAFT' ELSE 'PUBLISHED' END,
    "deletedAt" = NULL, "updatedAt" = ?2
WHERE "id" = ?1
)";
constexpr std::string_view kView = R"(
UPDATE "reviews" SET "viewCount" = "viewCount" + 1 WHERE "id" = ?1 RETURNING "viewCount"
)";

Result<Review> Find(const Database& db, std::string_view id, std::string_view where) {
  const std::string sql = "SELECT " + std::string(Review::kColumns) + std::string(where);
  GODWIT_ASSIGN(std::optional<Review> review, SelectRow<Review>(db, sql, ValueView(id)));
  if (!review) return NotFound(kReview, id);
  return std::move(*review);
}

// The text as it is stored.
Result<std::string> CleanContent(std::string_view id, std::string_view content) {
  GODWIT_TRY(RequireText(kReview, id, "content", content));
  if (content.size() > kMostBytes) {
    return Invalid(kReview, id, "content",
                   "it has " + std::to_string(content.size()) + " bytes, and " +
                       std::to_string(kMostBytes) + " are read at most");
  }
  const std::string stripped = StripHtml(content);
  std::string clean(Trimmed(stripped));
  const std::size_t length = CountCharacters(clean);
  if (length >= kShortest && length <= kLongest) return clean;
  return Invalid(kReview, id, "content",
                 "it has " + std::to_string(length) + " characters without its HTML, and " +
                     std::to_string(kShortest) + " to " + std::to_string(kLongest) + " are wanted");
}

Result<std::optional<std::string>> CleanTitle(std::string_view id,
                                              const std::optional<std::string>& title) {
  if (!title) return std::optional<std::string>();
  GODWIT_TRY(RequireText(kReview, id, "title", *title));
  if (title->size() > kMostBytes) return Invalid(kReview, id, "title", "it is too long");
  const std::string stripped = StripHtml(*title);
  std::string clean(Trimmed(stripped));
  if (clean.empty()) return Invalid(kReview, id, "title", "nothing is left without its HTML");
  return std::optional<std::string>(std::move(clean));
}

Status CheckRating(std::string_view id, const std::optional<std::int64_t>& rating) {
  if (!rating || (*rating >= 1 && *rating <= 5)) return {};
  return Invalid(kReview, id, "rating", std::to_string(*rating) + " is not within 1..5");
}

Value OrNull(const std::optional<std::string>& text) { return text ? Value(*text) : Value(); }
Value OrNull(const std::optional<std::int64_t>& number) {
  return number ? Value(*number) : Value();
}

}  // namespace

Result<Review> Reviews::Get(std::string_view id) const { return Find(db_, id, kByIdWhere); }

Result<Review> Reviews::Create(const NewReview& request) {
  const std::string& id = request.id;
  GODWIT_TRY(RequireText(kReview, id, "id", id));
  GODWIT_ASSIGN(const std::string content, CleanContent(id, request.content));
  GODWIT_ASSIGN(const std::optional<std::string> title, CleanTitle(id, request.title));
  GODWIT_TRY(CheckRating(id, request.rating));
  if (!request.is_recommended) {
    return Invalid(kReview, id, "isRecommended", "it is missing");
  }
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(const std::int64_t users,
                SelectNumber(db_, kCountUser, ValueView(request.user_id)));
  if (users == 0) return NotFound("User", request.user_id);
  GODWIT_ASSIGN(const std::int64_t books,
                SelectNumber(db_, kCountBook, ValueView(request.book_id)));
  if (books == 0) return NotFound("Book", request.book_id);
  GODWIT_ASSIGN(const std::int64_t taken, SelectNumber(db_, kCountReview, ValueView(id)));
  if (taken > 0) return Invalid(kReview, id, "id", "another review has it");
  const std::string now = FormatTime(clock_.NowMillis());
  const ReviewStatus status = request.draft ? ReviewStatus::kDraft : ReviewStatus::kPublished;
  GODWIT_TRY(db_.Execute(kInsert, ValueView(id), ValueView(request.user_id),
                         ValueView(request.book_id), OrNull(title), ValueView(content),
                         OrNull(request.rating), Value(std::int64_t{*request.is_recommended}),
                         ValueView(WordOf(request.read_status)), ValueView(WordOf(status)),
                         request.draft ? Value() : Value(now), ValueView(now)));
  GODWIT_ASSIGN(Review review, Find(db_, id, kByIdWhere));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "created",
             std::array{LogField{"review", id}, LogField{"draft", request.draft}});
  return review;
}

Result<Review> Reviews::Update(std::string_view id, const ReviewChange& change) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(Review review, Find(db_, id, kByIdWhere));
  if (change.title) {
    GODWIT_ASSIGN(review.title, CleanTitle(id, *change.title));
  }
  if (change.content) {
    GODWIT_ASSIGN(review.content, CleanContent(id, *change.content));
  }
  if (change.rating) {
    GODWIT_TRY(CheckRating(id, *change.rating));
    review.rating = *change.rating;
  }
  if (change.is_recommended) review.is_recommended = *change.is_recommended;
  if (change.read_status) review.read_status = *change.read_status;
  review.updated_at = FormatTime(clock_.NowMillis());
  GODWIT_TRY(db_.Execute(kUpdate, ValueView(id), OrNull(review.title), ValueView(review.content),
                         OrNull(review.rating), Value(std::int64_t{review.is_recommended}),
                         ValueView(WordOf(review.read_status)), ValueView(review.updated_at)));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "updated",
             std::array{LogField{"review", std::string(id)}});
  return review;
}

Result<Review> Reviews::Publish(std::string_view id) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(Review review, Find(db_, id, kByIdWhere));
  if (review.status == ReviewStatus::kPublished) return review;
  GODWIT_TRY(db_.Execute(kPublish, ValueView(id), Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(review, Find(db_, id, kByIdWhere));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "published",
             std::array{LogField{"review", std::string(id)}});
  return review;
}

Status Reviews::Delete(std::string_view id) {
  GODWIT_ASSIGN(const std::int64_t changed,
                Change(db_, kDelete, ValueView(id), Value(FormatTime(clock_.NowMillis()))));
  if (changed == 0) return NotFound(kReview, id);
  log_.Write(LogLevel::kInfo, kComponent, "deleted",
             std::array{LogField{"review", std::string(id)}});
  return {};
}

Result<Review> Reviews::Restore(std::string_view id) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(Review review, Find(db_, id, kAnyByIdWhere));
  if (review.status != ReviewStatus::kDeleted) {
    return Invalid(kReview, id, "status", "it is not deleted");
  }
  GODWIT_TRY(db_.Execute(kRestore, ValueView(id), Value(FormatTime(clock_.NowMillis()))));
  GODWIT_ASSIGN(review, Find(db_, id, kByIdWhere));
  GODWIT_TRY(transaction.Commit());
  log_.Write(LogLevel::kInfo, kComponent, "restored",
             std::array{LogField{"review", std::string(id)}});
  return review;
}

Result<std::int64_t> Reviews::AddView(std::string_view id) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(const Review review, Find(db_, id, kByIdWhere));
  if (review.status != ReviewStatus::kPublished) {
    return Invalid(kReview, id, "status", "only a published review is viewed");
  }
  GODWIT_ASSIGN(const std::int64_t views, SelectNumber(db_, kView, ValueView(id)));
  GODWIT_TRY(transaction.Commit());
  return views;
}

}  // namespace godwit
