-- godwit: optional closes the change: after it, code that writes broken JSON into traits fails; apply it once no old code is left

-- SQLite cannot add a constraint to a table that exists, so the table is built anew. NULL stays
-- allowed: a pet that some forgotten path creates without traits is the backfill's to mend.
-- With foreign keys on, dropping the old table would delete every PetTrait along with it.
PRAGMA foreign_keys = OFF;

-- The rebuild below carries over what it knows. A column, an index or a trigger that somebody added by
-- hand would be lost with the old table, so its presence ends the migration here.
CREATE TABLE "new_Pet_guard" (
    "unknown" INTEGER NOT NULL
        CONSTRAINT "table Pet has a column, index or trigger that this rebuild would lose"
        CHECK ("unknown" = 0)
);
INSERT INTO "new_Pet_guard" ("unknown")
SELECT count(*)
FROM sqlite_schema
WHERE "tbl_name" = 'Pet' COLLATE NOCASE
  AND ("type" = 'trigger'
       OR ("type" = 'index' AND "sql" IS NOT NULL
           AND "name" NOT IN ('Pet_userId_idx', 'Pet_parent1Id_idx', 'Pet_parent2Id_idx')));
INSERT INTO "new_Pet_guard" ("unknown")
SELECT count(*) - 25 FROM pragma_table_xinfo('Pet');
DROP TABLE "new_Pet_guard";

CREATE TABLE "new_Pet" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "health" INTEGER NOT NULL DEFAULT 100,
    "hunger" INTEGER NOT NULL DEFAULT 0,
    "happiness" INTEGER NOT NULL DEFAULT 100,
    "energy" INTEGER NOT NULL DEFAULT 100,
    "isCritical" BOOLEAN NOT NULL DEFAULT false,
    "maxHealthPenalty" INTEGER NOT NULL DEFAULT 0,
    "neglectStartedAt" DATETIME,
    "friendliness" INTEGER NOT NULL DEFAULT 50,
    "energyTrait" INTEGER NOT NULL DEFAULT 50,
    "curiosity" INTEGER NOT NULL DEFAULT 50,
    "patience" INTEGER NOT NULL DEFAULT 50,
    "playfulness" INTEGER NOT NULL DEFAULT 50,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "parent1Id" TEXT,
    "parent2Id" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "lastFedAt" DATETIME,
    "lastInteractionAt" DATETIME,
    "lastStatUpdate" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastBredAt" DATETIME,
    "traits" TEXT CONSTRAINT "Pet_traits_json" CHECK ("traits" IS NULL OR json_valid("traits")),
    CONSTRAINT "Pet_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

INSERT INTO "new_Pet" (
    "id", "name", "userId", "health", "hunger", "happiness", "energy", "isCritical",
    "maxHealthPenalty", "neglectStartedAt", "friendliness", "energyTrait", "curiosity",
    "patience", "playfulness", "generation", "parent1Id", "parent2Id", "createdAt", "updatedAt",
    "lastFedAt", "lastInteractionAt", "lastStatUpdate", "lastBredAt", "traits"
)
SELECT
    "id", "name", "userId", "health", "hunger", "happiness", "energy", "isCritical",
    "maxHealthPenalty", "neglectStartedAt", "friendliness", "energyTrait", "curiosity",
    "patience", "playfulness", "generation", "parent1Id", "parent2Id", "createdAt", "updatedAt",
    "lastFedAt", "lastInteractionAt", "lastStatUpdate", "lastBredAt", "traits"
FROM "Pet"
ORDER BY rowid;

DROP TABLE "Pet";

ALTER TABLE "new_Pet" RENAME TO "Pet";

CREATE INDEX "Pet_userId_idx" ON "Pet"("userId");
CREATE INDEX "Pet_parent1Id_idx" ON "Pet"("parent1Id");
CREATE INDEX "Pet_parent2Id_idx" ON "Pet"("parent2Id");

PRAGMA foreign_keys = ON;
