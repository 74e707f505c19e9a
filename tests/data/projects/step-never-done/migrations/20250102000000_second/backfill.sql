-- Lists every row every time: what it writes never makes a row done.
-- godwit: data-step words
-- godwit: table a
SELECT "id", 'x' AS "word"
FROM "a";
