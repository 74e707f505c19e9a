-- A book for every fifty of :rows reviews, rounded up, but at least three.
WITH RECURSIVE "counter"("n") AS (
    SELECT 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 1 FROM "counter" WHERE "n" < max(3, (:rows + 49) / 50)
)
INSERT INTO "books" ("id", "title", "author", "publisher", "publishedDate", "pageCount", "language", "externalId", "externalSource", "createdAt", "updatedAt")
SELECT printf('volume-book-%06d', "n"), '부하 시험 이야기 ' || "n", '작가 ' || ("n" % 997), '시험출판',
       date(1000000000 + ("n" * 86399) % 700000000, 'unixepoch'), 100 + ("n" * 13) % 500, 'ko',
       'volume-' || "n", CASE "n" % 2 WHEN 0 THEN 'ALADIN' ELSE 'GOOGLE_BOOKS' END,
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1735689600 + "n" % 15000000, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1735689600 + "n" % 15000000, 'unixepoch')
FROM "counter"
WHERE true
ON CONFLICT DO NOTHING;

-- :rows reviews, three published in every second; of each hundred one is a draft and one was deleted.
WITH RECURSIVE "counter"("n") AS (
    SELECT 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 1 FROM "counter" WHERE "n" < :rows
),
"made"("n", "at", "user", "book", "status") AS (
    SELECT "n",
           strftime('%Y-%m-%dT%H:%M:%S.000Z', 1750000000 + "n" / 3, 'unixepoch'),
           printf('volume-user-%06d', 1 + ("n" * 7919) % max(10, (:rows + 99) / 100)),
           printf('volume-book-%06d', 1 + ("n" * 6151) % max(3, (:rows + 49) / 50)),
           CASE "n" % 100 WHEN 41 THEN 'DRAFT' WHEN 83 THEN 'DELETED' ELSE 'PUBLISHED' END
    FROM "counter"
)
INSERT INTO "reviews" ("id", "userId", "bookId", "title", "content", "rating", "isRecommended", "readStatus", "viewCount", "status", "publishedAt", "deletedAt", "createdAt", "updatedAt")
SELECT printf('volume-review-%08d', "n"), "user", "book", '시험 서평 ' || "n",
       '이 글은 부하 시험을 위해 만든 ' || "n" || '번째 서평입니다.',
       CASE WHEN "n" % 6 > 0 THEN "n" % 6 END, "n" % 3 > 0,
       CASE "n" % 10 WHEN 0 THEN 'READING' WHEN 1 THEN 'DROPPED' ELSE 'COMPLETED' END,
       ("n" * 31) % 1000, "status",
       CASE WHEN "status" <> 'DRAFT' THEN "at" END, CASE "status" WHEN 'DELETED' THEN "at" END,
       "at", "at"
FROM "made"
WHERE true
ON CONFLICT DO NOTHING;
