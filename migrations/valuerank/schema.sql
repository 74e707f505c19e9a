-- The schema that the migrations lead to, the optional one aside.

-- Who may use it.
-- Times are ISO 8601 in UTC; without a value a row gets the connection's.
CREATE TABLE "users" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL COLLATE NOCASE
        CONSTRAINT "users_email_check" CHECK ("email" LIKE '_%@_%'),
    "password_hash" TEXT NOT NULL,
    "name" TEXT,
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updated_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

-- The column's collation makes it blind to case, in lookups as well.
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- The key itself is never stored: its hash decides, its first characters find it and name it.
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "key_prefix" TEXT NOT NULL
        CONSTRAINT "api_keys_key_prefix_check" CHECK (length("key_prefix") BETWEEN 1 AND 12),
    "last_used" TEXT,
    "expires_at" TEXT,
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "api_keys_user_id_fkey"
        FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "api_keys_user_id_idx" ON "api_keys"("user_id");
CREATE INDEX "api_keys_key_prefix_idx" ON "api_keys"("key_prefix");

-- What is asked, and what was said.
-- Documents are JSON objects that carry their schema_version; without one they are version 0. What
-- their members are is in schemas/. An update that would be no JSON is refused by the table.

-- A definition may be a fork of another one. Who forked from whom is a tree for ever: see the
-- triggers. One that has forks cannot be deleted; a tree can, in one statement (NO ACTION, which
-- looks at the statement's end, where RESTRICT would look at each row).
CREATE TABLE "definitions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "parent_id" TEXT
        CONSTRAINT "definitions_parent_is_another" CHECK ("parent_id" <> "id"),
    "name" TEXT NOT NULL,
    "content" TEXT NOT NULL
        CONSTRAINT "definitions_content_json"
            CHECK (json_valid("content") AND json_type("content") = 'object'),
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updated_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "definitions_parent_id_fkey"
        FOREIGN KEY ("parent_id") REFERENCES "definitions" ("id")
) STRICT;

CREATE INDEX "definitions_parent_id_idx" ON "definitions"("parent_id");

-- Only a definition that has forks can close a circle, so a new one, or a leaf that moves, costs one
-- look into the index. UNION, not UNION ALL: the walk ends even where somebody made a circle with
-- the triggers gone.
CREATE TRIGGER "definitions_no_cycle_on_insert"
AFTER INSERT ON "definitions"
WHEN NEW."parent_id" IS NOT NULL
    AND EXISTS (SELECT 1 FROM "definitions" WHERE "parent_id" = NEW."id")
BEGIN
    SELECT RAISE(ABORT, 'definitions.parent_id: a definition cannot descend from itself')
    WHERE NEW."id" IN (
        WITH RECURSIVE "ancestor"("id") AS (
            SELECT NEW."parent_id"
            UNION
            SELECT "definitions"."parent_id"
            FROM "ancestor"
            JOIN "definitions" ON "definitions"."id" = "ancestor"."id"
        )
        SELECT "id" FROM "ancestor" WHERE "id" IS NOT NULL
    );
END;

CREATE TRIGGER "definitions_no_cycle_on_update"
AFTER UPDATE OF "id", "parent_id" ON "definitions"
WHEN NEW."parent_id" IS NOT NULL
    AND EXISTS (SELECT 1 FROM "definitions" WHERE "parent_id" = NEW."id")
BEGIN
    SELECT RAISE(ABORT, 'definitions.parent_id: a definition cannot descend from itself')
    WHERE NEW."id" IN (
        WITH RECURSIVE "ancestor"("id") AS (
            SELECT NEW."parent_id"
            UNION
            SELECT "definitions"."parent_id"
            FROM "ancestor"
            JOIN "definitions" ON "definitions"."id" = "ancestor"."id"
        )
        SELECT "id" FROM "ancestor" WHERE "id" IS NOT NULL
    );
END;

CREATE TABLE "experiments" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "hypothesis" TEXT,
    "analysis_plan" TEXT
        CONSTRAINT "experiments_analysis_plan_json"
            CHECK (json_valid("analysis_plan") AND json_type("analysis_plan") = 'object'),
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updated_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT;

CREATE TABLE "runs" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "definition_id" TEXT NOT NULL,
    "experiment_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'PENDING'
        CONSTRAINT "runs_status_check"
            CHECK ("status" IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
    "config" TEXT NOT NULL
        CONSTRAINT "runs_config_json" CHECK (json_valid("config") AND json_type("config") = 'object'),
    "progress" TEXT
        CONSTRAINT "runs_progress_json"
            CHECK (json_valid("progress") AND json_type("progress") = 'object'),
    "started_at" TEXT,
    "completed_at" TEXT,
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "updated_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "runs_definition_id_fkey"
        FOREIGN KEY ("definition_id") REFERENCES "definitions" ("id") ON DELETE RESTRICT,
    CONSTRAINT "runs_experiment_id_fkey"
        FOREIGN KEY ("experiment_id") REFERENCES "experiments" ("id") ON DELETE SET NULL
) STRICT;

CREATE INDEX "runs_definition_id_idx" ON "runs"("definition_id");
CREATE INDEX "runs_experiment_id_idx" ON "runs"("experiment_id");
CREATE INDEX "runs_status_idx" ON "runs"("status");

CREATE TABLE "scenarios" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "definition_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content" TEXT NOT NULL
        CONSTRAINT "scenarios_content_json"
            CHECK (json_valid("content") AND json_type("content") = 'object'),
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "scenarios_definition_id_fkey"
        FOREIGN KEY ("definition_id") REFERENCES "definitions" ("id") ON DELETE RESTRICT
) STRICT;

CREATE INDEX "scenarios_definition_id_idx" ON "scenarios"("definition_id");

-- What was said, with how many answers. NULL content has expired; an empty object is content that is
-- empty.
CREATE TABLE "transcripts" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "run_id" TEXT NOT NULL,
    "scenario_id" TEXT,
    "target_model" TEXT NOT NULL,
    "content" TEXT
        CONSTRAINT "transcripts_content_json"
            CHECK (json_valid("content") AND json_type("content") = 'object'),
    "token_count" INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "transcripts_token_count_check" CHECK ("token_count" >= 0),
    "duration_ms" INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "transcripts_duration_ms_check" CHECK ("duration_ms" >= 0),
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    "turn_count" INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "transcripts_turn_count_check" CHECK ("turn_count" >= 0),
    CONSTRAINT "transcripts_run_id_fkey"
        FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE,
    CONSTRAINT "transcripts_scenario_id_fkey"
        FOREIGN KEY ("scenario_id") REFERENCES "scenarios" ("id") ON DELETE SET NULL
) STRICT;

CREATE INDEX "transcripts_run_id_idx" ON "transcripts"("run_id");
CREATE INDEX "transcripts_scenario_id_idx" ON "transcripts"("scenario_id");
CREATE INDEX "transcripts_target_model_idx" ON "transcripts"("target_model");

-- A scenario that a run has selected stays: the run's transcripts are about it.
CREATE TABLE "run_scenario_selections" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "run_id" TEXT NOT NULL,
    "scenario_id" TEXT NOT NULL,
    "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    CONSTRAINT "run_scenario_selections_run_id_fkey"
        FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE,
    CONSTRAINT "run_scenario_selections_scenario_id_fkey"
        FOREIGN KEY ("scenario_id") REFERENCES "scenarios" ("id") ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX "run_scenario_selections_run_id_scenario_id_key"
    ON "run_scenario_selections"("run_id", "scenario_id");
CREATE INDEX "run_scenario_selections_run_id_idx" ON "run_scenario_selections"("run_id");
CREATE INDEX "run_scenario_selections_scenario_id_idx" ON "run_scenario_selections"("scenario_id");

-- What it means.
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
