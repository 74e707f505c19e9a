-- One user at a time: all of a user's contexts, oldest first, become one profile and an intent each.
-- Which context is the older one decides who wins, so the order is fixed: createdAt, then id.
-- godwit: data-step profile-per-user
-- godwit: each User
-- godwit: batch 10
-- godwit: on-error record
SELECT "id"
FROM "User"
WHERE EXISTS (SELECT 1 FROM "ContextProfile" WHERE "ContextProfile"."userId" = "User"."id")
  AND NOT EXISTS (SELECT 1 FROM "ProfileNew" WHERE "ProfileNew"."userId" = "User"."id");

-- godwit: count usersProcessed
SELECT count(*) FROM "due";

-- godwit: count usersSkipped
SELECT count(*)
FROM "User"
WHERE NOT EXISTS (SELECT 1 FROM "ContextProfile" WHERE "ContextProfile"."userId" = "User"."id");

-- The contexts of the users at hand, with their data parsed once.
-- godwit: let context
SELECT "c"."userId", "c"."contextType", "c"."id",
       row_number() OVER (PARTITION BY "c"."userId" ORDER BY "c"."createdAt", "c"."id") AS "place",
       jsonb("p"."data") AS "data"
FROM "due"
JOIN "ContextProfile" AS "c" ON "c"."userId" = "due"."id"
LEFT JOIN "Profile" AS "p" ON "p"."contextProfileId" = "c"."id";

-- Arrays joined, objects merged, the first filled value of the rest. A shared key that holds another
-- kind of JSON stays where it is and is told as unmapped. Completeness counts in halves: three
-- required fields make two each, an optional one makes one on both sides when it is there.
-- godwit: write profilesCreated
WITH "merged" AS (
    SELECT "userId",
           json_array_union(CASE json_type("data", '$.coreValues')
               WHEN 'array' THEN "data" -> '$.coreValues' END ORDER BY "place") AS "coreValues",
           json_object_merge(CASE json_type("data", '$.beliefs')
               WHEN 'object' THEN "data" -> '$.beliefs' END ORDER BY "place") AS "beliefs",
           json_object_merge(CASE json_type("data", '$.interactionStyle')
               WHEN 'object' THEN "data" -> '$.interactionStyle' END ORDER BY "place") AS "interactionStyle",
           json_object_merge(CASE json_type("data", '$.lifestyle')
               WHEN 'object' THEN "data" -> '$.lifestyle' END ORDER BY "place") AS "lifestyle",
           json_array_union(CASE json_type("data", '$.constraints')
               WHEN 'array' THEN "data" -> '$.constraints' END ORDER BY "place") AS "constraints",
           first_filled("data" ->> '$.location' ORDER BY "place") AS "location",
           first_filled("data" ->> '$.ageRange' ORDER BY "place") AS "ageRange",
           first_filled("data" ->> '$.name' ORDER BY "place") AS "name"
    FROM "context"
    GROUP BY "userId"
),
"counted" AS (
    SELECT *,
           2 * (("coreValues" <> '[]') + ("location" IS NOT NULL) + ("ageRange" IS NOT NULL)) AS "required",
           ("beliefs" <> '{}') + ("interactionStyle" <> '{}') + ("lifestyle" <> '{}')
               + ("constraints" <> '[]') AS "optional"
    FROM "merged"
)
INSERT INTO "ProfileNew" ("id", "userId", "coreValues", "beliefs", "interactionStyle", "lifestyle",
                          "constraints", "location", "ageRange", "name", "completeness", "missing",
                          "createdAt", "updatedAt")
SELECT uuid5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'ProfileNew/' || "userId"), "userId",
       "coreValues", "beliefs", "interactionStyle", "lifestyle", "constraints",
       "location", "ageRange", "name",
       (200 * ("required" + "optional") + 6 + "optional") / (2 * (6 + "optional")),
       '[' || ltrim(iif("coreValues" = '[]', ',"coreValues"', '')
                    || iif("location" IS NULL, ',"location"', '')
                    || iif("ageRange" IS NULL, ',"ageRange"', ''), ',') || ']',
       strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
FROM "counted";

-- godwit: write intentsCreated
WITH "column"("contextType", "place", "name", "path") AS (
    VALUES ('romantic', 1, 'relationshipTimeline', '$.relationshipTimeline'),
           ('romantic', 2, 'exclusivityExpectation', '$.exclusivityExpectation'),
           ('romantic', 3, 'familyIntentions', '$.familyIntentions'),
           ('romantic', 4, 'attractionImportance', '$.attractionImportance'),
           ('friendship', 1, 'friendshipDepth', '$.friendshipDepth'),
           ('friendship', 2, 'groupActivityPreference', '$.groupActivityPreference'),
           ('friendship', 3, 'emotionalSupportExpectation', '$.emotionalSupportExpectation'),
           ('professional', 1, 'partnershipType', '$.partnershipType'),
           ('professional', 2, 'commitmentHorizon', '$.commitmentHorizon'),
           ('professional', 3, 'complementarySkills', '$.complementarySkills'),
           ('professional', 4, 'equityOrRevShare', '$.equityOrRevShare'),
           ('creative', 1, 'creativeType', '$.creativeType'),
           ('creative', 2, 'roleNeeded', '$.roleNeeded'),
           ('creative', 3, 'processStyle', '$.processStyle'),
           ('creative', 4, 'egoBalance', '$.egoBalance'),
           ('creative', 5, 'compensationExpectation', '$.compensationExpectation'),
           ('service', 1, 'serviceType', '$.serviceType'),
           ('service', 2, 'budgetRange', '$.budgetRange'),
           ('service', 3, 'timelineNeeded', '$.timelineNeeded'),
           ('service', 4, 'credentialsRequired', '$.credentialsRequired')
),
-- Filled is a text or an array that is not empty.
"looked" AS (
    SELECT "context"."id", "context"."userId", "context"."contextType", "context"."data",
           "column"."place", "column"."name",
           coalesce(CASE json_type("data", "path")
                        WHEN 'text' THEN "data" ->> "path" <> ''
                        WHEN 'array' THEN json_array_length("data", "path") > 0
                    END, false) AS "filled"
    FROM "context"
    JOIN "column" ON "column"."contextType" = "context"."contextType"
),
"counted" AS (
    SELECT "id", "userId", "contextType", "data", sum("filled") AS "filled", count(*) AS "all",
           json_group_array("name" ORDER BY "place") FILTER (WHERE NOT "filled") AS "missing"
    FROM "looked"
    GROUP BY "id"
)
INSERT INTO "ContextIntent" (
    "id", "userId", "contextType",
    "relationshipTimeline", "exclusivityExpectation", "familyIntentions", "attractionImportance",
    "friendshipDepth", "groupActivityPreference", "emotionalSupportExpectation",
    "partnershipType", "commitmentHorizon", "complementarySkills", "equityOrRevShare",
    "creativeType", "roleNeeded", "processStyle", "egoBalance", "compensationExpectation",
    "serviceType", "budgetRange", "timelineNeeded", "credentialsRequired",
    "completeness", "missing", "createdAt", "updatedAt")
SELECT uuid5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'ContextIntent/' || "userId" || '/' || "contextType"),
       "userId", "contextType",
       CASE "contextType" WHEN 'romantic' THEN "data" ->> '$.relationshipTimeline' END,
       CASE "contextType" WHEN 'romantic' THEN "data" ->> '$.exclusivityExpectation' END,
       CASE "contextType" WHEN 'romantic' THEN "data" ->> '$.familyIntentions' END,
       CASE "contextType" WHEN 'romantic' THEN "data" ->> '$.attractionImportance' END,
       CASE "contextType" WHEN 'friendship' THEN "data" ->> '$.friendshipDepth' END,
       CASE "contextType" WHEN 'friendship' THEN "data" ->> '$.groupActivityPreference' END,
       CASE "contextType" WHEN 'friendship' THEN "data" ->> '$.emotionalSupportExpectation' END,
       CASE "contextType" WHEN 'professional' THEN "data" ->> '$.partnershipType' END,
       CASE "contextType" WHEN 'professional' THEN "data" ->> '$.commitmentHorizon' END,
       CASE "contextType" WHEN 'professional' THEN "data" -> '$.complementarySkills' END,
       CASE "contextType" WHEN 'professional' THEN "data" ->> '$.equityOrRevShare' END,
       CASE "contextType" WHEN 'creative' THEN "data" ->> '$.creativeType' END,
       CASE "contextType" WHEN 'creative' THEN "data" ->> '$.roleNeeded' END,
       CASE "contextType" WHEN 'creative' THEN "data" ->> '$.processStyle' END,
       CASE "contextType" WHEN 'creative' THEN "data" ->> '$.egoBalance' END,
       CASE "contextType" WHEN 'creative' THEN "data" ->> '$.compensationExpectation' END,
       CASE "contextType" WHEN 'service' THEN "data" ->> '$.serviceType' END,
       CASE "contextType" WHEN 'service' THEN "data" ->> '$.budgetRange' END,
       CASE "contextType" WHEN 'service' THEN "data" ->> '$.timelineNeeded' END,
       CASE "contextType" WHEN 'service' THEN "data" ->> '$.credentialsRequired' END,
       (200 * "filled" + "all") / (2 * "all"), "missing",
       strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
FROM "counted";

-- Two contexts say different things: the older one was chosen, and this says so.
-- godwit: collect conflicts show userId, field
WITH "said" AS (
    SELECT "userId", 'location' AS "field", "place", "data" ->> '$.location' AS "value" FROM "context"
    UNION ALL
    SELECT "userId", 'ageRange', "place", "data" ->> '$.ageRange' FROM "context"
),
"distinct" AS (
    SELECT "userId", "field", "value", min("place") AS "place"
    FROM "said"
    WHERE "value" <> ''
    GROUP BY "userId", "field", "value"
)
SELECT json_object('userId', "userId", 'field', "field",
                   'values', json_group_array("value" ORDER BY "place"),
                   'chosen', first_filled("value" ORDER BY "place"))
FROM "distinct"
GROUP BY "userId", "field"
HAVING count(*) > 1
ORDER BY "userId", "field";

-- godwit: count differingNames
SELECT count(*)
FROM (SELECT 1
      FROM "context"
      WHERE "data" ->> '$.name' <> ''
      GROUP BY "userId"
      HAVING count(DISTINCT "data" ->> '$.name') > 1);

-- Values inside the merged objects that a later context replaced by another one.
-- godwit: count overriddenKeys
WITH "said" AS (
    SELECT "member"."value",
           last_value("member"."value") OVER (
               PARTITION BY "userId", "object"."column1", "member"."key" ORDER BY "place"
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "last"
    FROM "context"
    JOIN (VALUES ('$.beliefs'), ('$.interactionStyle'), ('$.lifestyle')) AS "object"
    JOIN json_each("data", "object"."column1") AS "member"
    WHERE json_type("data", "object"."column1") = 'object'
)
SELECT count(*) FROM "said" WHERE "value" IS NOT "last";

-- What the new model has no place for. The old row keeps it.
-- godwit: collect unmapped show userId, contextType, fields
WITH "known"("key", "where", "type") AS (
    VALUES ('coreValues', 'any', 'array'), ('constraints', 'any', 'array'),
           ('beliefs', 'any', 'object'), ('interactionStyle', 'any', 'object'),
           ('lifestyle', 'any', 'object'),
           ('location', 'any', 'any'), ('ageRange', 'any', 'any'), ('name', 'any', 'any'),
           ('relationshipTimeline', 'romantic', 'any'), ('exclusivityExpectation', 'romantic', 'any'),
           ('familyIntentions', 'romantic', 'any'), ('attractionImportance', 'romantic', 'any'),
           ('friendshipDepth', 'friendship', 'any'), ('groupActivityPreference', 'friendship', 'any'),
           ('emotionalSupportExpectation', 'friendship', 'any'),
           ('partnershipType', 'professional', 'any'), ('commitmentHorizon', 'professional', 'any'),
           ('complementarySkills', 'professional', 'any'), ('equityOrRevShare', 'professional', 'any'),
           ('creativeType', 'creative', 'any'), ('roleNeeded', 'creative', 'any'),
           ('processStyle', 'creative', 'any'), ('egoBalance', 'creative', 'any'),
           ('compensationExpectation', 'creative', 'any'),
           ('serviceType', 'service', 'any'), ('budgetRange', 'service', 'any'),
           ('timelineNeeded', 'service', 'any'), ('credentialsRequired', 'service', 'any')
),
-- A text that is no object is kept whole, under a key that no path can be.
"object" AS (
    SELECT "userId", "contextType", "place",
           CASE json_type("data") WHEN 'object' THEN "data"
                ELSE jsonb_object('$', "data") END AS "data"
    FROM "context"
    WHERE "data" IS NOT NULL
)
SELECT json_object('userId', "userId", 'contextType', "contextType",
                   'fields', json_group_array("member"."key" ORDER BY "member"."id"),
                   'unmappedFields', json_group_object("member"."key", json("data" -> "member"."fullkey")
                                                       ORDER BY "member"."id"))
FROM "object"
JOIN json_each("object"."data") AS "member"
WHERE NOT EXISTS (SELECT 1 FROM "known"
                  WHERE "known"."key" = "member"."key"
                    AND "known"."where" IN ('any', "contextType")
                    AND ("known"."type" IN ('any', "member"."type") OR "member"."type" = 'null'))
GROUP BY "userId", "place", "contextType"
ORDER BY "userId", "place";

-- godwit: count unmappedKeys
SELECT json_array_length("record", '$.fields')
FROM "godwit_records"
WHERE "step" = 'profile-per-user' AND "name" = 'unmapped';
