-- The triggers keep circles out; this looks whether somebody went around them.
-- godwit: check definitions-are-trees
WITH RECURSIVE "reached"("id") AS (
    SELECT "id" FROM "definitions" WHERE "parent_id" IS NULL
    UNION ALL
    SELECT "definitions"."id"
    FROM "reached"
    JOIN "definitions" ON "definitions"."parent_id" = "reached"."id"
)
SELECT "id", "parent_id"
FROM "definitions"
WHERE "id" NOT IN (SELECT "id" FROM "reached");

-- The first column of an index is what a foreign key's action looks for.
-- godwit: check foreign-keys-are-indexed
SELECT "table"."name" AS "table", "key"."from" AS "column"
FROM pragma_table_list AS "table"
JOIN pragma_foreign_key_list("table"."name") AS "key"
WHERE "table"."schema" = 'main'
  AND "table"."name" IN ('api_keys', 'definitions', 'runs', 'scenarios', 'transcripts',
                         'run_scenario_selections', 'run_comparisons', 'analysis_results')
  AND NOT EXISTS (
      SELECT 1
      FROM pragma_index_list("table"."name") AS "index"
      JOIN pragma_index_info("index"."name") AS "part"
      WHERE "index"."partial" = 0 AND "part"."seqno" = 0 AND "part"."name" = "key"."from"
  );

-- RUNNING stamps the start, the three final states the end.
-- godwit: check runs-say-when
SELECT "id", "status", "started_at", "completed_at"
FROM "runs"
WHERE ("status" = 'RUNNING' AND "started_at" IS NULL)
   OR ("status" IN ('COMPLETED', 'FAILED', 'CANCELLED')) <> ("completed_at" IS NOT NULL)
   OR "completed_at" < "started_at";

-- godwit: check progress-adds-up
SELECT "id", "progress"
FROM "runs"
WHERE coalesce("progress" ->> '$.completed', 0) + coalesce("progress" ->> '$.failed', 0)
      > coalesce("progress" ->> '$.total', 0);

-- A transcript's scenario is of the definition that its run executes.
-- godwit: check transcripts-are-of-their-runs-definition
SELECT "transcripts"."id", "transcripts"."run_id", "transcripts"."scenario_id"
FROM "transcripts"
JOIN "runs" ON "runs"."id" = "transcripts"."run_id"
JOIN "scenarios" ON "scenarios"."id" = "transcripts"."scenario_id"
WHERE "scenarios"."definition_id" <> "runs"."definition_id";

-- Readers upgrade what is old; what is stored may be of any version that a schema knows.
-- godwit: info documents-by-version
SELECT "kind", coalesce("version", 0) AS "version", count(*) AS "documents"
FROM (
    SELECT 'definition' AS "kind", "content" ->> '$.schema_version' AS "version" FROM "definitions"
    UNION ALL
    SELECT 'run config', "config" ->> '$.schema_version' FROM "runs"
    UNION ALL
    SELECT 'run progress', "progress" ->> '$.schema_version' FROM "runs" WHERE "progress" IS NOT NULL
    UNION ALL
    SELECT 'scenario', "content" ->> '$.schema_version' FROM "scenarios"
    UNION ALL
    SELECT 'transcript', "content" ->> '$.schema_version' FROM "transcripts"
    WHERE "content" IS NOT NULL
    UNION ALL
    SELECT 'analysis plan', "analysis_plan" ->> '$.schema_version' FROM "experiments"
    WHERE "analysis_plan" IS NOT NULL
)
GROUP BY "kind", coalesce("version", 0)
ORDER BY "kind", coalesce("version", 0);

-- NULL has expired, an empty object is empty.
-- godwit: info transcript-contents
SELECT CASE
           WHEN "content" IS NULL THEN 'expired'
           WHEN "content" = '{}' THEN 'empty'
           ELSE 'there'
       END AS "content",
       count(*) AS "transcripts"
FROM "transcripts"
GROUP BY 1
ORDER BY 1;
