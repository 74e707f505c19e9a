-- godwit: data-step words
-- godwit: table a
-- godwit: batches 100
SELECT "id", 'x' AS "word"
FROM "a"
WHERE "word" IS NULL;
