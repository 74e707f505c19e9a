PRAGMA foreign_keys=OFF;
CREATE TABLE "old_Post" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "authorId" INTEGER NOT NULL,
    CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "old_Post" ("id", "title", "authorId") SELECT "id", "title", "authorId" FROM "Post";
DROP TABLE "Post";
ALTER TABLE "old_Post" RENAME TO "Post";
CREATE TABLE "old_User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL,
    "role" TEXT
);
INSERT INTO "old_User" ("id", "email", "role") SELECT "id", "email", "role" FROM "User";
DROP TABLE "User";
ALTER TABLE "old_User" RENAME TO "User";
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
PRAGMA foreign_keys=ON;
