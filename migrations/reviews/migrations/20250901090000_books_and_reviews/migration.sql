CREATE TABLE "books" (
    "id" TEXT NOT NULL PRIMARY KEY,
    -- ISBN-13 without hyphens; the last digit makes the weighted sum a multiple of ten.
    "isbn" TEXT
        CONSTRAINT "books_isbn_check" CHECK (
            length("isbn") = 13 AND "isbn" NOT GLOB '*[^0-9]*'
            AND (substr("isbn", 1, 1) + substr("isbn", 3, 1) + substr("isbn", 5, 1)
                 + substr("isbn", 7, 1) + substr("isbn", 9, 1) + substr("isbn", 11, 1)
                 + substr("isbn", 13, 1)
                 + 3 * (substr("isbn", 2, 1) + substr("isbn", 4, 1) + substr("isbn", 6, 1)
                        + substr("isbn", 8, 1) + substr("isbn", 10, 1) + substr("isbn", 12, 1))
                ) % 10 = 0
        ),
    "title" TEXT NOT NULL
        CONSTRAINT "books_title_check" CHECK (trim("title") <> ''),
    "author" TEXT NOT NULL
        CONSTRAINT "books_author_check" CHECK (trim("author") <> ''),
    "publisher" TEXT,
    "publishedDate" TEXT,
    "coverImageUrl" TEXT
        CONSTRAINT "books_coverImageUrl_check"
            CHECK ("coverImageUrl" LIKE 'http://_%' OR "coverImageUrl" LIKE 'https://_%'),
    "description" TEXT,
    "pageCount" INTEGER
        CONSTRAINT "books_pageCount_check" CHECK ("pageCount" > 0),
    "language" TEXT,
    "externalId" TEXT,
    "externalSource" TEXT
        CONSTRAINT "books_externalSource_check"
            CHECK ("externalSource" IN ('GOOGLE_BOOKS', 'ALADIN', 'MANUAL')),
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE UNIQUE INDEX "books_isbn_key" ON "books"("isbn");
CREATE UNIQUE INDEX "books_externalSource_externalId_key" ON "books"("externalSource", "externalId");
CREATE INDEX "books_title_author_idx" ON "books"("title", "author");

-- A review is deleted softly: its status says so, and deletedAt since when.
CREATE TABLE "reviews" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "bookId" TEXT NOT NULL,
    "title" TEXT,
    "content" TEXT NOT NULL
        CONSTRAINT "reviews_content_check" CHECK (length("content") BETWEEN 10 AND 10000),
    "rating" INTEGER
        CONSTRAINT "reviews_rating_check" CHECK ("rating" BETWEEN 1 AND 5),
    "isRecommended" INTEGER NOT NULL
        CONSTRAINT "reviews_isRecommended_check" CHECK ("isRecommended" IN (0, 1)),
    "readStatus" TEXT NOT NULL DEFAULT 'COMPLETED'
        CONSTRAINT "reviews_readStatus_check"
            CHECK ("readStatus" IN ('READING', 'COMPLETED', 'DROPPED')),
    "viewCount" INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "reviews_viewCount_check" CHECK ("viewCount" >= 0),
    "status" TEXT NOT NULL DEFAULT 'PUBLISHED'
        CONSTRAINT "reviews_status_check" CHECK ("status" IN ('DRAFT', 'PUBLISHED', 'DELETED')),
    "publishedAt" TEXT,
    "deletedAt" TEXT
        CONSTRAINT "reviews_deletedAt_check"
            CHECK (("deletedAt" IS NOT NULL) = ("status" = 'DELETED')),
    "createdAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updatedAt" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "reviews_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "reviews_bookId_fkey"
        FOREIGN KEY ("bookId") REFERENCES "books" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
) STRICT;

CREATE INDEX "reviews_userId_status_publishedAt_idx" ON "reviews"("userId", "status", "publishedAt");
CREATE INDEX "reviews_bookId_status_publishedAt_idx" ON "reviews"("bookId", "status", "publishedAt");
CREATE INDEX "reviews_status_publishedAt_idx" ON "reviews"("status", "publishedAt" DESC);
CREATE INDEX "reviews_status_deletedAt_idx" ON "reviews"("status", "deletedAt");

CREATE TRIGGER "reviews_view_of_published"
BEFORE UPDATE OF "viewCount" ON "reviews"
WHEN NEW."viewCount" > OLD."viewCount" AND OLD."status" <> 'PUBLISHED'
BEGIN
    SELECT RAISE(ABORT, 'reviews.viewCount: only a published review is viewed');
END;
