-- godwit: check constraint-holds
SELECT 'CHECK on Pet.traits' AS "item", 1 AS "expected", count(*) AS "actual"
FROM sqlite_schema
WHERE "type" = 'table' AND "name" = 'Pet' AND "sql" LIKE '%CONSTRAINT "Pet_traits_json" CHECK%';

-- What a rebuild loses most easily.
-- godwit: check indexes-survived
WITH "wanted"("name") AS (
    VALUES ('Pet_userId_idx'), ('Pet_parent1Id_idx'), ('Pet_parent2Id_idx')
)
SELECT "wanted"."name" AS "item", 1 AS "expected", count("made"."name") AS "actual"
FROM "wanted"
LEFT JOIN sqlite_schema AS "made"
    ON "made"."type" = 'index' AND "made"."tbl_name" = 'Pet' AND "made"."name" = "wanted"."name"
GROUP BY "wanted"."name"
ORDER BY "wanted"."name";

-- godwit: check pet-traits-still-point-to-pets
SELECT 'foreign keys to Pet' AS "item", 1 AS "expected", count(*) AS "actual"
FROM pragma_foreign_key_list('PetTrait')
WHERE "table" = 'Pet' AND "from" = 'petId' AND "on_delete" = 'CASCADE' AND "on_update" = 'CASCADE';
