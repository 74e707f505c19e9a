-- The counters of what the earlier files made.
UPDATE "reviews"
SET "likeCount" = (SELECT count(*) FROM "likes" WHERE "likes"."reviewId" = "reviews"."id"),
    "bookmarkCount" =
        (SELECT count(*) FROM "bookmarks" WHERE "bookmarks"."reviewId" = "reviews"."id")
WHERE "id" GLOB 'volume-review-*' AND :rows > 0;
