-- Version 0 to version 1 of every kind of document: what is missing becomes empty, what is there stays
-- as it was written. json_insert only adds. The members of version 1 are required by schemas/.

-- godwit: data-step upgrade-definitions
-- godwit: table definitions
-- godwit: validate content definition
-- godwit: on-error record
SELECT "id",
       json_insert("content", '$.preamble', '',
                   '$.template', '',
                   '$.dimensions', json_array(),
                   '$.schema_version', 1) AS "content"
FROM "definitions"
WHERE json_type("content", '$.schema_version') IS NULL;

-- godwit: data-step upgrade-run-configs
-- godwit: table runs
-- godwit: validate config run-config
-- godwit: on-error record
SELECT "id",
       json_insert("config", '$.models', json_array(),
                   '$.schema_version', 1) AS "config"
FROM "runs"
WHERE json_type("config", '$.schema_version') IS NULL;

-- godwit: data-step upgrade-run-progress
-- godwit: table runs
-- godwit: validate progress run-progress
-- godwit: on-error record
SELECT "id",
       json_insert("progress", '$.total', 0,
                   '$.completed', 0,
                   '$.failed', 0,
                   '$.schema_version', 1) AS "progress"
FROM "runs"
WHERE json_type("progress", '$.schema_version') IS NULL
  AND "progress" IS NOT NULL;

-- godwit: data-step upgrade-scenarios
-- godwit: table scenarios
-- godwit: validate content scenario
-- godwit: on-error record
SELECT "id",
       json_insert("content", '$.prompt', '',
                   '$.dimension_values', json_object(),
                   '$.schema_version', 1) AS "content"
FROM "scenarios"
WHERE json_type("content", '$.schema_version') IS NULL;

-- godwit: data-step upgrade-transcripts
-- godwit: table transcripts
-- godwit: validate content transcript
-- godwit: on-error record
SELECT "id",
       json_insert("content", '$.messages', json_array(),
                   '$.schema_version', 1) AS "content"
FROM "transcripts"
WHERE json_type("content", '$.schema_version') IS NULL
  AND "content" IS NOT NULL;

-- godwit: data-step upgrade-analysis-plans
-- godwit: table experiments
-- godwit: validate analysis_plan analysis-plan
-- godwit: on-error record
SELECT "id",
       json_insert("analysis_plan", '$.test', '',
                   '$.alpha', 0,
                   '$.schema_version', 1) AS "analysis_plan"
FROM "experiments"
WHERE json_type("analysis_plan", '$.schema_version') IS NULL
  AND "analysis_plan" IS NOT NULL;

-- godwit: data-step upgrade-comparison-deltas
-- godwit: table run_comparisons
-- godwit: validate delta_data comparison-delta
-- godwit: on-error record
SELECT "id",
       json_insert("delta_data", '$.value_differences', json_object(),
                   '$.schema_version', 1) AS "delta_data"
FROM "run_comparisons"
WHERE json_type("delta_data", '$.schema_version') IS NULL
  AND "delta_data" IS NOT NULL;

-- godwit: data-step upgrade-rubrics
-- godwit: table rubrics
-- godwit: validate content rubric
-- godwit: on-error record
SELECT "id",
       json_insert("content", '$.values', json_array(),
                   '$.schema_version', 1) AS "content"
FROM "rubrics"
WHERE json_type("content", '$.schema_version') IS NULL;

-- godwit: data-step upgrade-cohorts
-- godwit: table cohorts
-- godwit: validate criteria cohort
-- godwit: on-error record
SELECT "id",
       json_insert("criteria", '$.filters', json_array(),
                   '$.schema_version', 1) AS "criteria"
FROM "cohorts"
WHERE json_type("criteria", '$.schema_version') IS NULL;

-- Where there were no results, the whole object was them.
-- godwit: data-step upgrade-analysis-outputs
-- godwit: table analysis_results
-- godwit: validate output analysis-output
-- godwit: on-error record
SELECT "id",
       CASE
           WHEN json_type("output", '$.results') IS NULL
               THEN json_object('results', json("output"), 'schema_version', 1)
           ELSE json_insert("output", '$.schema_version', 1)
       END AS "output"
FROM "analysis_results"
WHERE json_type("output", '$.schema_version') IS NULL;
