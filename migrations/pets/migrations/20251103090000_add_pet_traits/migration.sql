-- Nullable on purpose: SQLite cannot add a JSON column with a computed default, and code that does
-- not know the column must go on inserting pets while the backfill runs.
ALTER TABLE "Pet" ADD COLUMN "traits" TEXT;
