-- title: The collation of a column
-- column: collate
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, name TEXT COLLATE NOCASE);
-- rows
INSERT INTO p VALUES (1, '10', 'Ann'), (2, '20', 'bob');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER, name TEXT COLLATE NOCASE);
-- holds: the column compares as it did
SELECT id FROM p WHERE name = 'ANN';
-- is
1
