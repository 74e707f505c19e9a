-- godwit: check nothing-is-old
SELECT 'definitions' AS "table", "id" FROM "definitions"
WHERE json_type("content", '$.schema_version') IS NULL
UNION ALL
SELECT 'scenarios', "id" FROM "scenarios" WHERE json_type("content", '$.schema_version') IS NULL
UNION ALL
SELECT 'runs', "id" FROM "runs" WHERE json_type("config", '$.schema_version') IS NULL
UNION ALL
SELECT 'runs', "id" FROM "runs"
WHERE "progress" IS NOT NULL AND json_type("progress", '$.schema_version') IS NULL
UNION ALL
SELECT 'transcripts', "id" FROM "transcripts"
WHERE "content" IS NOT NULL AND json_type("content", '$.schema_version') IS NULL
UNION ALL
SELECT 'experiments', "id" FROM "experiments"
WHERE "analysis_plan" IS NOT NULL AND json_type("analysis_plan", '$.schema_version') IS NULL
UNION ALL
SELECT 'run_comparisons', "id" FROM "run_comparisons"
WHERE "delta_data" IS NOT NULL AND json_type("delta_data", '$.schema_version') IS NULL
UNION ALL
SELECT 'analysis_results', "id" FROM "analysis_results"
WHERE json_type("output", '$.schema_version') IS NULL
UNION ALL
SELECT 'rubrics', "id" FROM "rubrics" WHERE json_type("content", '$.schema_version') IS NULL
UNION ALL
SELECT 'cohorts', "id" FROM "cohorts" WHERE json_type("criteria", '$.schema_version') IS NULL;
