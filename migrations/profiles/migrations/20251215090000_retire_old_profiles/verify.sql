-- godwit: check archive-complete
SELECT 'old profiles whose context is still there' AS "item",
       (SELECT count(*) FROM "ProfileArchive") AS "expected",
       (SELECT count(*) FROM "ProfileArchive"
        JOIN "ContextProfile" ON "ContextProfile"."id" = "ProfileArchive"."contextProfileId") AS "actual";

-- godwit: check users-have-profiles-still
SELECT 'users with contexts' AS "item",
       (SELECT count(DISTINCT "userId") FROM "ContextProfile") AS "expected",
       (SELECT count(*) FROM "Profile"
        WHERE "userId" IN (SELECT "userId" FROM "ContextProfile")) AS "actual";
