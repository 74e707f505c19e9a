-- godwit: data-step words
-- godwit: table a
SELECT 'x' AS "word"
FROM "a"
WHERE "word" IS NULL;
