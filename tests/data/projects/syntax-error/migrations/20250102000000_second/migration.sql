-- Two that are right, so that undoing them can be seen.
CREATE TABLE "b" (
    "id" INTEGER PRIMARY KEY
);

INSERT INTO "b" ("id") VALUES (1);

CREATE TABEL "c" (
    "id" INTEGER PRIMARY KEY
);
