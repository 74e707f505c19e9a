-- An analysis is superseded by a later one, which may be superseded in its turn.
-- godwit: check superseded-have-a-successor
SELECT "old"."id", "old"."run_id", "old"."analysis_type"
FROM "analysis_results" AS "old"
WHERE "old"."status" = 'SUPERSEDED'
  AND NOT EXISTS (
      SELECT 1
      FROM "analysis_results" AS "new"
      WHERE "new"."run_id" = "old"."run_id"
        AND "new"."analysis_type" = "old"."analysis_type"
        AND "new"."status" = 'CURRENT'
        AND "new"."created_at" >= "old"."created_at"
  );

-- godwit: check rubric-versions-follow
SELECT 'rubrics' AS "item", count(*) AS "expected", coalesce(max("version"), 0) AS "actual"
FROM "rubrics";

-- godwit: info analysis-documents-by-version
SELECT "kind", coalesce("version", 0) AS "version", count(*) AS "documents"
FROM (
    SELECT 'comparison delta' AS "kind", "delta_data" ->> '$.schema_version' AS "version"
    FROM "run_comparisons"
    WHERE "delta_data" IS NOT NULL
    UNION ALL
    SELECT 'analysis output', "output" ->> '$.schema_version' FROM "analysis_results"
    UNION ALL
    SELECT 'rubric', "content" ->> '$.schema_version' FROM "rubrics"
    UNION ALL
    SELECT 'cohort', "criteria" ->> '$.schema_version' FROM "cohorts"
)
GROUP BY "kind", coalesce("version", 0)
ORDER BY "kind", coalesce("version", 0);
