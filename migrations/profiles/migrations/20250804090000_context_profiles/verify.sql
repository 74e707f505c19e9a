-- godwit: check one-context-of-a-kind
SELECT "userId", "contextType", count(*) AS "contexts"
FROM "ContextProfile"
GROUP BY "userId", "contextType"
HAVING count(*) > 1;

-- godwit: check messages-have-their-context
SELECT "ChatMessage"."id"
FROM "ChatMessage"
LEFT JOIN "ContextProfile" ON "ContextProfile"."id" = "ChatMessage"."contextProfileId"
WHERE "ContextProfile"."id" IS NULL;
