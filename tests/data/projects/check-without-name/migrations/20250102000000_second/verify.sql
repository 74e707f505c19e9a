SELECT 1 AS "expected", 1 AS "actual";
