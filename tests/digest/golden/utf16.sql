-- The same kinds of text in a UTF-16 database, where SQLite's own order of text is another.
PRAGMA encoding = 'UTF-16le';
CREATE TABLE t (id TEXT PRIMARY KEY, "größe" REAL) STRICT;
CREATE TABLE n (a);
INSERT INTO t VALUES ('A', 1), ('Ā', 2), ('ￜ', 3), ('🐾', 4), ('', 5), ('a', -0.0);
INSERT INTO n VALUES ('🐾'), ('ￜ'), (x'd83d'), (1), ('🐾');
