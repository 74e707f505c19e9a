-- Closed sets that the application's ORM knows and its tables do not: see pets/verify.sql.

-- godwit: check trait-words
SELECT "id", "traitName", "traitType", "rarity"
FROM "Trait"
WHERE "traitType" NOT IN ('visual', 'personality', 'skill')
   OR "rarity" NOT IN ('common', 'uncommon', 'rare', 'legendary');

-- godwit: check inheritance-words
SELECT "id", "petId", "inheritanceSource"
FROM "PetTrait"
WHERE "inheritanceSource" NOT IN ('parent1', 'parent2', 'mutation', 'initial');

-- What is said to come from a parent, that parent has.
-- godwit: check inherited-from-a-parent-who-has-it
SELECT "PetTrait"."petId", "PetTrait"."traitId", "PetTrait"."inheritanceSource"
FROM "PetTrait"
JOIN "Pet" ON "Pet"."id" = "PetTrait"."petId"
WHERE "PetTrait"."inheritanceSource" IN ('parent1', 'parent2')
  AND NOT EXISTS (
      SELECT 1
      FROM "PetTrait" AS "held"
      WHERE "held"."traitId" = "PetTrait"."traitId"
        AND "held"."petId" = CASE "PetTrait"."inheritanceSource"
                                 WHEN 'parent1' THEN "Pet"."parent1Id"
                                 ELSE "Pet"."parent2Id"
                             END
  );

-- New pets start with 4 visual, 3 personality and 0 skill traits; owners may have taught them since.
-- godwit: info traits-per-pet
SELECT "visual", "personality", "skill", count(*) AS "pets"
FROM (
    SELECT count(*) FILTER (WHERE "Trait"."traitType" = 'visual') AS "visual",
           count(*) FILTER (WHERE "Trait"."traitType" = 'personality') AS "personality",
           count(*) FILTER (WHERE "Trait"."traitType" = 'skill') AS "skill"
    FROM "Pet"
    LEFT JOIN "PetTrait" ON "PetTrait"."petId" = "Pet"."id"
    LEFT JOIN "Trait" ON "Trait"."id" = "PetTrait"."traitId"
    GROUP BY "Pet"."id"
)
GROUP BY "visual", "personality", "skill"
ORDER BY "visual", "personality", "skill";
