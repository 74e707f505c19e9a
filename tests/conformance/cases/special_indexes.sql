-- title: A partial, a descending, a collated and an expression index of the rebuilt table
-- column: indexes
-- facts: 5
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, name TEXT);
CREATE UNIQUE INDEX p_partial ON p (name) WHERE name IS NOT NULL;
CREATE INDEX p_sorted ON p (name COLLATE NOCASE DESC);
CREATE INDEX p_expression ON p (lower(name));
-- rows
INSERT INTO p VALUES (1, '10', 'a'), (2, '20', NULL);
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER, name TEXT);
CREATE UNIQUE INDEX p_partial ON p (name) WHERE name IS NOT NULL;
CREATE INDEX p_sorted ON p (name COLLATE NOCASE DESC);
CREATE INDEX p_expression ON p (lower(name));
-- holds: the partial index is there, still partial and unique
SELECT name, "unique", partial FROM pragma_index_list('p') WHERE name = 'p_partial';
-- is
p_partial|1|1
-- holds: the index has its order and collation
SELECT name, "desc", coll FROM pragma_index_xinfo('p_sorted') WHERE key = 1;
-- is
name|1|NOCASE
-- holds: the expression index is there, and of use
SELECT count(*) FROM p INDEXED BY p_expression WHERE lower(name) = 'a';
-- is
1
