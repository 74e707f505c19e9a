-- What the application asks, with the plan that it needs: which index, and no sorting. Pages are keyset
-- pages: the next one begins behind the last row of the one before, however many there were.

-- Newest first; where times are equal the id decides, so that the order is the same on every page.
-- godwit: query feed
-- godwit: index reviews_status_publishedAt_idx
-- godwit: no-sort
SELECT "reviews"."id", "reviews"."title", "reviews"."content", "reviews"."rating",
       "reviews"."isRecommended", "reviews"."readStatus", "reviews"."likeCount",
       "reviews"."bookmarkCount", "reviews"."viewCount", "reviews"."publishedAt",
       "users"."id" AS "userId", "users"."name" AS "userName",
       "books"."id" AS "bookId", "books"."title" AS "bookTitle", "books"."author" AS "bookAuthor"
FROM "reviews"
JOIN "users" ON "users"."id" = "reviews"."userId"
JOIN "books" ON "books"."id" = "reviews"."bookId"
WHERE "reviews"."status" = 'PUBLISHED' AND "reviews"."deletedAt" IS NULL
ORDER BY "reviews"."publishedAt" DESC, "reviews"."id" DESC
LIMIT :limit;

-- godwit: query feed-after
-- godwit: index reviews_status_publishedAt_idx
-- godwit: no-sort
SELECT "reviews"."id", "reviews"."title", "reviews"."content", "reviews"."rating",
       "reviews"."isRecommended", "reviews"."readStatus", "reviews"."likeCount",
       "reviews"."bookmarkCount", "reviews"."viewCount", "reviews"."publishedAt",
       "users"."id" AS "userId", "users"."name" AS "userName",
       "books"."id" AS "bookId", "books"."title" AS "bookTitle", "books"."author" AS "bookAuthor"
FROM "reviews"
JOIN "users" ON "users"."id" = "reviews"."userId"
JOIN "books" ON "books"."id" = "reviews"."bookId"
WHERE "reviews"."status" = 'PUBLISHED' AND "reviews"."deletedAt" IS NULL
  AND ("reviews"."publishedAt", "reviews"."id") < (:publishedAt, :id)
ORDER BY "reviews"."publishedAt" DESC, "reviews"."id" DESC
LIMIT :limit;

-- godwit: query reviews-of-user
-- godwit: index reviews_userId_status_publishedAt_idx
-- godwit: no-sort
SELECT "reviews"."id", "reviews"."title", "reviews"."content", "reviews"."rating",
       "reviews"."publishedAt", "books"."title" AS "bookTitle", "books"."author" AS "bookAuthor"
FROM "reviews"
JOIN "books" ON "books"."id" = "reviews"."bookId"
WHERE "reviews"."userId" = :userId AND "reviews"."status" = 'PUBLISHED'
  AND "reviews"."deletedAt" IS NULL
  AND ("reviews"."publishedAt", "reviews"."id") < (:publishedAt, :id)
ORDER BY "reviews"."publishedAt" DESC, "reviews"."id" DESC
LIMIT :limit;

-- godwit: query reviews-of-book
-- godwit: index reviews_bookId_status_publishedAt_idx
-- godwit: no-sort
SELECT "reviews"."id", "reviews"."title", "reviews"."content", "reviews"."rating",
       "reviews"."publishedAt", "users"."name" AS "userName"
FROM "reviews"
JOIN "users" ON "users"."id" = "reviews"."userId"
WHERE "reviews"."bookId" = :bookId AND "reviews"."status" = 'PUBLISHED'
  AND "reviews"."deletedAt" IS NULL
  AND ("reviews"."publishedAt", "reviews"."id") < (:publishedAt, :id)
ORDER BY "reviews"."publishedAt" DESC, "reviews"."id" DESC
LIMIT :limit;

-- Which reviews of a page has this user liked, bookmarked? The page's ids come as a JSON array.
-- godwit: query liked-of-these
-- godwit: index likes_userId_reviewId_key
-- godwit: no-sort
SELECT "reviewId"
FROM "likes"
WHERE "userId" = :userId AND "reviewId" IN (SELECT "value" FROM json_each(:reviewIds));

-- godwit: query bookmarked-of-these
-- godwit: index bookmarks_userId_reviewId_key
-- godwit: no-sort
SELECT "reviewId"
FROM "bookmarks"
WHERE "userId" = :userId AND "reviewId" IN (SELECT "value" FROM json_each(:reviewIds));

-- godwit: query likes-of-review
-- godwit: index likes_reviewId_createdAt_idx
-- godwit: no-sort
SELECT "likes"."userId", "users"."name" AS "userName", "likes"."createdAt"
FROM "likes"
JOIN "users" ON "users"."id" = "likes"."userId"
WHERE "likes"."reviewId" = :reviewId
ORDER BY "likes"."createdAt" DESC
LIMIT :limit;

-- A user's own likes are few, so the index that finds them need not have the order as well.
-- godwit: query likes-of-user
-- godwit: index likes_userId_reviewId_key
SELECT "likes"."id", "likes"."reviewId", "likes"."createdAt"
FROM "likes"
JOIN "reviews" ON "reviews"."id" = "likes"."reviewId"
WHERE "likes"."userId" = :userId AND "reviews"."status" = 'PUBLISHED'
  AND ("likes"."createdAt", "likes"."id") < (:createdAt, :id)
ORDER BY "likes"."createdAt" DESC, "likes"."id" DESC
LIMIT :limit;

-- Only those of the same moment are sorted, by id.
-- godwit: query bookmarks-of-user
-- godwit: index bookmarks_userId_createdAt_idx
SELECT "bookmarks"."id", "bookmarks"."reviewId", "bookmarks"."createdAt"
FROM "bookmarks"
JOIN "reviews" ON "reviews"."id" = "bookmarks"."reviewId"
WHERE "bookmarks"."userId" = :userId AND "reviews"."status" = 'PUBLISHED'
  AND ("bookmarks"."createdAt", "bookmarks"."id") < (:createdAt, :id)
ORDER BY "bookmarks"."createdAt" DESC, "bookmarks"."id" DESC
LIMIT :limit;

-- What the counter should say.
-- godwit: query bookmarks-of-review
-- godwit: index bookmarks_reviewId_idx
-- godwit: no-sort
SELECT count(*) AS "bookmarks"
FROM "bookmarks"
WHERE "reviewId" = :reviewId;

-- A book is looked for in this order.
-- godwit: query book-by-source
-- godwit: index books_externalSource_externalId_key
-- godwit: no-sort
SELECT "id", "isbn", "title", "author"
FROM "books"
WHERE "externalSource" = :externalSource AND "externalId" = :externalId;

-- godwit: query book-by-isbn
-- godwit: index books_isbn_key
-- godwit: no-sort
SELECT "id", "isbn", "title", "author"
FROM "books"
WHERE "isbn" = :isbn;

-- godwit: query book-by-title
-- godwit: index books_title_author_idx
-- godwit: no-sort
SELECT "id", "isbn", "title", "author"
FROM "books"
WHERE "title" = :title AND "author" = :author;

-- What was deleted before a day, to be removed for good.
-- godwit: query deleted-before
-- godwit: index reviews_status_deletedAt_idx
-- godwit: no-sort
SELECT "id", "deletedAt"
FROM "reviews"
WHERE "status" = 'DELETED' AND "deletedAt" < :before
ORDER BY "deletedAt"
LIMIT :limit;

-- The join that exports are made of: every review that shows, with its book and its author.
-- godwit: query reviews-with-books-and-users
-- godwit: index reviews_status_publishedAt_idx
-- godwit: no-sort
SELECT "reviews"."id", "books"."title" AS "bookTitle", "books"."author" AS "bookAuthor",
       "users"."name" AS "userName", "reviews"."rating", "reviews"."likeCount",
       "reviews"."bookmarkCount", "reviews"."publishedAt"
FROM "reviews"
JOIN "books" ON "books"."id" = "reviews"."bookId"
JOIN "users" ON "users"."id" = "reviews"."userId"
WHERE "reviews"."status" = 'PUBLISHED' AND "reviews"."deletedAt" IS NULL
ORDER BY "reviews"."publishedAt" DESC, "reviews"."id" DESC;
