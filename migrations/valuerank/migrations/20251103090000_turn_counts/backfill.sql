-- A turn is an answer: a message of the assistant. Transcripts that hold none have the column's
-- default already.
-- godwit: data-step turn-counts
-- godwit: table transcripts
-- godwit: batch 500
-- godwit: log "turn_count"
SELECT "id",
       (SELECT count(*) FROM json_each("content", '$.messages')
        WHERE json_extract("value", '$.role') = 'assistant') AS "turn_count"
FROM "transcripts"
WHERE "turn_count" = 0
  AND "content" IS NOT NULL
  AND EXISTS (SELECT 1 FROM json_each("content", '$.messages')
              WHERE json_extract("value", '$.role') = 'assistant');
