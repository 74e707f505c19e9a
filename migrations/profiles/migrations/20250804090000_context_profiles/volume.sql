-- :rows users for load tests, two or three contexts each, with everything that the reference run and
-- the hard one have, but no malformed text.
WITH RECURSIVE "counter"("n") AS (
    SELECT 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 1 FROM "counter" WHERE "n" < :rows
)
INSERT INTO "User" ("id", "email", "name", "createdAt", "updatedAt")
SELECT printf('%08x-%04x-4%03x-%04x-%012x',
              ("n" * 2654435761) & 4294967295, ("n" * 48271) & 65535, ("n" * 2053) & 4095,
              32768 + (("n" * 16807) & 16383), "n"),
       'user' || "n" || '@example.com', 'User ' || "n",
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1750000000 + "n" % 5000000, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1750000000 + "n" % 5000000, 'unixepoch')
FROM "counter"
WHERE true
ON CONFLICT DO NOTHING;

-- The user's number is at the end of its e-mail's name.
WITH "type"("place", "name") AS (
    VALUES (0, 'romantic'), (1, 'friendship'), (2, 'professional'), (3, 'creative'), (4, 'service')
),
"made" AS (
    SELECT "id", CAST(substr("email", 5) AS INTEGER) AS "n"
    FROM "User"
    WHERE "email" LIKE 'user%@example.com' AND "name" LIKE 'User %'
)
INSERT INTO "ContextProfile" ("id", "userId", "contextType", "tonePreference", "createdAt", "updatedAt")
SELECT "made"."id" || '-' || "type"."place", "made"."id", "type"."name",
       CASE "n" % 3 WHEN 0 THEN 'light' WHEN 1 THEN 'balanced' ELSE 'serious' END,
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1755000000 + "n" % 5000000 + "place" * 60, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1755000000 + "n" % 5000000 + "place" * 60, 'unixepoch')
FROM "made"
JOIN "type" ON ("n" + "place") % 5 < 2 + "n" % 2
WHERE true
ON CONFLICT DO NOTHING;

WITH "context" AS (
    SELECT "ContextProfile".*, CAST(substr("email", 5) AS INTEGER) AS "n"
    FROM "ContextProfile"
    JOIN "User" ON "User"."id" = "ContextProfile"."userId"
    WHERE "email" LIKE 'user%@example.com' AND "name" LIKE 'User %'
)
INSERT INTO "Profile" ("id", "contextProfileId", "data", "createdAt", "updatedAt")
SELECT 'p-' || "id", "id",
       json_patch(
           json_object('coreValues', json_array('value ' || "n" % 7, 'value ' || "n" % 11),
                       'location', 'City ' || "n" % 500,
                       'beliefs', json_object('faith', 'f' || "n" % 5, "contextType", 'yes')),
           CASE "contextType"
               WHEN 'romantic' THEN
                   json_object('relationshipTimeline', 'within ' || (1 + "n" % 4) || ' years',
                               'familyIntentions', 'open',
                               'intent', iif("n" % 10 = 0, 'long-term', NULL))
               WHEN 'friendship' THEN
                   json_object('friendshipDepth', 'close', 'groupActivityPreference', 'small',
                               'ageRange', iif("n" % 50 = 0, '18-24', '25-34'))
               WHEN 'professional' THEN
                   json_object('partnershipType', 'co-founder', 'commitmentHorizon', '3 years',
                               'complementarySkills', json_array('sales', 'skill ' || "n" % 9))
               WHEN 'creative' THEN
                   json_object('creativeType', 'music', 'roleNeeded', 'singer', 'ageRange', '25-34')
               ELSE json_object('serviceType', 'tutoring', 'budgetRange', '20-30')
           END),
       "createdAt", "updatedAt"
FROM "context"
WHERE true
ON CONFLICT DO NOTHING;
