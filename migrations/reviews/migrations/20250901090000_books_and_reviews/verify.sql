-- What is published has a time, by which pages are ordered; a draft never had one.
-- godwit: check published-say-when
SELECT "id", "status", "publishedAt"
FROM "reviews"
WHERE ("status" = 'PUBLISHED' AND "publishedAt" IS NULL)
   OR ("status" = 'DRAFT' AND "publishedAt" IS NOT NULL);

-- Tags are taken out on the way in; a text that still has one came another way.
-- godwit: check texts-hold-no-tags
SELECT "id"
FROM "reviews"
WHERE "content" GLOB '*<[a-zA-Z/!?]*>*' OR "title" GLOB '*<[a-zA-Z/!?]*>*';

-- Times are text that compares as it passes: the feed depends on it.
-- godwit: check review-times-are-utc
SELECT "id", "publishedAt", "deletedAt", "createdAt", "updatedAt"
FROM "reviews"
WHERE coalesce("publishedAt", "createdAt") NOT GLOB '????-??-??T??:??:??.???Z'
   OR coalesce("deletedAt", "createdAt") NOT GLOB '????-??-??T??:??:??.???Z'
   OR "createdAt" NOT GLOB '????-??-??T??:??:??.???Z' OR julianday("createdAt") IS NULL
   OR "updatedAt" NOT GLOB '????-??-??T??:??:??.???Z' OR julianday("updatedAt") IS NULL;

-- godwit: info reviews-by-status
SELECT "status", "readStatus", count(*) AS "reviews", round(avg("rating"), 2) AS "rating"
FROM "reviews"
GROUP BY "status", "readStatus"
ORDER BY "status", "readStatus";
