-- godwit: check every-reading-was-audited
SELECT "reading"."station" AS "item", count(*) AS "expected", "audit"."count" AS "actual"
FROM "reading"
LEFT JOIN "audit" ON "audit"."station" = "reading"."station"
GROUP BY "reading"."station";
