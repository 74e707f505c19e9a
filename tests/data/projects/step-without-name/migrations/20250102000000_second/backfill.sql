-- godwit: table a
SELECT "id", 'x' AS "word"
FROM "a"
WHERE "word" IS NULL;
