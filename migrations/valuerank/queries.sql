-- What the platform asks, with the indexes that it counts on. Lineage is walked by recursion, a step an
-- index lookup, so that it costs what the family is large, not what the table is.

-- Case makes no difference: the column compares without it.
-- godwit: query user-by-email
-- godwit: index users_email_key
-- godwit: no-sort
SELECT "id", "email", "password_hash", "name", "created_at", "updated_at"
FROM "users"
WHERE "email" = :email;

-- Without the hash: a list is for people.
-- godwit: query keys-of-user
-- godwit: index api_keys_user_id_idx
SELECT "id", "name", "key_prefix", "last_used", "expires_at", "created_at"
FROM "api_keys"
WHERE "user_id" = :user_id
ORDER BY "created_at", "id";

-- godwit: query keys-by-prefix
-- godwit: index api_keys_key_prefix_idx
-- godwit: no-sort
SELECT "id", "user_id", "name", "key_hash", "key_prefix", "last_used", "expires_at", "created_at"
FROM "api_keys"
WHERE "key_prefix" = :key_prefix AND ("expires_at" IS NULL OR "expires_at" > :now);

-- Root first, by depth, not by time; the definition itself is the last.
-- godwit: query ancestors
-- godwit: index sqlite_autoindex_definitions_1
WITH RECURSIVE "line"("id", "parent_id", "name", "height") AS (
    SELECT "id", "parent_id", "name", 0 FROM "definitions" WHERE "id" = :id
    UNION ALL
    SELECT "definitions"."id", "definitions"."parent_id", "definitions"."name", "line"."height" + 1
    FROM "line"
    JOIN "definitions" ON "definitions"."id" = "line"."parent_id"
)
SELECT "id", "parent_id", "name"
FROM "line"
ORDER BY "height" DESC;

-- godwit: query descendants
-- godwit: index definitions_parent_id_idx
WITH RECURSIVE "family"("id", "parent_id", "name", "depth") AS (
    SELECT "id", "parent_id", "name", 1 FROM "definitions" WHERE "parent_id" = :id
    UNION ALL
    SELECT "definitions"."id", "definitions"."parent_id", "definitions"."name", "family"."depth" + 1
    FROM "family"
    JOIN "definitions" ON "definitions"."parent_id" = "family"."id"
)
SELECT "id", "parent_id", "name", "depth"
FROM "family"
ORDER BY "depth", "id";

-- From any member: up to the root, and all the way down again.
-- godwit: query tree-ids
-- godwit: index definitions_parent_id_idx
WITH RECURSIVE "line"("id", "parent_id") AS (
    SELECT "id", "parent_id" FROM "definitions" WHERE "id" = :id
    UNION ALL
    SELECT "definitions"."id", "definitions"."parent_id"
    FROM "line"
    JOIN "definitions" ON "definitions"."id" = "line"."parent_id"
),
"family"("id") AS (
    SELECT "id" FROM "line" WHERE "parent_id" IS NULL
    UNION ALL
    SELECT "definitions"."id"
    FROM "family"
    JOIN "definitions" ON "definitions"."parent_id" = "family"."id"
)
SELECT "id"
FROM "family";

-- godwit: query scenarios-of-definition
-- godwit: index scenarios_definition_id_idx
SELECT "id", "name", "content"
FROM "scenarios"
WHERE "definition_id" = :definition_id
ORDER BY "created_at", "id";

-- godwit: query runs-of-definition
-- godwit: index runs_definition_id_idx
SELECT "id", "status", "config", "progress", "created_at"
FROM "runs"
WHERE "definition_id" = :definition_id
ORDER BY "created_at", "id";

-- godwit: query runs-of-experiment
-- godwit: index runs_experiment_id_idx
SELECT "id", "definition_id", "status", "created_at"
FROM "runs"
WHERE "experiment_id" = :experiment_id
ORDER BY "created_at", "id";

-- godwit: query runs-by-status
-- godwit: index runs_status_idx
SELECT "id", "definition_id", "started_at"
FROM "runs"
WHERE "status" = :status
ORDER BY "created_at", "id"
LIMIT :limit;

-- godwit: query selected-scenarios
-- godwit: index run_scenario_selections_run_id_scenario_id_key
SELECT "scenarios"."id", "scenarios"."name"
FROM "run_scenario_selections"
JOIN "scenarios" ON "scenarios"."id" = "run_scenario_selections"."scenario_id"
WHERE "run_scenario_selections"."run_id" = :run_id
ORDER BY "scenarios"."id";

-- godwit: query transcripts-of-run
-- godwit: index transcripts_run_id_idx
SELECT "id", "scenario_id", "target_model", "content", "turn_count", "token_count", "duration_ms"
FROM "transcripts"
WHERE "run_id" = :run_id
ORDER BY "created_at", "id";

-- godwit: query statistics-of-run
-- godwit: index transcripts_run_id_idx
SELECT "target_model", count(*) AS "transcripts", count("content") AS "with_content",
       sum("turn_count") AS "turns", sum("token_count") AS "tokens",
       sum("duration_ms") AS "duration_ms"
FROM "transcripts"
WHERE "run_id" = :run_id
GROUP BY "target_model"
ORDER BY "target_model";

-- godwit: query comparisons-of-experiment
-- godwit: index run_comparisons_experiment_id_idx
SELECT "id", "baseline_run_id", "comparison_run_id", "delta_data"
FROM "run_comparisons"
WHERE "experiment_id" = :experiment_id
ORDER BY "created_at", "id";

-- godwit: query latest-analysis
-- godwit: index analysis_results_current_key
-- godwit: no-sort
SELECT "id", "output", "code_version", "created_at"
FROM "analysis_results"
WHERE "run_id" = :run_id AND "analysis_type" = :analysis_type AND "status" = 'CURRENT';

-- What was analysed already is not analysed again.
-- godwit: query analysis-by-input
-- godwit: index analysis_results_input_hash_code_version_idx
-- godwit: no-sort
SELECT "id", "run_id", "analysis_type", "output", "status"
FROM "analysis_results"
WHERE "input_hash" = :input_hash AND "code_version" = :code_version;

-- godwit: query latest-rubric
-- godwit: index rubrics_version_key
-- godwit: no-sort
SELECT "id", "version", "content"
FROM "rubrics"
ORDER BY "version" DESC
LIMIT 1;
