DROP INDEX "Profile_userId_key";

ALTER TABLE "Profile" RENAME TO "ProfileNew";

CREATE UNIQUE INDEX "ProfileNew_userId_key" ON "ProfileNew"("userId");

CREATE TABLE "Profile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "contextProfileId" TEXT NOT NULL,
    "data" TEXT NOT NULL DEFAULT '{}',
    "completeness" INTEGER NOT NULL DEFAULT 0,
    "missing" TEXT NOT NULL DEFAULT '[]',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Profile_contextProfileId_fkey" FOREIGN KEY ("contextProfileId") REFERENCES "ContextProfile" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

INSERT INTO "Profile" ("id", "contextProfileId", "data", "completeness", "missing", "createdAt", "updatedAt")
SELECT "id", "contextProfileId", "data", "completeness", "missing", "createdAt", "updatedAt"
FROM "ProfileArchive";

CREATE UNIQUE INDEX "Profile_contextProfileId_key" ON "Profile"("contextProfileId");

DROP TABLE "ProfileArchive";
