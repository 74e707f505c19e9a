-- title: Rowids with gaps, of a table without an INTEGER PRIMARY KEY
-- start
CREATE TABLE p (code TEXT PRIMARY KEY, n TEXT);
-- rows
INSERT INTO p (rowid, code, n) VALUES (7, 'a', '10'), (3, 'b', '20');
-- wanted
CREATE TABLE p (code TEXT PRIMARY KEY, n INTEGER);
-- holds: each row has its rowid
SELECT rowid, code FROM p ORDER BY rowid;
-- is
3|b
7|a
