-- title: A STRICT type that one row's value does not fit
-- outcome: refused
-- start
CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT) STRICT;
-- rows
INSERT INTO p VALUES (1, '10'), (2, 'ten');
-- wanted
CREATE TABLE p (id INTEGER PRIMARY KEY, n INTEGER) STRICT;
-- holds: the rows are as they were
SELECT id, n, typeof(n) FROM p ORDER BY id;
-- is
1|10|text
2|ten|text
