// Likes and bookmarks with their counters. See reviews.h.
#include <array>
#include <utility>

#include "core/samples/derived_id.h"
#include "core/samples/query.h"
#include "core/samples/query_errors.h"
#include "core/samples/reviews.h"
#include "core/sqlite/typed_row.h"

namespace godwit {
namespace {

constexpr std::string_view kComponent = "reviews";

constexpr std::string_view kCountUser = R"(SELECT count(*) FROM "users" WHERE "id" = ?1)";
constexpr std::string_view kSelectStatus = R"(
SELECT "status" = 'PUBLISHED' FROM "reviews" WHERE "id" = ?1 AND "status" <> 'DELETED'
)";

// What likes and bookmarks differ in. `count` takes what is added and gives the counter then.
struct Mark {
  std::string_view table;
  std::string_view wrong;  // why a review that is not published cannot have one
  std::string_view take;
  std::string_view put;
  std::string_view count;
};

constexpr Mark kLike = {.table = "likes",
                        .wrong = "only a published review can be liked",
                        .take = R"(DELETE FROM "likes" WHERE "userId" = ?1 AND "reviewId" = ?2)",
                        .put = R"(
INSERT INTO "likes" ("id", "userId", "reviewId", "createdAt") VALUES (?1, ?2, ?3, ?4)
)",
                        .count = R"(
UPDATE "reviews" SET "likeCount" = max("likeCount" + ?2, 0) WHERE "id" = ?1 RETURNING "likeCount"
)"};

constexpr Mark kBookmark = {
    .table = "bookmarks",
    .wrong = "only a published review can be bookmarked",
    .take = R"(DELETE FROM "bookmarks" WHERE "userId" = ?1 AND "reviewId" = ?2)",
    .put = R"(
INSERT INTO "bookmarks" ("id", "userId", "reviewId", "createdAt") VALUES (?1, ?2, ?3, ?4)
)",
    .count = R"(
UPDATE "reviews" SET "bookmarkCount" = max("bookmarkCount" + ?2, 0) WHERE "id" = ?1
RETURNING "bookmarkCount"
)"};

// Every review whose counters are not what they count.
constexpr std::string_view kSelectWrong = R"(
SELECT "id", "likeCount", "likes", "bookmarkCount", "bookmarks"
FROM (
    SELECT "id", "likeCount", "bookmarkCount",
           (SELECT count(*) FROM "likes" WHERE "likes"."reviewId" = "reviews"."id") AS "likes",
           (SELECT count(*) FROM "bookmarks" WHERE "bookmarks"."reviewId" = "reviews"."id")
               AS "bookmarks"
    FROM "reviews"
)
WHERE "likeCount" <> "likes" OR "bookmarkCount" <> "bookmarks"
ORDER BY "id"
)";
constexpr std::string_view kSetCounters = R"(
UPDATE "reviews" SET "likeCount" = ?2, "bookmarkCount" = ?3 WHERE "id" = ?1
)";

Result<Toggled> Toggle(Database& db, std::int64_t now, const Mark& mark, std::string_view user_id,
                       std::string_view review_id) {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db));
  GODWIT_ASSIGN(const std::int64_t users, SelectNumber(db, kCountUser, ValueView(user_id)));
  if (users == 0) return NotFound("User", user_id);
  {
    GODWIT_ASSIGN(Statement status, db.Prepare(kSelectStatus));
    GODWIT_TRY(status.BindAll(ValueView(review_id)));
    GODWIT_ASSIGN(const bool found, status.Step());
    if (!found) return NotFound("Review", review_id);
    if (status.Int(0) == 0) {
      return Invalid("Review", review_id, "status", std::string(mark.wrong));
    }
  }
  GODWIT_ASSIGN(const std::int64_t taken,
                Change(db, mark.take, ValueView(user_id), ValueView(review_id)));
  Toggled toggled{.on = taken == 0};
  if (toggled.on) {
    GODWIT_TRY(db.Execute(mark.put, Value(DerivedId({mark.table, user_id, review_id})),
                          ValueView(user_id), ValueView(review_id), Value(FormatTime(now))));
  }
  GODWIT_ASSIGN(toggled.count, SelectNumber(db, mark.count, ValueView(review_id),
                                            ValueView(std::int64_t{toggled.on ? 1 : -1})));
  GODWIT_TRY(transaction.Commit());
  return toggled;
}

}  // namespace

Result<Recounted> Recounted::Read(const Statement& row) {
  constexpr std::array<std::string_view, 5> kNames = {"id", "likeCount", "likes", "bookmarkCount",
                                                      "bookmarks"};
  Recounted item;
  GODWIT_TRY(ReadRow(row, 0, "reviews", kNames, item.id, item.like_count, item.likes,
                     item.bookmark_count, item.bookmarks));
  return item;
}

Result<Toggled> Reviews::ToggleLike(std::string_view user_id, std::string_view review_id) {
  return Toggle(db_, clock_.NowMillis(), kLike, user_id, review_id);
}

Result<Toggled> Reviews::ToggleBookmark(std::string_view user_id, std::string_view review_id) {
  return Toggle(db_, clock_.NowMillis(), kBookmark, user_id, review_id);
}

Result<std::vector<Recounted>> Reviews::Recount() {
  GODWIT_ASSIGN(Transaction transaction, Transaction::BeginImmediate(db_));
  GODWIT_ASSIGN(std::vector<Recounted> wrong, SelectRows<Recounted>(db_, kSelectWrong));
  for (const Recounted& one : wrong) {
    GODWIT_TRY(db_.Execute(kSetCounters, ValueView(one.id), ValueView(one.likes),
                           ValueView(one.bookmarks)));
  }
  GODWIT_TRY(transaction.Commit());
  for (const Recounted& one : wrong) {
    log_.Write(
        LogLevel::kWarning, kComponent, "counters were wrong",
        std::array{LogField{"review", one.id}, LogField{"likeCount", one.like_count},
                   LogField{"likes", one.likes}, LogField{"bookmarkCount", one.bookmark_count},
                   LogField{"bookmarks", one.bookmarks}});
  }
  return wrong;
}

}  // namespace godwit
