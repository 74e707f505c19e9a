DROP INDEX "reviews_userId_status_publishedAt_idx";
DROP INDEX "reviews_bookId_status_publishedAt_idx";
DROP INDEX "reviews_status_publishedAt_idx";
CREATE INDEX "reviews_userId_status_publishedAt_idx" ON "reviews"("userId", "status", "publishedAt");
CREATE INDEX "reviews_bookId_status_publishedAt_idx" ON "reviews"("bookId", "status", "publishedAt");
CREATE INDEX "reviews_status_publishedAt_idx" ON "reviews"("status", "publishedAt" DESC);

-- Nothing is lost: both can be counted again.
ALTER TABLE "reviews" DROP COLUMN "bookmarkCount";
ALTER TABLE "reviews" DROP COLUMN "likeCount";
