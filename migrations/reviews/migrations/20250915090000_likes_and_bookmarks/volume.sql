-- Up to three likes for each published review of :rows, and a bookmark for every other one. The reader
-- with the review's number likes it first, then the next ones: nobody twice.
WITH "reader"("place") AS (VALUES (0), (1), (2)),
"made"("n", "id", "at") AS (
    SELECT CAST(substr("id", 15) AS INTEGER), "id", "publishedAt"
    FROM "reviews"
    WHERE "id" GLOB 'volume-review-*' AND "status" = 'PUBLISHED'
)
INSERT INTO "likes" ("id", "userId", "reviewId", "createdAt")
SELECT printf('volume-like-%08d-%d', "n", "place"),
       printf('volume-user-%06d', 1 + ("n" + "place") % max(10, (:rows + 99) / 100)), "id", "at"
FROM "made"
JOIN "reader" ON "place" < "n" % 4
WHERE "n" <= :rows
ON CONFLICT DO NOTHING;

WITH "made"("n", "id", "at") AS (
    SELECT CAST(substr("id", 15) AS INTEGER), "id", "publishedAt"
    FROM "reviews"
    WHERE "id" GLOB 'volume-review-*' AND "status" = 'PUBLISHED'
)
INSERT INTO "bookmarks" ("id", "userId", "reviewId", "createdAt")
SELECT printf('volume-bookmark-%08d', "n"),
       printf('volume-user-%06d', 1 + ("n" * 3) % max(10, (:rows + 99) / 100)), "id", "at"
FROM "made"
WHERE "n" % 2 = 0 AND "n" <= :rows
ON CONFLICT DO NOTHING;
