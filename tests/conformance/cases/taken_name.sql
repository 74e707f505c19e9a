-- title: Tables that have the names a rebuild would like for its new table
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE p_rebuilt (id INTEGER PRIMARY KEY);
CREATE TABLE new_p (id INTEGER PRIMARY KEY);
CREATE VIEW p_rebuilt_2 AS SELECT id FROM p_rebuilt;
-- rows
INSERT INTO p VALUES (1, '10');
INSERT INTO p_rebuilt VALUES (5);
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE p_rebuilt (id INTEGER PRIMARY KEY);
CREATE TABLE new_p (id INTEGER PRIMARY KEY);
CREATE VIEW p_rebuilt_2 AS SELECT id FROM p_rebuilt;
-- holds: both tables hold what they held
SELECT id, n FROM p; SELECT id FROM p_rebuilt; SELECT id FROM p_rebuilt_2;
-- is
1|10
5
5
