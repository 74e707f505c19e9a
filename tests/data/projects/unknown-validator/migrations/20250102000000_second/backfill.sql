-- godwit: data-step words
-- godwit: table a
-- godwit: validate word words
SELECT "id", 'x' AS "word"
FROM "a"
WHERE "word" IS NULL;
