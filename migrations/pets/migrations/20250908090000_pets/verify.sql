-- The application keeps these rules, the schema does not: its tables are an existing application's,
-- and that one's ORM makes no CHECK constraints.

-- godwit: check stats-in-range
SELECT "id", "health", "hunger", "happiness", "energy", "isCritical", "maxHealthPenalty"
FROM "Pet"
WHERE typeof("health") <> 'integer' OR "health" NOT BETWEEN 0 AND 100
   OR typeof("hunger") <> 'integer' OR "hunger" NOT BETWEEN 0 AND 100
   OR typeof("happiness") <> 'integer' OR "happiness" NOT BETWEEN 0 AND 100
   OR typeof("energy") <> 'integer' OR "energy" NOT BETWEEN 0 AND 100
   OR typeof("maxHealthPenalty") <> 'integer' OR "maxHealthPenalty" NOT BETWEEN 0 AND 100
   OR typeof("isCritical") <> 'integer' OR "isCritical" NOT IN (0, 1);

-- godwit: check personality-in-range
SELECT "id", "friendliness", "energyTrait", "curiosity", "patience", "playfulness"
FROM "Pet"
WHERE typeof("friendliness") <> 'integer' OR "friendliness" NOT BETWEEN 0 AND 100
   OR typeof("energyTrait") <> 'integer' OR "energyTrait" NOT BETWEEN 0 AND 100
   OR typeof("curiosity") <> 'integer' OR "curiosity" NOT BETWEEN 0 AND 100
   OR typeof("patience") <> 'integer' OR "patience" NOT BETWEEN 0 AND 100
   OR typeof("playfulness") <> 'integer' OR "playfulness" NOT BETWEEN 0 AND 100;

-- Parents are ids without a foreign key, so nothing else would notice.
-- godwit: check parents-exist
SELECT "Pet"."id", "Pet"."parent1Id", "Pet"."parent2Id"
FROM "Pet"
LEFT JOIN "Pet" AS "first" ON "first"."id" = "Pet"."parent1Id"
LEFT JOIN "Pet" AS "second" ON "second"."id" = "Pet"."parent2Id"
WHERE ("Pet"."parent1Id" IS NOT NULL AND "first"."id" IS NULL)
   OR ("Pet"."parent2Id" IS NOT NULL AND "second"."id" IS NULL);

-- A pet without parents is of generation 1, any other of the one after its later parent's.
-- godwit: check generations-follow-parents
SELECT "Pet"."id", "Pet"."generation",
       "first"."generation" AS "parent1Generation", "second"."generation" AS "parent2Generation"
FROM "Pet"
LEFT JOIN "Pet" AS "first" ON "first"."id" = "Pet"."parent1Id"
LEFT JOIN "Pet" AS "second" ON "second"."id" = "Pet"."parent2Id"
WHERE "Pet"."generation"
      <> 1 + max(coalesce("first"."generation", 0), coalesce("second"."generation", 0));

-- godwit: check pet-times-are-times
SELECT "id", "createdAt", "updatedAt", "lastStatUpdate"
FROM "Pet"
WHERE typeof("createdAt") <> 'text' OR julianday("createdAt") IS NULL
   OR typeof("updatedAt") <> 'text' OR julianday("updatedAt") IS NULL
   OR typeof("lastStatUpdate") <> 'text' OR julianday("lastStatUpdate") IS NULL
   OR julianday("updatedAt") < julianday("createdAt");

-- godwit: info pets-by-generation
SELECT "generation", count(*) AS "pets", count(DISTINCT "userId") AS "owners"
FROM "Pet"
GROUP BY "generation"
ORDER BY "generation";
