-- title: A foreign key that every row holds to
-- column: foreign-key-check
-- facts: 3
-- change: foreign-key
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER);
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20');
INSERT INTO c VALUES (1, 1), (2, 2);
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER REFERENCES p (id));
-- holds: the foreign key is there
SELECT "from", "table" FROM pragma_foreign_key_list('c');
-- is
pid|p
-- holds: every row is there
SELECT id, pid FROM c ORDER BY id;
-- is
1|1
2|2
