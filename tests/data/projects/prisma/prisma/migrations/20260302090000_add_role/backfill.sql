-- godwit: data-step roles
-- godwit: table User
SELECT "id", 'reader' AS "role" FROM "User" WHERE "role" IS NULL;
