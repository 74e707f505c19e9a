-- The turns of what the core domain's file made.
UPDATE "transcripts"
SET "turn_count" = CASE "target_model" WHEN 'model-a-2025-09' THEN 1 ELSE 2 END
WHERE "id" GLOB 'volume-transcript-*' AND "turn_count" = 0 AND :rows > 0;
