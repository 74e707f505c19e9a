-- Documents stay upgraded: readers take both. `godwit undo` brings back what they were.
DROP INDEX "transcripts_of_version_0_idx";
DROP INDEX "scenarios_of_version_0_idx";
DROP INDEX "definitions_of_version_0_idx";
