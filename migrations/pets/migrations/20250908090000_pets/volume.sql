-- :rows pets, ten for each of the users that the users' volume.sql made; see there how ids are made
-- from numbers. Old code made these: they have no traits until the backfill comes by.
WITH RECURSIVE "counter"("n", "owner") AS (
    SELECT 1, 1 WHERE :rows > 0
    UNION ALL
    SELECT "n" + 1, ("n" + 10) / 10 FROM "counter" WHERE "n" < :rows
)
INSERT INTO "Pet" ("id", "name", "userId", "health", "hunger", "happiness", "energy",
                   "friendliness", "energyTrait", "curiosity", "patience", "playfulness",
                   "createdAt", "updatedAt", "lastStatUpdate")
SELECT printf('%08x-%04x-4%03x-%04x-%012x',
              ("n" * 2654435761) & 4294967295, ("n" * 48271) & 65535, ("n" * 2053) & 4095,
              32768 + (("n" * 16807) & 16383), "n"),
       'Volume pet ' || "n",
       printf('%08x-%04x-4%03x-%04x-%012x',
              ("owner" * 2246822519) & 4294967295, ("owner" * 40503) & 65535,
              ("owner" * 1021) & 4095, 32768 + (("owner" * 30011) & 16383), "owner"),
       40 + ("n" * 7) % 61, ("n" * 11) % 80, 30 + ("n" * 13) % 71, 20 + ("n" * 17) % 81,
       ("n" * 19) % 101, ("n" * 23) % 101, ("n" * 29) % 101, ("n" * 31) % 101, ("n" * 37) % 101,
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1755000000 + "n" % 5000000, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1755000000 + "n" % 5000000, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%S.000Z', 1755000000 + "n" % 5000000, 'unixepoch')
FROM "counter"
WHERE true
ON CONFLICT DO NOTHING;
