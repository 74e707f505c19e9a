CREATE TABLE "likes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "reviewId" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "likes_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "likes_reviewId_fkey"
        FOREIGN KEY ("reviewId") REFERENCES "reviews" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;

CREATE UNIQUE INDEX "likes_userId_reviewId_key" ON "likes"("userId", "reviewId");
CREATE INDEX "likes_reviewId_createdAt_idx" ON "likes"("reviewId", "createdAt");

CREATE TRIGGER "likes_of_published"
BEFORE INSERT ON "likes"
WHEN (SELECT "status" FROM "reviews" WHERE "id" = NEW."reviewId") <> 'PUBLISHED'
BEGIN
    SELECT RAISE(ABORT, 'likes.reviewId: only a published review can be liked');
END;

CREATE TABLE "bookmarks" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "reviewId" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "bookmarks_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "bookmarks_reviewId_fkey"
        FOREIGN KEY ("reviewId") REFERENCES "reviews" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) STRICT;

CREATE UNIQUE INDEX "bookmarks_userId_reviewId_key" ON "bookmarks"("userId", "reviewId");
CREATE INDEX "bookmarks_userId_createdAt_idx" ON "bookmarks"("userId", "createdAt" DESC);
CREATE INDEX "bookmarks_reviewId_idx" ON "bookmarks"("reviewId");

CREATE TRIGGER "bookmarks_of_published"
BEFORE INSERT ON "bookmarks"
WHEN (SELECT "status" FROM "reviews" WHERE "id" = NEW."reviewId") <> 'PUBLISHED'
BEGIN
    SELECT RAISE(ABORT, 'bookmarks.reviewId: only a published review can be bookmarked');
END;
