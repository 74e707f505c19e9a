-- godwit: data-step words
-- godwit: table a
UPDATE "a"
SET "word" = 'x';
