-- Children first; indexes and triggers go with their tables.
DROP TABLE "run_scenario_selections";
DROP TABLE "transcripts";
DROP TABLE "scenarios";
DROP TABLE "runs";
DROP TABLE "experiments";
DROP TABLE "definitions";
