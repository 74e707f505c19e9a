-- godwit: check users-have-an-address
SELECT "id", "email"
FROM "User"
WHERE "email" NOT LIKE '_%@_%.__%';

-- Times are DATETIME text; the column's numeric affinity leaves text alone, but would keep a number.
-- godwit: check user-times-are-times
SELECT "id", "createdAt", "updatedAt"
FROM "User"
WHERE typeof("createdAt") <> 'text'
   OR typeof("updatedAt") <> 'text'
   OR julianday("createdAt") IS NULL
   OR julianday("updatedAt") IS NULL
   OR julianday("updatedAt") < julianday("createdAt");
