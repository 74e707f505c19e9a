-- godwit: check counters-equal-counts
SELECT "id", "likeCount", "likes", "bookmarkCount", "bookmarks"
FROM (
    SELECT "id", "likeCount", "bookmarkCount",
           (SELECT count(*) FROM "likes" WHERE "likes"."reviewId" = "reviews"."id") AS "likes",
           (SELECT count(*) FROM "bookmarks" WHERE "bookmarks"."reviewId" = "reviews"."id")
               AS "bookmarks"
    FROM "reviews"
)
WHERE "likeCount" <> "likes" OR "bookmarkCount" <> "bookmarks";

-- Every index with its columns; which query uses which is said in queries.sql and checked with it.
-- godwit: check indexes
WITH "wanted"("name", "columns") AS (
    VALUES ('books_isbn_key', 'unique: isbn'),
           ('books_externalSource_externalId_key', 'unique: externalSource, externalId'),
           ('books_title_author_idx', 'title, author'),
           ('reviews_userId_status_publishedAt_idx', 'userId, status, publishedAt, id'),
           ('reviews_bookId_status_publishedAt_idx', 'bookId, status, publishedAt, id'),
           ('reviews_status_publishedAt_idx', 'status, publishedAt DESC, id DESC'),
           ('reviews_status_deletedAt_idx', 'status, deletedAt'),
           ('likes_userId_reviewId_key', 'unique: userId, reviewId'),
           ('likes_reviewId_createdAt_idx', 'reviewId, createdAt'),
           ('bookmarks_userId_reviewId_key', 'unique: userId, reviewId'),
           ('bookmarks_userId_createdAt_idx', 'userId, createdAt DESC'),
           ('bookmarks_reviewId_idx', 'reviewId')
)
SELECT "wanted"."name" AS "item", "wanted"."columns" AS "expected",
       coalesce((SELECT CASE WHEN "made"."unique" THEN 'unique: ' ELSE '' END
                     || (SELECT group_concat("part"."name"
                                             || CASE WHEN "part"."desc" THEN ' DESC' ELSE '' END,
                                             ', ' ORDER BY "part"."seqno")
                         FROM pragma_index_xinfo("wanted"."name") AS "part"
                         WHERE "part"."key" = 1)
                 FROM sqlite_schema AS "index"
                 JOIN pragma_index_list("index"."tbl_name") AS "made"
                     ON "made"."name" = "index"."name"
                 WHERE "index"."type" = 'index' AND "index"."name" = "wanted"."name"), 'none')
           AS "actual"
FROM "wanted"
ORDER BY "item";
