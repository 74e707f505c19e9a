-- :rows definitions in families of ten: a root, and a line of nine forks below it, so that the last one
-- has nine ancestors. Every seventh document is of version 0.
WITH RECURSIVE "counter"("n") AS (
    SELECT 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 1 FROM "counter" WHERE "n" < :rows
)
INSERT INTO "definitions" ("id", "parent_id", "name", "content", "created_at", "updated_at")
SELECT printf('volume-def-%07d', "n"),
       CASE WHEN "n" % 10 <> 1 THEN printf('volume-def-%07d', "n" - 1) END,
       'Volume definition ' || "n",
       CASE
           WHEN "n" % 7 = 0 THEN json_object('template', 'Choose {a} or {b}: ' || "n")
           ELSE json_object('preamble', 'Family ' || (("n" + 9) / 10),
                            'template', 'Choose {a} or {b}: ' || "n",
                            'dimensions', json_array(json_object('name', 'stakes',
                                                                 'values', json_array('low', 'high'))),
                            'schema_version', 1)
       END,
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1758000000 + "n" % 2000000, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1758000000 + "n" % 2000000, 'unixepoch')
FROM "counter"
WHERE true
ON CONFLICT DO NOTHING;

-- Each family's root has a scenario and a completed run of it with two transcripts.
WITH RECURSIVE "counter"("n") AS (
    SELECT 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 10 FROM "counter" WHERE "n" + 10 <= :rows
)
INSERT INTO "scenarios" ("id", "definition_id", "name", "content", "created_at")
SELECT printf('volume-scenario-%07d', "n"), printf('volume-def-%07d', "n"), 'Volume scenario ' || "n",
       json_object('prompt', 'Choose: ' || "n", 'dimension_values', json_object('stakes', 'low'),
                   'schema_version', 1),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1758000000 + "n" % 2000000, 'unixepoch')
FROM "counter"
WHERE true
ON CONFLICT DO NOTHING;

WITH RECURSIVE "counter"("n") AS (
    SELECT 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 10 FROM "counter" WHERE "n" + 10 <= :rows
)
INSERT INTO "runs" ("id", "definition_id", "status", "config", "progress", "started_at", "completed_at", "created_at", "updated_at")
SELECT printf('volume-run-%07d', "n"), printf('volume-def-%07d', "n"), 'COMPLETED',
       '{"models":["model-a-2025-09","model-b-2025-08"],"schema_version":1}',
       '{"total":2,"completed":2,"failed":0,"schema_version":1}',
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1758000060 + "n" % 2000000, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1758000120 + "n" % 2000000, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1758000000 + "n" % 2000000, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1758000120 + "n" % 2000000, 'unixepoch')
FROM "counter"
WHERE true
ON CONFLICT DO NOTHING;

WITH RECURSIVE "counter"("n") AS (
    SELECT 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 10 FROM "counter" WHERE "n" + 10 <= :rows
)
INSERT INTO "run_scenario_selections" ("id", "run_id", "scenario_id", "created_at")
SELECT printf('volume-selection-%07d', "n"), printf('volume-run-%07d', "n"),
       printf('volume-scenario-%07d', "n"),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1758000000 + "n" % 2000000, 'unixepoch')
FROM "counter"
WHERE true
ON CONFLICT DO NOTHING;

-- One answer in the first model's transcripts, two in the other's.
WITH RECURSIVE "counter"("n") AS (
    SELECT 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 10 FROM "counter" WHERE "n" + 10 <= :rows
),
"model"("place", "name") AS (VALUES (1, 'model-a-2025-09'), (2, 'model-b-2025-08')),
"answer"("value") AS (SELECT json_object('role', 'assistant', 'content', 'The first.'))
INSERT INTO "transcripts" ("id", "run_id", "scenario_id", "target_model", "content", "token_count", "duration_ms", "created_at")
SELECT printf('volume-transcript-%07d-%d', "n", "place"), printf('volume-run-%07d', "n"),
       printf('volume-scenario-%07d', "n"), "name",
       json_object('messages',
                   CASE "place"
                       WHEN 1 THEN json_array(json("value"))
                       ELSE json_array(json("value"), json("value"))
                   END,
                   'schema_version', 1),
       100 + "n" % 900, 1000 + ("n" * 13) % 9000,
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1758000060 + "n" % 2000000, 'unixepoch')
FROM "counter"
JOIN "model"
JOIN "answer"
WHERE true
ON CONFLICT DO NOTHING;
