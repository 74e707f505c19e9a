-- Meant to be backfill.sql.
SELECT 1;
