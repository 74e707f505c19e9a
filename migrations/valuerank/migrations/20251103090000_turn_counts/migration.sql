-- How many answers a transcript holds, so that nobody has to read it to know. The column's default
-- is right for transcripts that are empty or have expired; the data step counts the others.
ALTER TABLE "transcripts" ADD COLUMN "turn_count" INTEGER NOT NULL DEFAULT 0
    CONSTRAINT "transcripts_turn_count_check" CHECK ("turn_count" >= 0);
