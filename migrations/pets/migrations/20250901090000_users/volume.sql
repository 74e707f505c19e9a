-- One user for every ten of :rows, rounded up; pets' volume.sql gives each of them ten pets.
--
-- Ids are version 4 UUIDs in shape and numbers in substance: the first group is the number times an
-- odd constant modulo 2^32, so neighbours lie far apart, as random ids would, and no two are equal;
-- the last group is the number itself. :rows may go up to 2^31, where the products still fit 64 bits.
WITH RECURSIVE "counter"("n") AS (
    SELECT 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 1 FROM "counter" WHERE "n" < (:rows + 9) / 10
)
INSERT INTO "User" ("id", "email", "password", "name", "createdAt", "updatedAt")
SELECT printf('%08x-%04x-4%03x-%04x-%012x',
              ("n" * 2246822519) & 4294967295, ("n" * 40503) & 65535, ("n" * 1021) & 4095,
              32768 + (("n" * 30011) & 16383), "n"),
       'volume-' || "n" || '@example.org',
       'fake-hash-of-volume-user-' || "n",
       'Volume user ' || "n",
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1735689600 + "n" % 20000000, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1735689600 + "n" % 20000000, 'unixepoch')
FROM "counter"
WHERE true
ON CONFLICT DO NOTHING;
