-- title: A new ON CONFLICT clause that would make the copy lose a row
-- outcome: refused
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, u TEXT);
-- rows
INSERT INTO p VALUES (1, '10', 'same'), (2, '20', 'same');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT, u TEXT UNIQUE ON CONFLICT REPLACE);
-- holds: no row is gone
SELECT id, n, u FROM p ORDER BY id;
-- is
1|10|same
2|20|same
