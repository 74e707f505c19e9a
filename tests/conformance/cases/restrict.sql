-- title: The children of a rebuilt parent, ON DELETE RESTRICT
-- column: foreign-keys-off
-- facts: 1 2 3
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER REFERENCES p (id) ON DELETE RESTRICT);
-- rows
INSERT INTO p VALUES (1, '10'), (2, '20'), (9, '90');
INSERT INTO c VALUES (1, 1), (2, 2);
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER REFERENCES p (id) ON DELETE RESTRICT);
-- holds: every child row refers to the parent that it referred to
SELECT id, pid FROM c ORDER BY id;
-- is
1|1
2|2
-- holds: the action is as it was
SELECT "table", on_delete FROM pragma_foreign_key_list('c');
-- is
p|RESTRICT
