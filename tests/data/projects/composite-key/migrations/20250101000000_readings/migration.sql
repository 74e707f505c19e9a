-- The key's order, station before day, is neither the columns' order nor the order of insertion, and
-- the collation makes 'b' follow 'A'.
CREATE TABLE "reading" (
    "day" INTEGER NOT NULL,
    "fahrenheit" INTEGER NOT NULL,
    "station" TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY ("station", "day")
) WITHOUT ROWID;

CREATE TABLE "note" (
    "text" TEXT NOT NULL
);

CREATE TABLE "audit" (
    "station" TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
    "count" INTEGER NOT NULL
);

-- A trigger's semicolons end no statement of the script.
CREATE TRIGGER "reading_audit" AFTER INSERT ON "reading"
BEGIN
    INSERT INTO "audit" ("station", "count") VALUES (new."station", 0)
    ON CONFLICT DO NOTHING;
    UPDATE "audit" SET "count" = "count" + 1 WHERE "station" = new."station";
END;
