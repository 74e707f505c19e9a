-- Lists every review whose counters are not what they count: after the migration those that have been
-- liked, later those that went wrong. `godwit backfill` repairs them and reports each.
-- godwit: data-step recount
-- godwit: each reviews
-- godwit: batch 500
SELECT "id", "likeCount", "likes", "bookmarkCount", "bookmarks"
FROM (
    SELECT "id", "likeCount", "bookmarkCount",
           (SELECT count(*) FROM "likes" WHERE "likes"."reviewId" = "reviews"."id") AS "likes",
           (SELECT count(*) FROM "bookmarks" WHERE "bookmarks"."reviewId" = "reviews"."id")
               AS "bookmarks"
    FROM "reviews"
)
WHERE "likeCount" <> "likes" OR "bookmarkCount" <> "bookmarks";

-- godwit: collect wrongCounters show id, likeCount, likes, bookmarkCount, bookmarks
SELECT json_object('id', "id", 'likeCount', "likeCount", 'likes', "likes",
                   'bookmarkCount', "bookmarkCount", 'bookmarks', "bookmarks")
FROM "due"
ORDER BY "id";

-- godwit: write recounted
UPDATE "reviews"
SET "likeCount" = "due"."likes", "bookmarkCount" = "due"."bookmarks"
FROM "due"
WHERE "due"."id" = "reviews"."id";
