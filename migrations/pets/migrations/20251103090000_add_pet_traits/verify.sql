-- godwit: check column-exists
SELECT 'Pet.traits' AS "item", 1 AS "expected", count(*) AS "actual"
FROM pragma_table_info('Pet')
WHERE "name" = 'traits';

-- godwit: check coverage
SELECT 'pets with traits' AS "item", count(*) AS "expected", count("traits") AS "actual"
FROM "Pet";

-- A value that is not text, a blob for instance, would escape what reads text.
-- godwit: check traits-are-text
SELECT "id", typeof("traits") AS "type"
FROM "Pet"
WHERE "traits" IS NOT NULL AND typeof("traits") <> 'text';

-- godwit: check traits-are-valid
SELECT "id", "violation"
FROM (
    SELECT "id", json_violation('pet-traits', "traits") AS "violation"
    FROM "Pet"
    WHERE "traits" IS NOT NULL
)
WHERE "violation" IS NOT NULL;

-- The id alone decides: making the traits again gives the stored bytes.
-- godwit: check traits-regenerate
SELECT "id", "class"
FROM (
    SELECT "id", pet_traits_class("id", "traits") AS "class"
    FROM "Pet"
    WHERE "traits" IS NOT NULL
)
WHERE "class" <> 'exact';

-- 16-digit: written through an ORM that rounds numbers to 16 significant digits; other: corrupt, or
-- some other generator's.
-- godwit: info trait-classes
WITH "class"("place", "name") AS (VALUES (1, 'exact'), (2, '16-digit'), (3, 'other')),
     "stored"("name") AS (
         SELECT pet_traits_class("id", "traits") FROM "Pet" WHERE "traits" IS NOT NULL
     )
SELECT "class"."name" AS "class", count("stored"."name") AS "pets"
FROM "class"
LEFT JOIN "stored" ON "stored"."name" = "class"."name"
GROUP BY "class"."place", "class"."name"
ORDER BY "class"."place";

-- A text that is no object, or says no version, has none.
-- godwit: info traits-by-version
SELECT "version", count(*) AS "pets"
FROM (
    SELECT CASE WHEN json_valid("traits") THEN json_extract("traits", '$.traitVersion') END AS "version"
    FROM "Pet"
    WHERE "traits" IS NOT NULL
)
GROUP BY "version"
ORDER BY "version";

-- Beside what chance would give; few pets may well differ.
-- godwit: info rarities
WITH "rarity"("place", "name", "percent") AS (
         VALUES (1, 'common', 70), (2, 'uncommon', 20), (3, 'rare', 8), (4, 'legendary', 2)
     ),
     "stored"("name") AS (
         SELECT CASE WHEN json_valid("traits") THEN json_extract("traits", '$.rarity') END
         FROM "Pet"
         WHERE "traits" IS NOT NULL
     )
SELECT "rarity"."name" AS "rarity",
       count("stored"."name") AS "pets",
       printf('%.1f', (SELECT count(*) FROM "stored") * "rarity"."percent" / 100.0) AS "expected"
FROM "rarity"
LEFT JOIN "stored" ON "stored"."name" = "rarity"."name"
GROUP BY "rarity"."place", "rarity"."name", "rarity"."percent"
ORDER BY "rarity"."place";
