-- title: A foreign key that one row does not hold to
-- column: foreign-key-check
-- facts: 6
-- change: foreign-key
-- outcome: refused
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER);
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
INSERT INTO c VALUES (1, 1), (2, 99);
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER REFERENCES p (id));
-- holds: no row that refers to nothing is committed
SELECT count(*) FROM pragma_foreign_key_check;
-- is
0
-- holds: a refused change leaves the rows as they were
SELECT id, pid FROM c ORDER BY id;
-- is
1|1
2|99
-- holds: a refused change leaves no second table behind
SELECT name FROM sqlite_schema WHERE sql LIKE '%pid%';
-- is
c
