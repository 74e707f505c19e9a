-- The key's columns come in the key's order. Batches of three end in the middle of station b.
-- godwit: data-step celsius
-- godwit: table reading
-- godwit: batch 3
-- godwit: log "fahrenheit", "celsius"
SELECT "station", "day", ("fahrenheit" - 32) * 5 / 9 AS "celsius"
FROM "reading"
WHERE "celsius" IS NULL;

-- A table without a declared key is walked by its rowid.
-- godwit: data-step lengths
-- godwit: table note
-- godwit: batch 2
SELECT rowid, length("text") AS "length"
FROM "note"
WHERE "length" IS NULL;
