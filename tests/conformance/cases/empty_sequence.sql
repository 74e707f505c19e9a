-- title: The AUTOINCREMENT high-water mark of a table whose rows are all gone
-- column: sequence
-- facts: 7
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT);
-- rows
INSERT INTO p (id, n) VALUES (41, '10');
DELETE FROM p;
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER);
-- holds: the next row's id was never given before
INSERT INTO p (n) VALUES (60); SELECT max(id) FROM p;
-- is
42
