-- The schema that the migrations lead to.

-- The community's accounts: the seven tables that were there before there were reviews.
CREATE TABLE "users" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "emailVerifiedAt" DATETIME,
    "passwordHash" TEXT,
    "name" TEXT,
    "profileImage" TEXT,
    "role" TEXT NOT NULL DEFAULT 'USER'
        CONSTRAINT "users_role_check"
            CHECK ("role" IN ('ANONYMOUS', 'USER', 'MODERATOR', 'ADMIN', 'SUPERADMIN')),
    "status" TEXT NOT NULL DEFAULT 'ACTIVE'
        CONSTRAINT "users_status_check" CHECK ("status" IN ('ACTIVE', 'SUSPENDED', 'DELETED')),
    "mfaEnabled" BOOLEAN NOT NULL DEFAULT false,
    "deletedAt" DATETIME,
    "lastLoginAt" DATETIME,
    "lastLoginIp" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

CREATE UNIQUE INDEX "users_email_key" ON "users"("email");
CREATE INDEX "users_email_idx" ON "users"("email");
CREATE INDEX "users_status_deletedAt_idx" ON "users"("status", "deletedAt");
CREATE INDEX "users_role_idx" ON "users"("role");

CREATE TABLE "sessions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "token" TEXT,
    "refreshToken" TEXT,
    "expiresAt" DATETIME NOT NULL,
    "refreshExpiresAt" DATETIME,
    "ipAddress" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "deviceInfo" TEXT NOT NULL
        CONSTRAINT "sessions_deviceInfo_json" CHECK (json_valid("deviceInfo")),
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "revokedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "sessions_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "sessions_userId_idx" ON "sessions"("userId");

CREATE TABLE "oauth_connections" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "profile" TEXT NOT NULL
        CONSTRAINT "oauth_connections_profile_json" CHECK (json_valid("profile")),
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "oauth_connections_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "oauth_connections_provider_providerId_key"
    ON "oauth_connections"("provider", "providerId");
CREATE INDEX "oauth_connections_userId_idx" ON "oauth_connections"("userId");

CREATE TABLE "mfa_settings" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "enabledAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "mfa_settings_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "mfa_settings_userId_key" ON "mfa_settings"("userId");

CREATE TABLE "audit_logs" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT,
    "action" TEXT NOT NULL,
    "metadata" TEXT
        CONSTRAINT "audit_logs_metadata_json" CHECK (json_valid("metadata")),
    "ipAddress" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "audit_logs_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

CREATE INDEX "audit_logs_userId_idx" ON "audit_logs"("userId");

CREATE TABLE "email_verification_tokens" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "email_verification_tokens_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "email_verification_tokens_token_key" ON "email_verification_tokens"("token");
CREATE INDEX "email_verification_tokens_userId_idx" ON "email_verification_tokens"("userId");

CREATE TABLE "password_reset_tokens" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "password_reset_tokens_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "password_reset_tokens_token_key" ON "password_reset_tokens"("token");
CREATE INDEX "password_reset_tokens_userId_idx" ON "password_reset_tokens"("userId");

-- What was read, and what is said of it.
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
    "likeCount" INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "reviews_likeCount_check" CHECK ("likeCount" >= 0),
    "bookmarkCount" INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "reviews_bookmarkCount_check" CHECK ("bookmarkCount" >= 0),
    CONSTRAINT "reviews_userId_fkey"
        FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "reviews_bookId_fkey"
        FOREIGN KEY ("bookId") REFERENCES "books" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
) STRICT;

-- In the order of pages: by publishedAt, and where that is equal by id.
CREATE INDEX "reviews_userId_status_publishedAt_idx"
    ON "reviews"("userId", "status", "publishedAt", "id");
CREATE INDEX "reviews_bookId_status_publishedAt_idx"
    ON "reviews"("bookId", "status", "publishedAt", "id");
CREATE INDEX "reviews_status_publishedAt_idx" ON "reviews"("status", "publishedAt" DESC, "id" DESC);
CREATE INDEX "reviews_status_deletedAt_idx" ON "reviews"("status", "deletedAt");

CREATE TRIGGER "reviews_view_of_published"
BEFORE UPDATE OF "viewCount" ON "reviews"
WHEN NEW."viewCount" > OLD."viewCount" AND OLD."status" <> 'PUBLISHED'
BEGIN
    SELECT RAISE(ABORT, 'reviews.viewCount: only a published review is viewed');
END;

-- Who liked it, and who wants to find it again.
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
