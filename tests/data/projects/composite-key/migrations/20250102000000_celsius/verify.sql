-- godwit: check celsius
SELECT "station" || ' ' || "day" AS "item",
       ("fahrenheit" - 32) * 5 / 9 AS "expected",
       "celsius" AS "actual"
FROM "reading";

-- godwit: info extremes
SELECT min("celsius") AS "coldest", max("celsius") AS "hottest", (SELECT sum("length") FROM "note") AS "letters"
FROM "reading";
