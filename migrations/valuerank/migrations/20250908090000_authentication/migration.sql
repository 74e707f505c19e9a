-- Times are ISO 8601 in UTC; without a value a row gets the connection's.
CREATE TABLE "users" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL COLLATE NOCASE
        CONSTRAINT "users_email_check" CHECK ("email" LIKE '_%@_%'),
    "password_hash" TEXT NOT NULL,
    "name" TEXT,
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updated_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

-- The column's collation makes it blind to case, in lookups as well.
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- The key itself is never stored: its hash decides, its first characters find it and name it.
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "key_prefix" TEXT NOT NULL
        CONSTRAINT "api_keys_key_prefix_check" CHECK (length("key_prefix") BETWEEN 1 AND 12),
    "last_used" TEXT,
    "expires_at" TEXT,
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "api_keys_user_id_fkey"
        FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "api_keys_user_id_idx" ON "api_keys"("user_id");
CREATE INDEX "api_keys_key_prefix_idx" ON "api_keys"("key_prefix");
