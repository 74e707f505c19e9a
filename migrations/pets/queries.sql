-- What the application asks of its pets, with the indexes that it counts on.

-- godwit: query pet
-- godwit: no-sort
SELECT "id", "name", "userId", "generation", "parent1Id", "parent2Id", "traits", "updatedAt"
FROM "Pet"
WHERE "id" = :id;

-- Pages of an owner's pets; the next one begins behind the last id of the one before.
-- godwit: query pets-of-user
-- godwit: index Pet_userId_idx
SELECT "id", "name", "traits"
FROM "Pet"
WHERE "userId" = :userId AND "id" > :after
ORDER BY "id"
LIMIT :limit;

-- godwit: query children
-- godwit: index Pet_parent1Id_idx
-- godwit: index Pet_parent2Id_idx
SELECT "id", "name", "generation"
FROM "Pet"
WHERE "parent1Id" = :id OR "parent2Id" = :id;

-- What still has no traits, or traits of another version than the current one.
-- godwit: query pets-to-describe
SELECT "id", "name"
FROM "Pet"
WHERE "traits" IS NULL OR "traits" ->> '$.traitVersion' <> :version
ORDER BY "id"
LIMIT :limit;

-- godwit: query traits-of-pet
-- godwit: index PetTrait_petId_idx
SELECT "Trait"."traitName", "Trait"."traitType", "Trait"."rarity", "PetTrait"."inheritanceSource"
FROM "PetTrait"
JOIN "Trait" ON "Trait"."id" = "PetTrait"."traitId"
WHERE "PetTrait"."petId" = :petId
ORDER BY "Trait"."traitType", "Trait"."traitName";

-- godwit: query owner-by-email
-- godwit: index User_email_key
-- godwit: no-sort
SELECT "id", "name"
FROM "User"
WHERE "email" = :email;
