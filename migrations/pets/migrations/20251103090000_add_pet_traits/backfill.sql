-- SQL NULL means "no traits yet"; the JSON text null is a value, and a corrupt one, and is verify's.
-- godwit: data-step pet-traits
-- godwit: table Pet
-- godwit: validate traits pet-traits
-- godwit: batch 100
-- godwit: on-error stop
-- godwit: log "name", json_extract("traits", '$.rarity') AS "rarity"
SELECT "id", pet_traits("id") AS "traits"
FROM "Pet"
WHERE "traits" IS NULL;
