-- godwit: optional it takes the old profiles away from code that still reads them
-- The old rows, with what had no place in the new model, are kept in an archive: so the way back
-- gives them back, and dropping the archive is a decision of its own.
CREATE TABLE "ProfileArchive" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "contextProfileId" TEXT NOT NULL,
    "data" TEXT NOT NULL DEFAULT '{}',
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "missing" TEXT NOT NULL DEFAULT '[]',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ProfileArchive_contextProfileId_fkey" FOREIGN KEY ("contextProfileId") REFERENCES "ContextProfile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

INSERT INTO "ProfileArchive" ("id", "contextProfileId", "data", "completeness", "missing", "createdAt", "updatedAt")
SELECT "id", "contextProfileId", "data", "completeness", "missing", "createdAt", "updatedAt"
FROM "Profile";

CREATE UNIQUE INDEX "ProfileArchive_contextProfileId_key" ON "ProfileArchive"("contextProfileId");

DROP TABLE "Profile";

ALTER TABLE "ProfileNew" RENAME TO "Profile";

-- An index keeps its name when its table gets another one.
DROP INDEX "ProfileNew_userId_key";

CREATE UNIQUE INDEX "Profile_userId_key" ON "Profile"("userId");
