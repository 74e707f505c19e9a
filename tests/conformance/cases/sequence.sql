-- title: The AUTOINCREMENT high-water mark
-- column: sequence
-- facts: 7
-- change: type
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT);
-- rows
INSERT INTO p (n) VALUES ('10'), ('20'), ('30'), ('40'), ('50');
DELETE FROM p WHERE id > 2;
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER);
-- holds: the next row's id was never given before
INSERT INTO p (n) VALUES (60); SELECT max(id) FROM p;
-- is
6
-- holds: sqlite_sequence holds one row of the table
SELECT count(*) FROM sqlite_sequence WHERE name = 'p';
-- is
1
