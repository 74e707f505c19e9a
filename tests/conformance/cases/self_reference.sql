-- title: A table that refers to itself, ON DELETE CASCADE
-- column: foreign-keys-off
-- facts: 1 2 3
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, parent INTEGER REFERENCES p (id) ON DELETE CASCADE);
-- rows
INSERT INTO p VALUES (1, '10', NULL), (2, '20', 1), (3, '30', 2);
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER, parent INTEGER REFERENCES p (id) ON DELETE CASCADE);
-- holds: every row is there, with its parent
SELECT id, parent FROM p ORDER BY id;
-- is
1|
2|1
3|2
-- holds: the table refers to itself
SELECT "table" FROM pragma_foreign_key_list('p');
-- is
p
