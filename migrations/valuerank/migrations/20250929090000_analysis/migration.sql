CREATE TABLE "run_comparisons" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "experiment_id" TEXT,
    "baseline_run_id" TEXT NOT NULL,
    "comparison_run_id" TEXT NOT NULL
        CONSTRAINT "run_comparisons_of_two_runs" CHECK ("comparison_run_id" <> "baseline_run_id"),
    "delta_data" TEXT
        CONSTRAINT "run_comparisons_delta_data_json"
            CHECK (json_valid("delta_data") AND json_type("delta_data") = 'object'),
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "run_comparisons_experiment_id_fkey"
        FOREIGN KEY ("experiment_id") REFERENCES "experiments" ("id") ON DELETE SET NULL,
    CONSTRAINT "run_comparisons_baseline_run_id_fkey"
        FOREIGN KEY ("baseline_run_id") REFERENCES "runs" ("id") ON DELETE RESTRICT,
    CONSTRAINT "run_comparisons_comparison_run_id_fkey"
        FOREIGN KEY ("comparison_run_id") REFERENCES "runs" ("id") ON DELETE RESTRICT
) STRICT;

CREATE INDEX "run_comparisons_experiment_id_idx" ON "run_comparisons"("experiment_id");
CREATE INDEX "run_comparisons_baseline_run_id_idx" ON "run_comparisons"("baseline_run_id");
CREATE INDEX "run_comparisons_comparison_run_id_idx" ON "run_comparisons"("comparison_run_id");

-- An analysis is never changed: a later one of the same run and type supersedes it. What it was made
-- of is in input_hash and code_version, so that nothing is analysed twice.
CREATE TABLE "analysis_results" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "run_id" TEXT NOT NULL,
    "analysis_type" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "code_version" TEXT NOT NULL,
    "output" TEXT NOT NULL
        CONSTRAINT "analysis_results_output_json"
            CHECK (json_valid("output") AND json_type("output") = 'object'),
    "status" TEXT NOT NULL DEFAULT 'CURRENT'
        CONSTRAINT "analysis_results_status_check" CHECK ("status" IN ('CURRENT', 'SUPERSEDED')),
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "analysis_results_run_id_fkey"
        FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "analysis_results_run_id_idx" ON "analysis_results"("run_id");
CREATE INDEX "analysis_results_analysis_type_idx" ON "analysis_results"("analysis_type");
CREATE INDEX "analysis_results_status_idx" ON "analysis_results"("status");
CREATE INDEX "analysis_results_input_hash_code_version_idx"
    ON "analysis_results"("input_hash", "code_version");
CREATE UNIQUE INDEX "analysis_results_current_key"
    ON "analysis_results"("run_id", "analysis_type") WHERE "status" = 'CURRENT';

CREATE TABLE "rubrics" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL
        CONSTRAINT "rubrics_version_check" CHECK ("version" >= 1),
    "content" TEXT NOT NULL
        CONSTRAINT "rubrics_content_json"
            CHECK (json_valid("content") AND json_type("content") = 'object'),
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE UNIQUE INDEX "rubrics_version_key" ON "rubrics"("version");

CREATE TABLE "cohorts" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "criteria" TEXT NOT NULL
        CONSTRAINT "cohorts_criteria_json"
            CHECK (json_valid("criteria") AND json_type("criteria") = 'object'),
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updated_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;
