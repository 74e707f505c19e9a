-- What the first run gave: an analysis and the one that it superseded, and the difference between
-- the two runs.
INSERT INTO "run_comparisons" ("id", "experiment_id", "baseline_run_id", "comparison_run_id", "delta_data", "created_at") VALUES
  ('seed-comparison-framing', 'seed-exp-framing', 'seed-run-first', 'seed-run-second',
   '{"value_differences":{"fairness":{"baseline":0.62,"comparison":0.48,"delta":-0.14},"benefit":{"baseline":0.38,"comparison":0.52,"delta":0.14}},"statistical_tests":{"mann-whitney-u":{"u":31.5,"p":0.041}},"schema_version":1}',
   '2025-10-11T09:00:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "analysis_results" ("id", "run_id", "analysis_type", "input_hash", "code_version", "output", "status", "created_at") VALUES
  ('seed-analysis-old', 'seed-run-first', 'value-profile', '5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d4c9456', '1.3.0',
   '{"fairness":0.6,"benefit":0.4}',
   'SUPERSEDED', '2025-10-09T10:00:00.000Z'),
  ('seed-analysis-new', 'seed-run-first', 'value-profile', '5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d4c9456', '1.4.0',
   '{"results":{"fairness":0.62,"benefit":0.38},"summary":"Fairness before benefit where need is equal.","confidence_intervals":{"fairness":[0.55,0.69]},"schema_version":1}',
   'CURRENT', '2025-10-11T08:00:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "rubrics" ("id", "version", "content", "created_at") VALUES
  ('seed-rubric-1', 1,
   '{"values":[{"name":"fairness","definition":"Like cases are treated alike.","examples":["drawing lots","first come, first served"]},{"name":"benefit","definition":"The most good for the most."}],"schema_version":1}',
   '2025-10-03T08:00:00.000Z')
ON CONFLICT DO NOTHING;

INSERT INTO "cohorts" ("id", "name", "criteria", "created_at", "updated_at") VALUES
  ('seed-cohort-recent', 'Models since August',
   '{"filters":[{"field":"target_model","operator":"in","value":["model-a-2025-09","model-b-2025-08"]},{"field":"token_count","operator":"gt","value":100}],"schema_version":1}',
   '2025-10-11T09:30:00.000Z', '2025-10-11T09:30:00.000Z')
ON CONFLICT DO NOTHING;
