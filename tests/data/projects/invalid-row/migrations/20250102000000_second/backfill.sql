-- With batches of three, the third batch holds the bad row: six rows stay written, three do not.
-- godwit: data-step labels
-- godwit: table item
-- godwit: validate label labels
-- godwit: batch 3
SELECT "id", json_object('weight', "grams") AS "label"
FROM "item"
WHERE "label" IS NULL;
