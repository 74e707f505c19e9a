-- What is easily got wrong: odd names, soft keywords, ties, NULL keys, types, text that looks like
-- structure, tables like ledgers, big numbers.
CREATE TABLE "it's 🐾, ""quoted""" ("select" TEXT, [a b] INT, `tick``s` BLOB, "key" "my type" (1, 2));
INSERT INTO "it's 🐾, ""quoted""" VALUES ('ü', 1, x'', 1.0), ('ü', 1, x'', 1), ('', NULL, x'00ff', -0.0),
  ('a' || char(0) || 'b', -9223372036854775808, 'x', 9e999), ('ü', 1, x'', 1);
CREATE TABLE nulls (a TEXT, b COLLATE NOCASE, c, PRIMARY KEY (b, a));
INSERT INTO nulls VALUES ('x', NULL, 1), ('x', NULL, 2), (NULL, 'B', 1), (NULL, 'a', 1), ('y', 'b', 3),
  (NULL, NULL, NULL), ('Ā', 7, 0), ('A', 7.5, 0), ('z', x'7a', 0);
CREATE TABLE empty ("rowid" PRIMARY KEY, x DEFAULT 'a	b
c\d', y DEFAULT Abc, z DEFAULT -1.5, w DEFAULT (1 + 2), v DEFAULT NULL, u DEFAULT true);
CREATE TABLE checks (key, "order", t CHECK ("key" > 0 AND [t] <> 'A b'), "true", CHECK ("true" <> true),
  CONSTRAINT "Named one" CHECK (t IN ("order", 1)) , CHECK (typeof(t)='x') CHECK(t<>x'AB'))
;
CREATE TABLE parent (a, b, UNIQUE (b, a) ON CONFLICT REPLACE, UNIQUE (a));
CREATE TABLE child (x, y CONSTRAINT nn NOT NULL ON CONFLICT FAIL, z REFERENCES missing NOT DEFERRABLE,
  CONSTRAINT pair FOREIGN KEY (Y, X) REFERENCES PARENT (B, A) MATCH FULL ON UPDATE RESTRICT
  DEFERRABLE INITIALLY IMMEDIATE, FOREIGN KEY (x) REFERENCES _prisma_migrations (ID));
CREATE TABLE descending (id INTEGER PRIMARY KEY DESC ON CONFLICT ROLLBACK);
INSERT INTO descending VALUES (3), (1), (2);
CREATE TABLE _prisma_migrations (id); INSERT INTO _prisma_migrations VALUES (1);
CREATE TABLE godwit_migrations (name); CREATE TABLE Schema_Migrations (version); CREATE TABLE migrations (id);
CREATE TRIGGER "on ledger" AFTER INSERT ON godwit_migrations BEGIN SELECT 1; END;
CREATE VIEW "V w" ("One", two) AS WITH "Tmp" AS (SELECT "Key" k, 'it''s' FROM "checks") SELECT * FROM "Tmp" -- !
  ORDER BY "K" COLLATE "NOCASE" /* end */;
CREATE TRIGGER instead INSTEAD OF INSERT ON "v W" BEGIN
  DELETE FROM nulls WHERE "a" = NEW."One"; INSERT INTO nulls(c) VALUES (0XfF), (1E5); END;
CREATE VIEW broken AS SELECT * FROM nowhere;
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 300)
INSERT INTO parent SELECT i * 7919 % 300, 'row ' || i FROM n;
