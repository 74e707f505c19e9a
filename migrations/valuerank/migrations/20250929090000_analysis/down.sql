DROP TABLE "cohorts";
DROP TABLE "rubrics";
DROP TABLE "analysis_results";
DROP TABLE "run_comparisons";
