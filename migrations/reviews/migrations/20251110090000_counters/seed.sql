-- The sample reviews where they are loaded behind this migration; elsewhere its data step has counted
-- them.
UPDATE "reviews"
SET "likeCount" = (SELECT count(*) FROM "likes" WHERE "likes"."reviewId" = "reviews"."id"),
    "bookmarkCount" =
        (SELECT count(*) FROM "bookmarks" WHERE "bookmarks"."reviewId" = "reviews"."id")
WHERE "id" GLOB 'seed-review-*' AND "likeCount" = 0 AND "bookmarkCount" = 0;
