-- Nothing is lost for good where the transcript is there: it can be counted again.
ALTER TABLE "transcripts" DROP COLUMN "turn_count";
