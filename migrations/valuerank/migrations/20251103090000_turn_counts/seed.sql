-- The sample transcripts where they are loaded behind this migration; elsewhere its data step has
-- counted them.
UPDATE "transcripts"
SET "turn_count" = CASE "id" WHEN 'seed-transcript-2' THEN 2 ELSE 1 END
WHERE "id" IN ('seed-transcript-1', 'seed-transcript-2', 'seed-transcript-5') AND "turn_count" = 0;
