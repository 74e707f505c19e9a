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

-- What was said. NULL content has expired; an empty object is content that is empty.
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
