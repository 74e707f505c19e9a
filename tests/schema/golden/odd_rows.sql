-- Tables for the generators of typed rows (row_types_test.cc): every kind of column, and every kind of
-- name.
CREATE TABLE plain (
    id INTEGER PRIMARY KEY,
    i INT NOT NULL,
    r DOUBLE PRECISION NOT NULL,
    t VARCHAR(10) NOT NULL DEFAULT 'x',
    b BLOB NOT NULL,
    untyped,
    n NUMERIC(10, 2) NOT NULL,
    yes BOOLEAN NOT NULL DEFAULT false,
    at DATETIME,
    day DATE NOT NULL DEFAULT CURRENT_DATE,
    label TEXT AS ('#' || id) STORED,
    upper TEXT NOT NULL AS (upper(t)),
    flag INTEGER NOT NULL CHECK (flag IN (0, 1))
);
CREATE TABLE strict_one (code TEXT PRIMARY KEY, a ANY, i INT, r REAL, b BLOB NOT NULL) STRICT;
CREATE TABLE keys_may_be_null (a TEXT, b INT, PRIMARY KEY (a, b));
CREATE TABLE without (a TEXT, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE not_the_rowid (id INTEGER PRIMARY KEY DESC);
CREATE TABLE choices (
    one TEXT NOT NULL CHECK (one IN ('A', 'B')),
    two TEXT CHECK (two IS NULL OR two IN ('', 'it''s', '"', '\', 'a b', 'a-b', '+')),
    three TEXT CHECK ((three IN ('x', 'y', NULL)) AND length(three) < 3),
    loose TEXT COLLATE NOCASE CHECK (loose IN ('a', 'b')),
    other TEXT CHECK (other IN ('a') OR other > 'b'),
    number INT CHECK (number IN (1, 2, 3))
);
CREATE TABLE "class" ("default" INT, "class" TEXT, "operator" TEXT, "errno" INT, "a b" INT, "a_b" INT,
    "aB" INT, "" TEXT, "😀" TEXT, "2fa" INT, "é" INT, "quote""s" TEXT, "back\slash" TEXT, "*/" TEXT,
    "//" TEXT, ")sql""" TEXT, "line
end" TEXT, "statement" INT, "row" INT, "first" INT, "constructor" INT);
CREATE TABLE "Class_" (x INT);
CREATE TABLE "CLASS " ("A" INT, "a_" TEXT CHECK ("a_" IN ('p', 'P', 'p ')));
CREATE TABLE "json text" (doc TEXT NOT NULL, list TEXT, open TEXT);
-- What the generated structs' own functions and the language's own types are called.
CREATE TABLE "read" (x INT);
CREATE TABLE "Array" (map TEXT, what TEXT);
-- Texts in columns of NUMERIC affinity, which makes numbers of those that look so.
CREATE TABLE words_of_numbers (
    kind ENUM NOT NULL CHECK (kind IN ('a', 'b')),
    yes BOOLEAN CHECK (yes IN ('true', 'false')),
    n NUMERIC CHECK (n IN ('x', 'y')),
    i INT CHECK (i IN ('x', 'y')),
    year DATE CHECK (year IN ('2020', '2021')),
    price DECIMAL(10, 2),
    bare CHECK (bare IN ('1', '2'))
);
CREATE VIEW seen AS SELECT id, t AS "shown as", count(*) AS n, at FROM plain GROUP BY id;
CREATE VIEW broken AS SELECT missing FROM nowhere;
CREATE VIRTUAL TABLE words USING fts5(body, tag);
