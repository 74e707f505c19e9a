-- A reader for every hundred of :rows reviews, rounded up, but at least ten.
WITH RECURSIVE "counter"("n") AS (
    SELECT 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 1 FROM "counter" WHERE "n" < max(10, (:rows + 99) / 100)
)
INSERT INTO "users" ("id", "email", "emailVerified", "name", "createdAt", "updatedAt")
SELECT printf('volume-user-%06d', "n"), 'volume-' || "n" || '@example.org', true,
       substr('김이박최정강조윤장임', 1 + "n" % 10, 1) || '독자' || "n",
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1735689600 + "n" % 15000000, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1735689600 + "n" % 15000000, 'unixepoch')
FROM "counter"
WHERE true
ON CONFLICT DO NOTHING;
