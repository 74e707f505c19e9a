-- title: The children of a rebuilt parent, ON DELETE CASCADE
-- column: children
-- facts: 1 2 3
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER REFERENCES p (id) ON DELETE CASCADE);
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
INSERT INTO c VALUES (1, 1), (2, 2);
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER REFERENCES p (id) ON DELETE CASCADE);
-- holds: every child row is there
SELECT id, pid FROM c ORDER BY id;
-- is
1|1
2|2
-- holds: the children still refer to the table by its name, and cascade
SELECT "table", on_delete FROM pragma_foreign_key_list('c');
-- is
p|CASCADE
-- holds: no row refers to nothing
SELECT count(*) FROM pragma_foreign_key_check;
-- is
0
-- holds: the parent's rows are there
SELECT id, n, typeof(n) FROM p ORDER BY id;
-- is
1|10|integer
2|20|integer
