-- godwit: check turns-are-counted
SELECT "id", "turn_count", "turns"
FROM (
    SELECT "id", "turn_count",
           (SELECT count(*) FROM json_each("content", '$.messages')
            WHERE json_extract("value", '$.role') = 'assistant') AS "turns"
    FROM "transcripts"
    WHERE "content" IS NOT NULL
)
WHERE "turn_count" <> "turns";
