-- The four tables, their three enums and six relations, by name: what was to be built, whatever was
-- reported.
-- godwit: check models
WITH "wanted"("name") AS (VALUES ('books'), ('reviews'), ('likes'), ('bookmarks'))
SELECT "wanted"."name" AS "item", 1 AS "expected", count("made"."name") AS "actual"
FROM "wanted"
LEFT JOIN sqlite_schema AS "made"
    ON "made"."type" = 'table' AND "made"."name" = "wanted"."name"
GROUP BY "wanted"."name"
ORDER BY "wanted"."name";

-- A CHECK is an enum: it refuses every other value.
-- godwit: check enums
WITH "wanted"("table", "constraint") AS (
    VALUES ('books', '"externalSource" IN (''GOOGLE_BOOKS'', ''ALADIN'', ''MANUAL'')'),
           ('reviews', '"readStatus" IN (''READING'', ''COMPLETED'', ''DROPPED'')'),
           ('reviews', '"status" IN (''DRAFT'', ''PUBLISHED'', ''DELETED'')')
)
SELECT "wanted"."table" || ': ' || "wanted"."constraint" AS "item", 1 AS "expected",
       count("made"."name") AS "actual"
FROM "wanted"
LEFT JOIN sqlite_schema AS "made"
    ON "made"."type" = 'table' AND "made"."name" = "wanted"."table"
    AND instr("made"."sql", 'CHECK (' || "wanted"."constraint" || ')') > 0
GROUP BY "wanted"."table", "wanted"."constraint"
ORDER BY "wanted"."table", "wanted"."constraint";

-- godwit: check enum-values
SELECT 'books.externalSource' AS "enum", "id", "externalSource" AS "value"
FROM "books"
WHERE "externalSource" NOT IN ('GOOGLE_BOOKS', 'ALADIN', 'MANUAL')
UNION ALL
SELECT 'reviews.readStatus', "id", "readStatus"
FROM "reviews"
WHERE "readStatus" NOT IN ('READING', 'COMPLETED', 'DROPPED')
UNION ALL
SELECT 'reviews.status', "id", "status"
FROM "reviews"
WHERE "status" NOT IN ('DRAFT', 'PUBLISHED', 'DELETED');

-- godwit: check relations
WITH "wanted"("table", "column", "target", "on_delete") AS (
    VALUES ('reviews', 'userId', 'users', 'CASCADE'),
           ('reviews', 'bookId', 'books', 'RESTRICT'),
           ('likes', 'userId', 'users', 'CASCADE'),
           ('likes', 'reviewId', 'reviews', 'CASCADE'),
           ('bookmarks', 'userId', 'users', 'CASCADE'),
           ('bookmarks', 'reviewId', 'reviews', 'CASCADE')
)
SELECT "wanted"."table" || '.' || "wanted"."column" AS "item",
       "wanted"."target" || ' ' || "wanted"."on_delete" AS "expected",
       coalesce((SELECT "key"."table" || ' ' || "key"."on_delete"
                 FROM pragma_foreign_key_list("wanted"."table") AS "key"
                 WHERE "key"."from" = "wanted"."column"), 'none') AS "actual"
FROM "wanted"
ORDER BY "item";

-- godwit: check foreign-keys-are-enforced
SELECT 'PRAGMA foreign_keys' AS "item", 1 AS "expected", "foreign_keys" AS "actual"
FROM pragma_foreign_keys;

-- At least this much, in the words of the specification; more is welcome.
-- godwit: check seed-rows
WITH "counted"("place", "item", "least", "found") AS (
    SELECT 1, 'books', 3, count(*) FROM "books"
    UNION ALL
    SELECT 2, 'reviews', 10, count(*) FROM "reviews"
    UNION ALL
    SELECT 3, 'read statuses', 3, count(DISTINCT "readStatus") FROM "reviews"
    UNION ALL
    SELECT 4, 'ratings', 5, count(DISTINCT "rating") FROM "reviews"
    UNION ALL
    SELECT 5, 'reviews without a rating', 1, count(*) FROM "reviews" WHERE "rating" IS NULL
    UNION ALL
    SELECT 6, 'recommended or not', 2, count(DISTINCT "isRecommended") FROM "reviews"
    UNION ALL
    SELECT 7, 'drafts', 1, count(*) FROM "reviews" WHERE "status" = 'DRAFT'
    UNION ALL
    SELECT 8, 'deleted reviews', 1, count(*) FROM "reviews" WHERE "status" = 'DELETED'
    UNION ALL
    SELECT 9, 'likes', 1, count(*) FROM "likes"
    UNION ALL
    SELECT 10, 'bookmarks', 1, count(*) FROM "bookmarks"
)
SELECT "item", 'at least ' || "least" AS "expected",
       CASE WHEN "found" >= "least" THEN 'at least ' || "least" ELSE "found" END AS "actual"
FROM "counted"
ORDER BY "place";

-- godwit: check every-user-has-a-review
SELECT "id", "name"
FROM "users"
WHERE NOT EXISTS (SELECT 1 FROM "reviews" WHERE "reviews"."userId" = "users"."id");

-- Triggers refuse them; a review that is taken back afterwards keeps what it had.
-- godwit: check drafts-have-no-likes
SELECT "reviews"."id"
FROM "reviews"
WHERE "reviews"."status" = 'DRAFT'
  AND (EXISTS (SELECT 1 FROM "likes" WHERE "likes"."reviewId" = "reviews"."id")
       OR EXISTS (SELECT 1 FROM "bookmarks" WHERE "bookmarks"."reviewId" = "reviews"."id"));
