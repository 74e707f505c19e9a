-- godwit: data-step words
-- godwit: table nothing
SELECT "id", 'x' AS "word"
FROM "a"
WHERE "word" IS NULL;
