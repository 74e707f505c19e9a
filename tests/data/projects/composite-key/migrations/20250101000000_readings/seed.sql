INSERT INTO "reading" ("day", "fahrenheit", "station") VALUES
    (3, 50, 'south'), (1, 32, 'South; "old"'), (2, 212, 'b'), (1, 14, 'A'), (2, 59, 'A'),
    (-1, -40, 'c'), (10, 77, 'b'), (9, 95, 'b'), (1, 68, 'b'), (9223372036854775807, 104, 'south')
ON CONFLICT DO NOTHING;

-- No key to conflict on, so the text itself decides.
INSERT INTO "note" ("text")
SELECT "column1"
FROM (VALUES ('first'), ('second -- not a comment'), ('third; not an end'))
WHERE "column1" NOT IN (SELECT "text" FROM "note");
