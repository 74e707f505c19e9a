-- The feed shows how often a review was liked and bookmarked; counting that for every row of a page is
-- what made it slow. Whoever adds or removes a like changes the counter in the same transaction; the
-- data step counts what was there before, and repairs later what went wrong.
ALTER TABLE "reviews" ADD COLUMN "likeCount" INTEGER NOT NULL DEFAULT 0
    CONSTRAINT "reviews_likeCount_check" CHECK ("likeCount" >= 0);
ALTER TABLE "reviews" ADD COLUMN "bookmarkCount" INTEGER NOT NULL DEFAULT 0
    CONSTRAINT "reviews_bookmarkCount_check" CHECK ("bookmarkCount" >= 0);

-- Pages are ordered by publishedAt and then, so that equal times have an order, by id: with id as their
-- last column the indexes have that order, and no page is sorted.
DROP INDEX "reviews_userId_status_publishedAt_idx";
DROP INDEX "reviews_bookId_status_publishedAt_idx";
DROP INDEX "reviews_status_publishedAt_idx";
CREATE INDEX "reviews_userId_status_publishedAt_idx"
    ON "reviews"("userId", "status", "publishedAt", "id");
CREATE INDEX "reviews_bookId_status_publishedAt_idx"
    ON "reviews"("bookId", "status", "publishedAt", "id");
CREATE INDEX "reviews_status_publishedAt_idx" ON "reviews"("status", "publishedAt" DESC, "id" DESC);
