-- godwit: check users-have-profiles
-- godwit: until 20251215090000_retire_old_profiles
SELECT 'users with contexts' AS "item",
       (SELECT count(DISTINCT "userId") FROM "ContextProfile") AS "expected",
       (SELECT count(*) FROM "ProfileNew"
        WHERE "userId" IN (SELECT "userId" FROM "ContextProfile")) AS "actual";

-- godwit: check contexts-have-intents
SELECT 'contexts' AS "item",
       (SELECT count(*) FROM "ContextProfile") AS "expected",
       (SELECT count(*) FROM "ContextIntent") AS "actual";

-- godwit: check no-orphan-profile
-- godwit: until 20251215090000_retire_old_profiles
SELECT "id", "userId"
FROM "ProfileNew"
WHERE NOT EXISTS (SELECT 1 FROM "User" WHERE "User"."id" = "ProfileNew"."userId");

-- godwit: check no-orphan-intent
SELECT "id", "userId", "contextType"
FROM "ContextIntent"
WHERE NOT EXISTS (SELECT 1 FROM "ContextProfile" AS "c"
                  WHERE "c"."userId" = "ContextIntent"."userId"
                    AND "c"."contextType" = "ContextIntent"."contextType");

-- godwit: check one-profile-a-user
-- godwit: until 20251215090000_retire_old_profiles
SELECT "userId", count(*) AS "profiles"
FROM "ProfileNew"
GROUP BY "userId"
HAVING count(*) > 1;

-- godwit: check one-intent-a-context
SELECT "userId", "contextType", count(*) AS "intents"
FROM "ContextIntent"
GROUP BY "userId", "contextType"
HAVING count(*) > 1;

-- godwit: check profile-completeness-in-range
-- godwit: until 20251215090000_retire_old_profiles
SELECT "id", "completeness" FROM "ProfileNew" WHERE "completeness" NOT BETWEEN 0 AND 100;

-- godwit: check intent-completeness-in-range
SELECT "id", "completeness" FROM "ContextIntent" WHERE "completeness" NOT BETWEEN 0 AND 100;

-- godwit: check messages-resolve
SELECT 'chat messages' AS "item", count(*) AS "expected", count("ContextProfile"."id") AS "actual"
FROM "ChatMessage"
LEFT JOIN "ContextProfile" ON "ContextProfile"."id" = "ChatMessage"."contextProfileId";

-- Ids are derived from what a row stands for, so two runs and two builds agree.
-- godwit: check derived-ids
-- godwit: until 20251215090000_retire_old_profiles
SELECT "id", 'ProfileNew' AS "table"
FROM "ProfileNew"
WHERE "id" <> uuid5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'ProfileNew/' || "userId")
UNION ALL
SELECT "id", 'ContextIntent'
FROM "ContextIntent"
WHERE "id" <> uuid5('6ba7b811-9dad-11d1-80b4-00c04fd430c8',
                    'ContextIntent/' || "userId" || '/' || "contextType");

-- Every key of every old profile of a migrated user, looked for in the new tables themselves: moved
-- (the same value is there), merged (all its elements, or members, are there), overridden (a member
-- has a later context's value), differing (another context's value was chosen), or unmapped (it has
-- no place in the new model; the old row keeps it). Nothing may be left over.
-- godwit: check accounting
-- godwit: until 20251215090000_retire_old_profiles
WITH "old" AS (
    SELECT "c"."userId", "c"."contextType", "p"."data"
    FROM "Profile" AS "p"
    JOIN "ContextProfile" AS "c" ON "c"."id" = "p"."contextProfileId"
    WHERE json_valid("p"."data") AND json_type("p"."data") = 'object'
      AND EXISTS (SELECT 1 FROM "ProfileNew" AS "n" WHERE "n"."userId" = "c"."userId")
),
"key" AS (
    SELECT "old"."userId", "old"."contextType", "member"."key", "member"."type",
           "old"."data" ->> "member"."fullkey" AS "value", "old"."data" -> "member"."fullkey" AS "written",
           CASE "member"."key"
               WHEN 'coreValues' THEN "n"."coreValues" WHEN 'constraints' THEN "n"."constraints"
               WHEN 'beliefs' THEN "n"."beliefs" WHEN 'interactionStyle' THEN "n"."interactionStyle"
               WHEN 'lifestyle' THEN "n"."lifestyle" WHEN 'location' THEN "n"."location"
               WHEN 'ageRange' THEN "n"."ageRange" WHEN 'name' THEN "n"."name"
               WHEN 'relationshipTimeline' THEN "i"."relationshipTimeline"
               WHEN 'exclusivityExpectation' THEN "i"."exclusivityExpectation"
               WHEN 'familyIntentions' THEN "i"."familyIntentions"
               WHEN 'attractionImportance' THEN "i"."attractionImportance"
               WHEN 'friendshipDepth' THEN "i"."friendshipDepth"
               WHEN 'groupActivityPreference' THEN "i"."groupActivityPreference"
               WHEN 'emotionalSupportExpectation' THEN "i"."emotionalSupportExpectation"
               WHEN 'partnershipType' THEN "i"."partnershipType"
               WHEN 'commitmentHorizon' THEN "i"."commitmentHorizon"
               WHEN 'complementarySkills' THEN "i"."complementarySkills"
               WHEN 'equityOrRevShare' THEN "i"."equityOrRevShare"
               WHEN 'creativeType' THEN "i"."creativeType" WHEN 'roleNeeded' THEN "i"."roleNeeded"
               WHEN 'processStyle' THEN "i"."processStyle" WHEN 'egoBalance' THEN "i"."egoBalance"
               WHEN 'compensationExpectation' THEN "i"."compensationExpectation"
               WHEN 'serviceType' THEN "i"."serviceType" WHEN 'budgetRange' THEN "i"."budgetRange"
               WHEN 'timelineNeeded' THEN "i"."timelineNeeded"
               WHEN 'credentialsRequired' THEN "i"."credentialsRequired"
           END AS "found"
    FROM "old"
    JOIN json_each("old"."data") AS "member"
    JOIN "ProfileNew" AS "n" ON "n"."userId" = "old"."userId"
    JOIN "ContextIntent" AS "i"
      ON "i"."userId" = "old"."userId" AND "i"."contextType" = "old"."contextType"
),
"judged" AS (
    SELECT CASE
        WHEN "key" IN ('coreValues', 'constraints') AND "type" = 'array' THEN
            iif(EXISTS (SELECT 1 FROM json_each("written") AS "e"
                        WHERE NOT EXISTS (SELECT 1 FROM json_each("found") AS "f"
                                          WHERE "f"."type" = "e"."type" AND "f"."value" = "e"."value")
                          AND "e"."type" <> 'null'),
                'lost', 'merged')
        WHEN "key" IN ('beliefs', 'interactionStyle', 'lifestyle') AND "type" = 'object' THEN
            iif(EXISTS (SELECT 1 FROM json_each("written") AS "e"
                        WHERE NOT EXISTS (SELECT 1 FROM json_each("found") AS "f" WHERE "f"."key" = "e"."key")),
                'lost',
                iif(EXISTS (SELECT 1 FROM json_each("written") AS "e" JOIN json_each("found") AS "f"
                              ON "f"."key" = "e"."key" WHERE "f"."value" IS NOT "e"."value"),
                    'overridden', 'merged'))
        WHEN "type" = 'null' OR "value" = '' THEN 'moved'
        WHEN "key" IN ('location', 'ageRange', 'name') THEN
            iif("found" = CAST("value" AS TEXT), 'moved', iif("found" IS NULL, 'lost', 'differing'))
        WHEN "found" IS NULL
          OR "key" IN ('coreValues', 'constraints', 'beliefs', 'interactionStyle', 'lifestyle') THEN 'unmapped'
        WHEN "found" IN (CAST("value" AS TEXT), "written") THEN 'moved'
        ELSE 'lost'
    END AS "fate"
    FROM "key"
)
SELECT 'keys of old profiles' AS "item", count(*) AS "expected",
       count(*) FILTER (WHERE "fate" <> 'lost') AS "actual",
       count(*) FILTER (WHERE "fate" = 'moved') AS "moved",
       count(*) FILTER (WHERE "fate" = 'merged') AS "merged",
       count(*) FILTER (WHERE "fate" = 'overridden') AS "overridden",
       count(*) FILTER (WHERE "fate" = 'differing') AS "differing",
       count(*) FILTER (WHERE "fate" = 'unmapped') AS "unmapped"
FROM "judged";

-- Too many conflicts would say that the rule for choosing is wrong.
-- godwit: check conflicts-under-5-percent
SELECT "conflicts", "users"
FROM (SELECT (SELECT count(DISTINCT "record" ->> '$.userId') FROM "godwit_records"
              WHERE "step" = 'profile-per-user' AND "name" = 'conflicts') AS "conflicts",
             (SELECT count(DISTINCT "userId") FROM "ContextProfile") AS "users")
WHERE "conflicts" * 20 > "users";

-- godwit: info intents-by-context
SELECT "contextType", count(*) AS "intents", CAST(round(avg("completeness")) AS INTEGER) AS "completeness"
FROM "ContextIntent"
GROUP BY "contextType"
ORDER BY "contextType";

-- godwit: info first-profiles
-- godwit: until 20251215090000_retire_old_profiles
SELECT "userId", "completeness", "missing" FROM "ProfileNew" ORDER BY "userId" LIMIT 5;

-- godwit: info first-intents
SELECT "userId", "contextType", "completeness", "missing"
FROM "ContextIntent"
ORDER BY "userId", "contextType"
LIMIT 5;
